"""Finding published rows: always whole groups by their public values, so that no two questions
differ by fewer rows than a group has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.civic.open_data.scheme import Edition, Group
from bot.civic.open_data.table import row_id

BLANK = "lainnya"
"""The code of the service of rows whose service is left blank."""

_ID = re.compile(r"(\d{4})-(0[1-9]|1[0-2])-(\d{5,9})")


@dataclass(frozen=True, slots=True)
class PublicReport:
    """One published row."""

    id: str
    group: Group
    published: date


@dataclass(frozen=True, slots=True)
class Wanted:
    """Reports that may have been filed between `since` and `until`, both included.

    Empty `services` and None for `closed` mean all of them.
    """

    since: date
    until: date
    services: frozenset[str] = frozenset()
    closed: bool | None = None

    def admits(self, group: Group) -> bool:
        return (
            group.since <= self.until
            and group.until >= self.since
            and (not self.services or (group.service or BLANK) in self.services)
            and self.closed in {None, group.closed}
        )


def selected(
    editions: Iterable[Edition], wanted: Wanted, window: tuple[int, int]
) -> tuple[PublicReport, ...]:
    """Rows number `window[0]` (from 0) and up to `window[1]` of them, the latest months first."""
    skip, limit = window
    found: list[PublicReport] = []
    for edition in sorted(editions, key=lambda one: one.month, reverse=True):
        for first, group in _numbered(edition):
            if not wanted.admits(group):
                continue
            passed = min(skip, group.count)
            skip -= passed
            last = min(group.count, passed + limit - len(found))
            found += [_report(edition, group, first + n) for n in range(passed, last)]
    return tuple(found)


def month_of(public_id: str) -> date | None:
    """The month that a row's number names, or None when it is no such number."""
    parts = _ID.fullmatch(public_id)
    return date(int(parts[1]), int(parts[2]), 1) if parts and int(parts[1]) else None


def find(edition: Edition, public_id: str) -> PublicReport | None:
    """The row of that number in its month."""
    parts = _ID.fullmatch(public_id)
    ordinal = int(parts[3]) if parts else 0
    for first, group in _numbered(edition):
        if first <= ordinal < first + group.count and row_id(edition, ordinal) == public_id:
            return _report(edition, group, ordinal)
    return None


def _numbered(edition: Edition) -> Iterator[tuple[int, Group]]:
    """(number of its first row, group)."""
    first = 1
    for group in edition.groups:
        yield first, group
        first += group.count


def _report(edition: Edition, group: Group, ordinal: int) -> PublicReport:
    return PublicReport(row_id(edition, ordinal), group, edition.published)
