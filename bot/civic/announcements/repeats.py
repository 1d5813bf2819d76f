"""When a repeated announcement is due again: at its local time, a missed one once or not at all."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import assert_never
from zoneinfo import ZoneInfo

from bot.civic.announcements.plan import Repeat, Rhythm
from bot.civic.working_days import Calendar

FARTHEST = 400
"""Days that are looked ahead for one with an open office."""


def next_start(
    first: datetime, repeat: Repeat, now: datetime, calendar: Calendar, zone: str
) -> datetime | None:
    """The first occurrence after `now`; however many were missed, none of them is made up for.

    `first` sets local time, weekday and day of the month; a month too short has it on its last
    day. None when no day with an open office comes for over a year.
    """
    here = ZoneInfo(zone)
    start = first.astimezone(here)
    earliest = max(now.astimezone(here).date(), start.date())
    for ahead in range(FARTHEST):
        day = earliest + timedelta(days=ahead)
        moment = datetime.combine(day, start.timetz().replace(tzinfo=None), here)
        if moment <= now or not _falls_on(day, start.date(), repeat.rhythm):
            continue
        if repeat.workdays and not calendar.is_working_day(day):
            continue
        return moment.astimezone(first.tzinfo)
    return None


def _falls_on(day: date, first: date, rhythm: Rhythm) -> bool:
    if day < first:
        return False
    match rhythm:
        case Rhythm.HARIAN:
            return True
        case Rhythm.MINGGUAN:
            return day.weekday() == first.weekday()
        case Rhythm.BULANAN:
            return day.day == min(first.day, monthrange(day.year, day.month)[1])
    assert_never(rhythm)
