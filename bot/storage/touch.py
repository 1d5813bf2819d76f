"""Marks what changed after its day was packed.

Marks are only ever added, and taken away by whoever packed what they stand for, by their ids. So a
change that is committed while its day is being packed keeps its mark, without any lock.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.storage.tables import stat_touched

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Touched:
    """What changed of a day, by mark: a report's id, or None for the attempts."""

    marks: dict[int, int | None] = field(default_factory=dict)

    @property
    def reports(self) -> set[int]:
        return {one for one in self.marks.values() if one is not None}

    @property
    def attempts(self) -> bool:
        return None in self.marks.values()


def touch_report(connection: Connection, report_id: int, filed_at: datetime) -> None:
    """Something that is counted of this report changed."""
    connection.execute(sa.insert(stat_touched).values(at=filed_at, report_id=report_id))


def touch_attempt(connection: Connection, opened_at: datetime) -> None:
    """Something that is counted of an attempt of that moment changed."""
    connection.execute(sa.insert(stat_touched).values(at=opened_at))


def touched_days(connection: Connection, zone: ZoneInfo) -> dict[date, Touched]:
    """What changed and was not packed again yet, by local day."""
    found: dict[date, Touched] = {}
    columns = (stat_touched.c.id, stat_touched.c.at, stat_touched.c.report_id)
    for mark, at, report_id in connection.execute(sa.select(*columns)):
        found.setdefault(at.astimezone(zone).date(), Touched()).marks[mark] = report_id
    return found


def forget(connection: Connection, marks: Collection[int]) -> None:
    """These were packed. Only those that were read: others may have come since."""
    ids = sorted(marks)
    for start in range(0, len(ids), AT_ONCE):
        some = stat_touched.c.id.in_(ids[start : start + AT_ONCE])
        connection.execute(sa.delete(stat_touched).where(some))
