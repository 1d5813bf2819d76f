"""Whom news reaches, and when it must be quiet."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.civic.news import NEVER_QUIET, Quiet, reaches

CITY, DISTRICT, VILLAGE, OTHER = None, "99.01.01", "99.01.01.1001", "99.01.02"
hours = st.integers(0, 23)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1))  # noqa: DTZ001 - local by meaning


@pytest.mark.parametrize(
    ("home", "target", "expected"),
    [
        (CITY, DISTRICT, True),
        (DISTRICT, CITY, True),
        (DISTRICT, VILLAGE, True),
        (VILLAGE, DISTRICT, True),
        (VILLAGE, VILLAGE, True),
        (OTHER, DISTRICT, False),
        (OTHER, VILLAGE, False),
        ("99.01.01.1002", VILLAGE, False),
    ],
)
def test_news_reaches_those_it_concerns(home, target, expected):
    assert reaches(home, target) is expected


@pytest.mark.parametrize(
    ("hour", "ends"),
    [(20, None), (21, "24 06"), (23, "24 06"), (0, "23 06"), (5, "23 06"), (6, None), (12, None)],
)
def test_the_night_is_quiet(hour, ends):
    local = datetime(2026, 11, 23, hour, 30)  # noqa: DTZ001 - local by meaning
    end = Quiet(21, 6).ends(local)
    assert (f"{end:%d %H}" if end else None) == ends


@given(moments, hours, hours)
def test_quiet_ends_within_a_day_and_is_over_then(local, since, until):
    end = Quiet(since, until).ends(local)
    if end is not None:
        assert local < end <= local + timedelta(days=1)
        assert Quiet(since, until).ends(end) is None


@given(moments)
def test_who_wants_no_quiet_has_none(local):
    assert NEVER_QUIET.ends(local) is None
