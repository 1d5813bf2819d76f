"""Which readings may be compared, and what changed between them by more than chance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.civic.council.report import Move, PastReading
from bot.civic.indicator.bootstrap import Drawn, Interval, difference, draw
from bot.civic.indicator.inputs import Inputs
from bot.civic.indicator.method import SEED, Component
from bot.civic.indicator.reading import Reading

SAME_LENGTH = 3
"""Days by which periods of one kind differ: months of 28 to 31, quarters of 90 to 92."""


@dataclass(frozen=True, slots=True)
class Basis:
    """A reading with what it was computed from."""

    reading: Reading
    inputs: Inputs
    prior: Mapping[Component, float]


def comparable(one: Reading, other: Reading) -> bool:
    """The same method, equally long, and both or neither with the population known."""
    merata = Component.MERATA
    return (
        one.method == other.method
        and abs(_days(one) - _days(other)) <= SAME_LENGTH
        and (merata in one.scores) == (merata in other.scores)
    )


def moves(now: Basis, before: Basis) -> tuple[Move, ...]:
    """The index, then every component that stands on enough answers in both readings."""
    after_draws = draw(now.inputs, now.prior)
    # Another seed: with the same one, equal cities would be drawn alike and never seem to differ.
    before_draws = draw(before.inputs, before.prior, seed=SEED + 1)
    if after_draws is None or before_draws is None:
        return ()
    return tuple(_moves((now.reading, after_draws), (before.reading, before_draws)))


def over_time(readings: Iterable[Reading], now: Reading) -> tuple[PastReading, ...]:
    """The comparable readings up to `now`, the last of each period, oldest first."""
    latest = {
        (one.until, one.since): one
        for one in readings
        if one.until <= now.until and comparable(one, now)
    }
    latest[now.until, now.since] = now
    return tuple(
        PastReading(one.since, one.until, one.imc, one.interval)
        for _, one in sorted(latest.items())
        if one.imc is not None
    )


def _moves(after: tuple[Reading, Drawn], before: tuple[Reading, Drawn]) -> Iterator[Move]:
    (now, now_drawn), (then, then_drawn) = after, before
    if now.imc is not None and then.imc is not None:
        change = difference((now.imc, now_drawn.imc), (then.imc, then_drawn.imc))
        yield Move(None, then.imc, now.imc, Interval(*change))
    for name in Component:
        new, old = now.scores.get(name), then.scores.get(name)
        if new is None or old is None or new.flagged or old.flagged:
            continue
        change = difference(
            (new.value, now_drawn.components[name]), (old.value, then_drawn.components[name])
        )
        yield Move(name, old.value, new.value, Interval(*change))


def _days(reading: Reading) -> int:
    return (reading.until - reading.since).days + 1
