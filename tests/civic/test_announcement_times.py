"""When an announcement starts: as people type it, and when it is due again."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.civic.announcements.plan import Repeat, Rhythm
from bot.civic.announcements.repeats import next_start
from bot.civic.announcements.when import read_time
from bot.civic.months import MONTHS
from bot.civic.working_days import Calendar

ZONE = "Asia/Jakarta"
HERE = ZoneInfo(ZONE)
NOW = datetime(2026, 11, 25, 10, 0, tzinfo=HERE)
HOLIDAYS = Calendar(frozenset({date(2026, 12, 25), date(2027, 1, 1)}))
moments = st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1), timezones=st.just(HERE))  # noqa: DTZ001 - hypothesis wants bounds without a zone


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("besok 08.00", (2026, 11, 26, 8, 0)),
        ("Besok, pukul 08.00", (2026, 11, 26, 8, 0)),
        ("besok jam 8", (2026, 11, 26, 8, 0)),
        ("lusa 17:30 WIB", (2026, 11, 27, 17, 30)),
        ("hari ini 15.00", (2026, 11, 25, 15, 0)),
        ("hari ini 9.00", (2026, 11, 25, 9, 0)),
        ("14.30", (2026, 11, 25, 14, 30)),
        ("9.00", (2026, 11, 26, 9, 0)),
        ("25/11/2026 14.30", (2026, 11, 25, 14, 30)),
        ("1-12-2026 7:05", (2026, 12, 1, 7, 5)),
        ("3/1 8.00", (2027, 1, 3, 8, 0)),
        ("29 februari 8.00", None),
        ("25 desember 2026 8.00", (2026, 12, 25, 8, 0)),
        ("tanggal 1 des 8.00", (2026, 12, 1, 8, 0)),
        ("senin 7.30", (2026, 11, 30, 7, 30)),
        ("senin depan 7.30", (2026, 11, 30, 7, 30)),
        ("Jum'at 7.30", (2026, 11, 27, 7, 30)),
        ("rabu 9.00", (2026, 12, 2, 9, 0)),
        ("rabu 11.00", (2026, 11, 25, 11, 0)),
        ("1/11/2026 8.00", (2026, 11, 1, 8, 0)),
        ("31/2/2026 8.00", None),
        ("besok", None),
        ("besok 25.00", None),
        ("besok 8.75", None),
        ("kapan-kapan 8.00", None),
        ("1/1/0000 8.00", None),
        ("31/12/9999 23.59", (9999, 12, 31, 23, 59)),
        ("ju 8.00", None),
        ("5 ju 8.00", None),
        ("", None),
    ],
)
def test_times_as_people_type_them(text, expected):
    moment = None if expected is None else datetime(*expected, tzinfo=HERE)
    assert read_time(text, NOW) == moment


@given(moments, moments)
def test_a_written_time_is_read_as_what_it_was(now, then):
    then = then.replace(second=0, microsecond=0)
    assert read_time(f"{then:%d/%m/%Y %H.%M}", now) == then
    assert read_time(f"{then.day} {MONTHS[then.month - 1]} {then.year} {then:%H.%M}", now) == then


@given(st.text(max_size=40), moments)
def test_whatever_is_typed_it_is_read_or_not(text, now):
    moment = read_time(text, now)
    assert moment is None or moment.tzinfo is not None


def test_an_hour_that_the_clocks_pass_over_is_the_one_they_show():
    berlin = ZoneInfo("Europe/Berlin")
    now = datetime(2027, 3, 27, 12, tzinfo=berlin)
    moment = read_time("28/3/2027 2.30", now)
    assert (moment.hour, moment.minute) == (3, 30)
    assert moment.astimezone(UTC) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


repeats = st.builds(Repeat, st.sampled_from(Rhythm), st.booleans())


@given(moments, repeats, moments)
def test_the_next_time_is_one_of_its_times(first, repeat, now):
    following = next_start(first, repeat, now, HOLIDAYS, ZONE)
    if following is None:
        assert repeat.workdays
        return
    local = following.astimezone(HERE)
    assert following > now
    assert following >= first
    assert local.time() == first.time()
    assert not repeat.workdays or HOLIDAYS.is_working_day(local.date())
    if repeat.rhythm is Rhythm.MINGGUAN:
        assert local.weekday() == first.weekday()
    if repeat.rhythm is Rhythm.BULANAN:
        assert local.day == min(first.day, monthrange(local.year, local.month)[1])


@given(moments, repeats)
def test_missed_times_are_not_made_up_for(first, repeat):
    """Asked once after a long silence, and asked every time: the same next time."""
    late = first + timedelta(days=70)
    at, steps = first, 0
    while at is not None and at <= late:
        at = next_start(first, repeat, at, HOLIDAYS, ZONE)
        steps += 1
    assert at == next_start(first, repeat, late, HOLIDAYS, ZONE)
    assert steps <= 72


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ((2027, 1, 31, 9), (2027, 2, 28, 8)),
        ((2027, 2, 28, 9), (2027, 3, 31, 8)),
        ((2028, 2, 1, 9), (2028, 2, 29, 8)),
    ],
)
def test_the_31st_of_short_months_is_their_last_day(now, expected):
    first = datetime(2026, 12, 31, 8, tzinfo=HERE)
    found = next_start(first, Repeat(Rhythm.BULANAN), datetime(*now, tzinfo=HERE), HOLIDAYS, ZONE)
    assert found == datetime(*expected, tzinfo=HERE)


def test_holidays_are_passed_over():
    first = datetime(2026, 12, 24, 8, tzinfo=HERE)
    found = next_start(first, Repeat(Rhythm.HARIAN, workdays=True), first, HOLIDAYS, ZONE)
    assert found == datetime(2026, 12, 28, 8, tzinfo=HERE)
