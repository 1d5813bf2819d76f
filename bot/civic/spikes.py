"""Spikes: far more people stuck at one service within a day than its own past explains.

The rule is that of the Farrington-Noufaily outbreak detection (Noufaily et al., Statistics in
Medicine 32(7), 2013) in its simplest form: the upper tail of a negative binomial whose mean and
spread are those of the service itself in past weeks, with a floor of five.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
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

GUARD_DAYS = 7
"""The latest days are not part of the past, so that a spike does not become usual at once."""

WEEK = 7
PAST_DAYS = 8 * WEEK
LEAST_PAST_DAYS = 4 * WEEK
"""With less past than this nobody knows what is usual."""

LOOK_BACK = WINDOW * (1 + GUARD_DAYS + PAST_DAYS)


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
class Usual:
    """People a day in past weeks: their mean, and the variance of a further day over the mean."""

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


def usual(counts: Sequence[int]) -> Usual:
    """What past days were like, the latest first; at least eight, the first `GUARD_DAYS` + 1 ago.

    The mean has the half a person of Jeffreys' prior, so that it is never nothing; the same days
    of the week count where they were busier. The spread is the quasi-Poisson dispersion around the
    days of the week, at least 1, times 1 + 1/days for the doubt about the mean itself.
    """
    days = len(counts)
    mean = (sum(counts) + 0.5) / days
    same_days = [counts[first::WEEK] for first in range(WEEK)]
    variance = sum(map(_squares, same_days)) / (days - WEEK)
    today = same_days[(-1 - GUARD_DAYS) % WEEK]
    spread = max(1.0, variance / mean) * (1 + 1 / days)
    return Usual(max(mean, sum(today) / len(today)), spread)


def at_least(count: int) -> Usual:
    """What so many in all the past days would be like if every day were alike."""
    return Usual((count + 0.5) / PAST_DAYS, 1 + 1 / PAST_DAYS)


def chance(count: int, past: Usual) -> float:
    """Probability (0 to 1) of so many people or more on an ordinary day."""
    size = past.mean / (past.spread - 1)
    stay, go = log(1 / past.spread), log(1 - 1 / past.spread)
    below = (
        exp(lgamma(k + size) - lgamma(size) - lgamma(k + 1) + size * stay + k * go)
        for k in range(count)
    )
    return max(0.0, 1.0 - sum(below))


def without(voices: Iterable[Voice], spans: Collection[Span]) -> list[Voice]:
    """The voices outside of past spikes: a day on which something was wrong is not a usual one."""
    return [one for one in voices if not any(since <= one.at <= end for since, end in spans)]


def begins(voices: Sequence[Voice], now: datetime, past_days: int) -> Finding | None:
    """The spike that the voices of one service make, at the step that stands out most.

    `past_days`: whole days before the guard that anything could have been reported on.
    """
    found: list[tuple[float, bool, Finding]] = []
    for step in {None, *(voice.step for voice in _latest(voices, now))}:
        here = [voice for voice in voices if step is None or voice.step == step]
        past = _past(here, now, past_days)
        count = people(_latest(here, now))
        if past is None or count < max(FLOOR, TIMES_USUAL * past.mean):
            continue
        by_chance = chance(count, past)
        if by_chance < RARE:
            since = _since(here, now, past)
            finding = Finding(here[0].service, step, count, past.mean, since)
            found.append((by_chance, step is None, finding))
    return min(found, key=lambda one: one[:2])[2] if found else None


def lasts(voices: Sequence[Voice], step: str | None, now: datetime, past_days: int) -> bool:
    """Whether a spike that has begun still stands out."""
    here = [voice for voice in voices if step is None or voice.step == step]
    past, count = _past(here, now, past_days), people(_latest(here, now))
    if past is None or count < FLOOR:
        return False
    return chance(count, past) < ORDINARY


def _squares(counts: Sequence[int]) -> float:
    mean = sum(counts) / len(counts)
    return sum((count - mean) ** 2 for count in counts)


def _latest(voices: Iterable[Voice], now: datetime) -> list[Voice]:
    return [voice for voice in voices if now - WINDOW < voice.at <= now]


def _past(voices: Iterable[Voice], now: datetime, past_days: int) -> Usual | None:
    days = min(PAST_DAYS, past_days)
    if days < LEAST_PAST_DAYS:
        return None
    blocks: list[list[Voice]] = [[] for _ in range(days)]
    for voice in voices:
        back = (now - voice.at) // WINDOW - 1 - GUARD_DAYS
        if 0 <= back < days:
            blocks[back].append(voice)
    return usual([people(block) for block in blocks])


def _since(voices: Iterable[Voice], now: datetime, past: Usual) -> datetime:
    """When it began: as many of the window's first as come on any day are left out."""
    moments = sorted(voice.at for voice in _latest(voices, now))
    return moments[min(round(past.mean), len(moments) - 1)]
