"""The hours of the days that are not packed yet, in memory: each is read raw only once.

What happened more than `SETTLING` ago is written, so an hour that old only changes where a mark
says so. A mark that was read is never read again; marks of a day go when the day is packed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.civic.statistics.packs import NOTHING, Pack, together
from bot.storage.raw_days import RawDays
from bot.storage.touch import Touched


@dataclass(frozen=True, slots=True)
class Hours:
    """Rows from then to then, as they are with these marks.

    `names`: the numbers of names that no packed day has yet.
    """

    since: datetime
    until: datetime
    rows: Pack = NOTHING
    marks: frozenset[int] = frozenset()
    names: Mapping[str, int] = field(default_factory=dict)

    def fits(self, numbers: Mapping[str, int]) -> bool:
        """Whether these names have still no numbers, or the same ones."""
        taken = set(numbers.values())
        return all(
            numbers[name] == number if name in numbers else number not in taken
            for name, number in self.names.items()
        )


class LatestHours:
    """The latest hours of one database, shared by every transaction of a process."""

    def __init__(self) -> None:
        self._kept: Hours | None = None

    def of(
        self, raw: RawDays, since: datetime, until: datetime, touched: Iterable[Touched]
    ) -> Pack:
        """The rows from then to then; `touched` was read before."""
        known = set(raw.numbers)
        kept = self._kept
        if kept is None or kept.since != since or kept.until > until or not kept.fits(raw.numbers):
            kept = Hours(since, since)
        raw.numbers.update(kept.names)
        marks = {mark: what for one in touched for mark, what in one.marks.items()}
        rows = _changed(kept, raw, {marks[mark] for mark in marks.keys() - kept.marks})
        if until > kept.until:
            rows = together([rows, raw.between(kept.until, until)])
        if raw.is_committed:
            names = {name: raw.numbers[name] for name in raw.numbers.keys() - known}
            self._kept = Hours(since, until, rows, frozenset(marks), names)
        return rows


def _changed(kept: Hours, raw: RawDays, what: set[int | None]) -> Pack:
    """The kept rows with what changed; None stands for attempts."""
    if not what or kept.since == kept.until:
        return kept.rows
    reports = raw.reports({one for one in what if one is not None})
    if None not in what:
        return kept.rows.patched(reports, NOTHING.attempts, ())
    days = set(kept.rows.attempts["day"].tolist())
    return kept.rows.patched(reports, raw.attempts(kept.since, kept.until), days)
