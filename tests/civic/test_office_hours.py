"""When officers are there: weekends, holidays, and the hours of Ramadan from the city file."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.city_file import read_city
from bot.civic.office_hours import Jam, JamPetugas, Masa
from bot.civic.working_days import Calendar
from bot.live_content import calendar_of
from knowledge_base.load import CONTENT

ZONE = ZoneInfo("Asia/Jakarta")
WEEK = ("senin", "selasa", "rabu", "kamis")
DESK = JamPetugas(
    biasa=(Jam((*WEEK, "jumat"), time(8), time(16)),),
    ramadan=(Jam(WEEK, time(8), time(15)), Jam(("jumat",), time(8), time(15, 30))),
    masa_ramadan=(Masa(date(2027, 2, 8), date(2027, 3, 9)),),
)
CALENDAR = Calendar(frozenset({date(2027, 2, 9)}))


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), ZONE)


@pytest.mark.parametrize(
    ("moment", "open_"),
    [
        (at(date(2027, 2, 4), 15, 30), True),  # an ordinary Thursday
        (at(date(2027, 2, 4), 16), False),
        (at(date(2027, 2, 4), 7, 59), False),
        (at(date(2027, 2, 6), 10), False),  # Saturday
        (at(date(2027, 2, 9), 10), False),  # a holiday
        (at(date(2027, 2, 10), 14, 59), True),  # Ramadan
        (at(date(2027, 2, 10), 15), False),
        (at(date(2027, 2, 12), 15, 15), True),  # its Fridays are longer
        (at(date(2027, 3, 9), 15, 30), False),  # its last day
        (at(date(2027, 3, 10), 15, 30), True),  # the day after
    ],
)
def test_when_somebody_is_there(moment: datetime, open_: bool):
    assert DESK.is_open(moment, CALENDAR) is open_


def test_the_next_opening_passes_over_weekends_and_holidays():
    friday_evening = at(date(2027, 2, 5), 17)
    assert DESK.next_open(friday_evening, CALENDAR) == at(date(2027, 2, 8), 8)
    monday_evening = at(date(2027, 2, 8), 17)
    assert DESK.next_open(monday_evening, CALENDAR) == at(date(2027, 2, 10), 8)
    assert DESK.next_open(at(date(2027, 2, 10), 6), CALENDAR) == at(date(2027, 2, 10), 8)


def test_an_answer_is_promised_for_the_end_of_the_next_open_day():
    thursday = at(date(2027, 2, 4), 10)
    assert DESK.answered_by(thursday, CALENDAR) == at(date(2027, 2, 5), 16)
    friday = at(date(2027, 2, 5), 10)
    assert DESK.answered_by(friday, CALENDAR) == at(date(2027, 2, 8), 15)  # Ramadan begins


def test_a_city_that_never_opens_promises_nothing():
    closed = JamPetugas(biasa=())
    assert closed.next_open(at(date(2027, 2, 4), 10), CALENDAR) is None
    assert closed.answered_by(at(date(2027, 2, 4), 10), CALENDAR) is None
    assert not closed.is_open(at(date(2027, 2, 4), 10), CALENDAR)


def test_the_citys_own_file_has_hours_for_ramadan_and_national_holidays():
    city = read_city(Path(CONTENT))
    desk = city.jam_petugas
    assert desk is not None
    calendar = calendar_of(city, date(2026, 11, 23))
    first = desk.masa_ramadan[0].mulai
    days = [date.fromordinal(first.toordinal() + n) for n in range(14)]
    windows = {day.weekday(): desk.window(day, calendar) for day in days}
    assert windows[4] != windows[0]
    assert windows[5] is None
    for holiday in (date(2026, 12, 25), date(2027, 1, 1), date(2027, 8, 17)):
        assert not calendar.is_working_day(holiday)
