"""When officers are at their desks: working days, ordinary hours, and those of Ramadan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from bot.civic.working_days import Calendar

Day = Literal["senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu"]
DAYS: tuple[Day, ...] = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
LOOK_AHEAD = 60
"""Days within which some office opens again, whatever the holidays."""


@dataclass(frozen=True, slots=True)
class Jam:
    """Hours of some days of the week, local time."""

    hari: tuple[Day, ...]
    buka: time
    tutup: time


@dataclass(frozen=True, slots=True)
class Masa:
    """A stretch of days, both ends included."""

    mulai: date
    selesai: date


@dataclass(frozen=True, slots=True)
class JamPetugas:
    """Hours of the officers who answer; `ramadan` holds in the stretches of `masa_ramadan`."""

    biasa: tuple[Jam, ...]
    ramadan: tuple[Jam, ...] = ()
    masa_ramadan: tuple[Masa, ...] = ()

    def window(self, day: date, calendar: Calendar) -> tuple[time, time] | None:
        """Opening and closing time of a day, None when closed."""
        if not calendar.is_working_day(day):
            return None
        fasting = any(one.mulai <= day <= one.selesai for one in self.masa_ramadan)
        hours = self.ramadan if fasting and self.ramadan else self.biasa
        name = DAYS[day.weekday()]
        return next(((one.buka, one.tutup) for one in hours if name in one.hari), None)

    def is_open(self, local: datetime, calendar: Calendar) -> bool:
        """Whether somebody is there at that local moment."""
        window = self.window(local.date(), calendar)
        return window is not None and window[0] <= local.time() < window[1]

    def answered_by(self, local: datetime, calendar: Calendar) -> datetime | None:
        """When to expect an answer: the closing of the next open day; None if none is near."""
        for ahead in range(1, LOOK_AHEAD):
            day = local.date() + timedelta(days=ahead)
            window = self.window(day, calendar)
            if window is not None:
                return datetime.combine(day, window[1], local.tzinfo)
        return None

    def next_open(self, local: datetime, calendar: Calendar) -> datetime | None:
        """The next opening after that moment; None if none is near."""
        for ahead in range(LOOK_AHEAD):
            day = local.date() + timedelta(days=ahead)
            window = self.window(day, calendar)
            if window is not None:
                opening = datetime.combine(day, window[0], local.tzinfo)
                if opening > local:
                    return opening
        return None
