"""Spikes: far more people stuck at one service within a day than its own past explains.

The rule is that of the Farrington-Noufaily outbreak detection (Noufaily et al., Statistics in
Medicine 32(7), 2013) in its simplest form: the upper tail of a negative binomial whose mean and
spread are those of the service itself in past weeks, with a floor of five. Its trend, which one
service is too small to show, is that of all the others together.

A young city has the same rule with fewer days: the less is known of a rate, the wider the negative
binomial, so that more people are needed before they are called a spike.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import exp, lgamma, log

WINDOW = timedelta(days=1)
FLOOR = 5
"""Fewer people within the window are never a spike."""

TIMES_USUAL = 2
"""Fewer times the usual are none either, however surely they are more."""

RARE = 1e-5
"""A window begins a spike if so many people would come by chance at most so often."""

ORDINARY = 0.05
"""A spike has ended once its window would come by chance at least so often."""

WEEK = 7
GUARD_DAYS = WEEK
"""The latest days are not part of the past, so that a spike does not become usual at once."""

PAST_DAYS = 8 * WEEK
LEAST_PAST_DAYS = WEEK
"""With less past than this nobody knows what is usual."""

DAYS_DIFFER = 0.1
"""Squared coefficient of variation of a place's days, as long as it has too few to tell itself."""

Span = tuple[datetime, datetime]
"""From then to then, both included."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody reported, or joined a report. `who` is None for an anonymous report."""

    service: str
    step: str | None
    at: datetime
    who: str | None


@dataclass(frozen=True, slots=True)
class History:
    """What today is compared with: so many `days`, up to a `guard` of days before the window.

    `growth`: how many times as much as in those days is reported elsewhere since; at least 1.
    """

    days: int
    guard: int
    growth: float = 1.0

    def begins(self, now: datetime) -> datetime:
        """The first moment of its days."""
        return self.ends(now) - WINDOW * self.days

    def ends(self, now: datetime) -> datetime:
        """The last moment of its days, where the guard begins."""
        return now - WINDOW * (1 + self.guard)


@dataclass(frozen=True, slots=True)
class Usual:
    """People to expect today: their mean, and the variance over the mean."""

    mean: float
    spread: float


@dataclass(frozen=True, slots=True)
class Finding:
    """A spike at a step of a service, or anywhere in it: `people` instead of `usual` a day."""

    service: str
    step: str | None
    people: int
    usual: float
    since: datetime


@dataclass(frozen=True, slots=True)
class Spike:
    """A spike that lasts. `told`: somebody of the city was told of it. `shown` to residents."""

    id: int
    service: str
    step: str | None
    since: datetime
    told: bool = False
    shown: bool = True


def people(voices: Iterable[Voice]) -> int:
    """How many stand behind the voices: everyone once.

    Nobody knows whether two anonymous reports come from one person, so they count for at most as
    many as there are others: alone they never make a spike.
    """
    everyone = [voice.who for voice in voices]
    named = len(set(everyone) - {None})
    return named + min(everyone.count(None), named)


def history(first: datetime, now: datetime) -> History:
    """What there is to compare with, in a city whose `first` report was then.

    The guard grows with the city, so that its second week is compared with all of its first.
    """
    whole = max(0, (now - first) // WINDOW - 1)
    guard = min(GUARD_DAYS, max(0, whole - LEAST_PAST_DAYS))
    return History(min(PAST_DAYS, whole - guard), guard)


def grown(past: History, before: int, since: int) -> History:
    """With the growth of the city: `before` reports elsewhere in its days, `since` then.

    The ratio to what was expected, drawn to 1 by one report on either side (the empirical Bayes
    estimate of a relative risk, Clayton and Kaldor, Biometrics 43(3), 1987).
    """
    expected = before * (1 + past.guard) / past.days if past.days else since
    return replace(past, growth=max(1.0, (since + 1) / (expected + 1)))


def usual(counts: Sequence[int], past: History) -> Usual:
    """What to expect after so many people on each of the `past.days`, the latest first.

    The rate is Gamma distributed around what came, with the half a person of Jeffreys' prior, so
    that it is never nothing; today counts as `growth` days of it. The same days of the week count
    where they were busier. The spread is the quasi-Poisson dispersion around the days of the week,
    at least 1, times 1 + growth/days for the doubt about the rate itself. The means of the seven
    days of the week take up seven days of evidence: `DAYS_DIFFER` stands in for them.
    """
    mean = (sum(counts) + 0.5) / past.days
    same_days = [counts[first::WEEK] for first in range(WEEK)]
    squares = sum(map(_squares, same_days)) / mean + WEEK * (1 + DAYS_DIFFER * mean)
    today = same_days[(-1 - past.guard) % WEEK]
    spread = max(1.0, squares / past.days) * (1 + past.growth / past.days)
    return Usual(max(mean, sum(today) / len(today)) * past.growth, spread)


def at_least(count: int, past: History) -> Usual:
    """What to expect at least after so many in all the days, as if every day were alike."""
    return Usual((count + 0.5) / past.days, 1 + 1 / past.days)


def chance(count: int, expected: Usual) -> float:
    """Probability (0 to 1) of so many people or more on an ordinary day."""
    size = expected.mean / (expected.spread - 1)
    stay, go = log(1 / expected.spread), log(1 - 1 / expected.spread)
    below = (
        exp(lgamma(k + size) - lgamma(size) - lgamma(k + 1) + size * stay + k * go)
        for k in range(count)
    )
    return max(0.0, 1.0 - sum(below))


def without(voices: Iterable[Voice], spans: Collection[Span]) -> list[Voice]:
    """The voices outside of past spikes: a day on which something was wrong is not a usual one."""
    return [one for one in voices if not any(since <= one.at <= end for since, end in spans)]


def begins(voices: Sequence[Voice], now: datetime, past: History) -> Finding | None:
    """The spike that the voices of one service make, at the step that stands out most."""
    found: list[tuple[float, bool, Finding]] = []
    for step in {None, *(voice.step for voice in _latest(voices, now))}:
        here = [voice for voice in voices if step is None or voice.step == step]
        expected = _expected(here, now, past)
        count = people(_latest(here, now))
        if expected is None or count < max(FLOOR, TIMES_USUAL * expected.mean):
            continue
        by_chance = chance(count, expected)
        if by_chance < RARE:
            since = _since(here, now, expected)
            finding = Finding(here[0].service, step, count, expected.mean, since)
            found.append((by_chance, step is None, finding))
    return min(found, key=lambda one: one[:2])[2] if found else None


def lasts(voices: Sequence[Voice], step: str | None, now: datetime, past: History) -> bool:
    """Whether a spike that has begun still stands out."""
    here = [voice for voice in voices if step is None or voice.step == step]
    expected, count = _expected(here, now, past), people(_latest(here, now))
    if expected is None or count < FLOOR:
        return False
    return chance(count, expected) < ORDINARY


def _squares(counts: Sequence[int]) -> float:
    mean = sum(counts) / len(counts)
    return sum((count - mean) ** 2 for count in counts)


def _latest(voices: Iterable[Voice], now: datetime) -> list[Voice]:
    return [voice for voice in voices if now - WINDOW < voice.at <= now]


def _expected(voices: Iterable[Voice], now: datetime, past: History) -> Usual | None:
    if past.days < LEAST_PAST_DAYS:
        return None
    blocks: list[list[Voice]] = [[] for _ in range(past.days)]
    end = past.ends(now)
    for voice in voices:
        back = (end - voice.at) // WINDOW
        if 0 <= back < past.days:
            blocks[back].append(voice)
    return usual([people(block) for block in blocks], past)


def _since(voices: Iterable[Voice], now: datetime, expected: Usual) -> datetime:
    """When it began: as many of the window's first as come on any day are left out."""
    moments = sorted(voice.at for voice in _latest(voices, now))
    return moments[min(round(expected.mean), len(moments) - 1)]
