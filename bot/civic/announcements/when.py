"""A time as people type it: "besok 08.00", "25/11/2026 14.30", "senin 7.30". Pure."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from bot.civic.months import MONTHS

DAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
AHEAD = {"hari ini": 0, "besok": 1, "lusa": 2}
_TIME = re.compile(r"(?:^|\s)(?:pukul |jam |pk\.? )?(\d{1,2})(?:[.:](\d{2}))?(?: ?wi[bt]a?)?$")
_NUMBERS = re.compile(r"(\d{1,2})[/-](\d{1,2})(?:[/-](\d{4}))?")
_WORDS = re.compile(r"(\d{1,2}) ([a-z]+)(?: (\d{4}))?")


def read_time(text: str, local: datetime) -> datetime | None:
    """The moment in the zone of `local`, which is now; None where it cannot be read.

    A date without a year, a weekday and an hour alone mean the next one to come. A time that
    the clocks pass over is the one they show instead.
    """
    said = re.sub(r"[\s,]+", " ", text.strip().casefold().replace("jum'at", "jumat"))
    clock = _TIME.search(said)
    if clock is None:
        return None
    hour, minute = int(clock[1]), int(clock[2] or 0)
    if hour > 23 or minute > 59:
        return None
    return _next(said[: clock.start()].strip(), time(hour, minute), local)


def _next(day: str, at: time, local: datetime) -> datetime | None:
    if day == "":
        today = _moment(local.date(), at, local)
        return today if today > local else _moment(local.date() + timedelta(days=1), at, local)
    if day in AHEAD:
        return _moment(local.date() + timedelta(days=AHEAD[day]), at, local)
    name = day.removeprefix("hari ").removesuffix(" depan")
    if name in DAYS:
        return _weekday(DAYS.index(name), at, local)
    return _dated(day.removeprefix("tanggal "), at, local)


def _weekday(weekday: int, at: time, local: datetime) -> datetime:
    ahead = (weekday - local.weekday()) % 7
    moment = _moment(local.date() + timedelta(days=ahead), at, local)
    return moment if moment > local else _moment(moment.date() + timedelta(days=7), at, local)


def _dated(day: str, at: time, local: datetime) -> datetime | None:
    numbers, words = _NUMBERS.fullmatch(day), _WORDS.fullmatch(day)
    if numbers is not None:
        return _of_year(int(numbers[1]), int(numbers[2]), numbers[3], at, local)
    month = _month(words[2]) if words is not None else None
    if words is None or month is None:
        return None
    return _of_year(int(words[1]), month, words[3], at, local)


def _month(name: str) -> int | None:
    """By its name or the first three letters of it, at least."""
    if len(name) < 3:
        return None
    found = [place for place, one in enumerate(MONTHS, 1) if one.casefold().startswith(name)]
    return found[0] if len(found) == 1 else None


def _of_year(day: int, month: int, year: str | None, at: time, local: datetime) -> datetime | None:
    years = [int(year)] if year else [local.year, local.year + 1]
    for each in years:
        try:
            moment = _moment(date(each, month, day), at, local)
        except (ValueError, OverflowError):
            continue
        if year or moment > local:
            return moment
    return None


def _moment(day: date, at: time, local: datetime) -> datetime:
    wall = datetime.combine(day, at, local.tzinfo)
    return wall.astimezone(UTC).astimezone(local.tzinfo)
