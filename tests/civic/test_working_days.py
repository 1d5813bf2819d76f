"""Working days skip weekends and holidays."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.civic.working_days import Calendar

days = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def test_fourteen_days_over_christmas():
    calendar = Calendar(frozenset({date(2026, 12, 24), date(2026, 12, 25), date(2027, 1, 1)}))
    assert calendar.add_working_days(date(2026, 12, 14), 14) == date(2027, 1, 6)


def test_friday_plus_one_is_monday():
    assert Calendar(frozenset()).add_working_days(date(2026, 11, 27), 1) == date(2026, 11, 30)


@given(days, st.integers(1, 60), st.frozensets(days, max_size=40))
def test_exactly_that_many_working_days_lie_between(start: date, count: int, holidays):
    calendar = Calendar(holidays)
    end = calendar.add_working_days(start, count)
    passed = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    assert sum(calendar.is_working_day(day) for day in passed) == count
    assert calendar.is_working_day(end)
