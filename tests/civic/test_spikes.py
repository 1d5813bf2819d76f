"""Spikes: found when there is one, not found in what chance alone brings."""

from __future__ import annotations

from datetime import timedelta
from math import exp, factorial

import numpy as np
import pytest

from bot.civic.spikes import (
    FLOOR,
    GUARD_DAYS,
    LEAST_PAST_DAYS,
    PAST_DAYS,
    RARE,
    History,
    Voice,
    begins,
    chance,
    lasts,
    people,
    usual,
)
from tests.civic.ordinary_days import NOW, ordinary_days

LONG = History(PAST_DAYS, GUARD_DAYS)
"""What a city has that is older than nine weeks."""


def voice(hours: float, who: str | None, step: str | None = "antre") -> Voice:
    """Somebody who spoke so many hours ago."""
    return Voice("ktp", step, NOW - timedelta(hours=hours), who)


def crowd(count: int, step: str | None = "antre", hours: float = 2) -> list[Voice]:
    return [voice(hours - n / 100, f"{step}{hours}-{n}", step) for n in range(count)]


def ordinary(a_day: int) -> list[Voice]:
    """So many people on every past day."""
    return [
        voice(24 * day + 12, f"{day}-{n}", "bayar") for day in range(1, 70) for n in range(a_day)
    ]


def test_two_reports_on_a_quiet_service_are_none():
    assert begins(crowd(2), NOW, LONG) is None
    assert begins(crowd(FLOOR - 1), NOW, LONG) is None


def test_five_people_on_a_quiet_service_are_one_and_it_names_the_step():
    found = begins(crowd(FLOOR), NOW, LONG)
    assert found is not None
    assert (found.service, found.step, found.people) == ("ktp", "antre", FLOOR)
    assert found.since == NOW - timedelta(hours=2)
    assert found.usual < 0.1


def test_people_at_different_steps_are_one_anywhere():
    spread = [voice(n, str(n), step) for n, step in enumerate(("a", "b", None, "c", "a", "b"))]
    found = begins(spread, NOW, LONG)
    assert found is not None
    assert found.step is None


def test_a_busy_service_within_its_noise_is_none():
    assert begins([*ordinary(6), *crowd(11, "bayar")], NOW, LONG) is None
    found = begins([*ordinary(6), *crowd(25, "bayar")], NOW, LONG)
    assert found is not None
    assert 5.9 < found.usual < 6.1


def test_a_surely_busier_day_that_is_not_twice_as_busy_is_none():
    often = ordinary(60)
    past = usual([60] * PAST_DAYS, LONG)
    assert chance(115, past) < RARE
    assert begins([*often, *crowd(115, "bayar")], NOW, LONG) is None


def test_everybody_counts_once():
    assert begins([voice(n / 10, "1") for n in range(20)], NOW, LONG) is None
    assert people([voice(1, "1"), voice(2, "1"), voice(3, "2")]) == 2


def test_anonymous_reports_count_for_as_many_as_there_are_others():
    nobody = [voice(n / 10, None) for n in range(20)]
    assert people(nobody) == 0
    assert begins([*nobody, voice(1, "1"), voice(1, "2")], NOW, LONG) is None
    found = begins([*nobody, *crowd(3)], NOW, LONG)
    assert found is not None
    assert found.people == 6


def test_without_a_past_nobody_knows_what_is_usual():
    assert begins(crowd(50), NOW, History(LEAST_PAST_DAYS - 1, 0)) is None
    assert begins(crowd(50), NOW, History(LEAST_PAST_DAYS, 0)) is not None


def test_it_lasts_until_the_day_is_ordinary_again():
    voices = crowd(9)
    assert lasts(voices, "antre", NOW, LONG)
    assert lasts(voices, None, NOW, LONG)
    assert lasts(voices, "antre", NOW + timedelta(hours=21), LONG)
    assert not lasts(voices, "antre", NOW + timedelta(hours=23), LONG)
    assert not lasts(voices, "bayar", NOW, LONG)


def test_a_week_long_spike_does_not_become_usual():
    week = [one for day in range(8) for one in crowd(8, hours=24 * day + 2)]
    assert lasts(week, "antre", NOW, LONG)


def test_the_beginning_leaves_out_who_comes_on_any_day():
    usual_ones = [voice(hours, f"u{hours}", "bayar") for hours in (23, 20, 16, 12, 9, 6)]
    found = begins([*ordinary(6), *usual_ones, *crowd(25, "bayar", hours=3)], NOW, LONG)
    assert found is not None
    assert found.since == NOW - timedelta(hours=3)


def test_the_same_day_of_the_week_is_what_a_day_is_compared_with():
    weekly = [1, 1, 1, 1, 1, 1, 20] * 8  # the first is eight days ago, the seventh fourteen
    past = usual(weekly, LONG)
    assert past.mean == 20
    assert past.spread == pytest.approx(1 + 1 / PAST_DAYS)
    other_day = usual([20, 1, 1, 1, 1, 1, 1] * 8, LONG)
    assert other_day.mean == pytest.approx(26 / 7, abs=0.01)


def test_chance_is_the_tail_of_the_distribution():
    past = usual([3] * PAST_DAYS, LONG)
    poisson = 1 - sum(exp(-past.mean) * past.mean**k / factorial(k) for k in range(6))
    assert chance(0, past) == 1
    assert chance(6, past) == pytest.approx(poisson, rel=0.06)
    rates = np.random.default_rng(5).gamma(PAST_DAYS * past.mean, 1 / PAST_DAYS, 400_000)
    drawn = np.random.default_rng(6).poisson(rates)
    assert chance(8, past) == pytest.approx(float(np.mean(drawn >= 8)), rel=0.05)


@pytest.mark.parametrize(("rate", "years"), [(0.05, 30), (0.4, 12), (2, 5), (6, 1)])
def test_false_alarms_are_rare(rate: float, years: int):
    """Ordinary days with a weekly rhythm and days that are busier than others, looked at hourly.

    Measured so over 1,650 years: none at 0.05 people a day, one in 80 years at 0.4, one in 19 at
    2, one in 14 at 6.
    """
    alarms = sum(alarms_of(rate, seed) for seed in range(years))
    assert alarms <= 1


def alarms_of(rate: float, seed: int, days: int = 365) -> int:
    """Spikes found in a year of a service where nothing particular happens."""
    heard = ordinary_days(rate, seed, days + 70)
    moments = np.array([one.at.timestamp() for one in heard])
    found, running = 0, False
    for hour in range(70 * 24, (70 + days) * 24):
        at = NOW + timedelta(hours=hour)
        first, last = (
            np.searchsorted(moments, (at - timedelta(1)).timestamp(), "right"),
            (np.searchsorted(moments, at.timestamp(), "right")),
        )
        if last - first < FLOOR:
            running = False
            continue
        oldest = np.searchsorted(moments, (at - timedelta(days=65)).timestamp())
        voices = heard[oldest:last]
        if running:
            running = lasts(voices, None, at, LONG)
        elif begins(voices, at, LONG) is not None:
            found, running = found + 1, True
    return found
