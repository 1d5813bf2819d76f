"""Marks what changed after its day was packed.

Marks are only ever added, and taken away by whoever packed what they stand for, by their ids. So a
change that is committed while its day is being packed keeps its mark, without any lock.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.storage.tables import stat_touched

AT_ONCE = 500


@dataclass(slots=True)
class Touched:
    """What changed of a day: the marks, single reports, and whether its attempts did."""

    marks: list[int] = field(default_factory=list)
    reports: set[int] = field(default_factory=set)
    attempts: bool = False


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
        one = found.setdefault(at.astimezone(zone).date(), Touched())
        one.marks.append(mark)
        if report_id is None:
            one.attempts = True
        else:
            one.reports.add(report_id)
    return found


def forget(connection: Connection, marks: list[int]) -> None:
    """These were packed. Only those that were read: others may have come since."""
    for start in range(0, len(marks), AT_ONCE):
        some = stat_touched.c.id.in_(marks[start : start + AT_ONCE])
        connection.execute(sa.delete(stat_touched).where(some))
