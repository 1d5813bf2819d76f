"""The interval of the index: persons are drawn again, with everything they said.

Basic bootstrap: 2 x estimate - quantile. The percentile form covers too little, because "Merata"
is biased low in small samples and the basic form turns that bias round; the coverage test decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bot.civic.indicator.inputs import Inputs
from bot.civic.indicator.method import (
    DEFAULT_PRIOR_WEIGHT,
    DRAWS,
    FLOOR,
    NEUTRAL,
    SEED,
    WEIGHTS,
    Component,
)
from bot.civic.indicator.persons import Floats, People
from bot.civic.indicator.scores import Score, components, geometric, scored

LEVEL = 0.95
CHUNK = 250
"""Draws at a time: the counts of a large city would not fit into memory at once.

Another number changes the last bits of a reading: products of other shapes add up otherwise.
"""

DRAWN_AT_ONCE = 25
"""Draws whose counts stand beside the chunk's as whole numbers, too."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval on the scale 0 to 100."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """The index and its components in every draw (arrays of `DRAWS`)."""

    imc: Floats
    components: Mapping[Component, Floats]


def interval_of(estimate: float, draws: Floats) -> Interval:
    """Basic 95 % interval, kept within 0 to 100."""
    low, high = _basic(estimate, draws)
    return Interval(max(0.0, low), min(100.0, high))


def difference(after: tuple[float, Floats], before: tuple[float, Floats]) -> tuple[float, float]:
    """Basic 95 % interval of a change; it is claimed only when 0 lies outside."""
    return _basic(after[0] - before[0], after[1] - before[1])


def draw(
    inputs: Inputs,
    prior: Mapping[Component, float],
    draws: int = DRAWS,
    seed: int = SEED,
) -> Drawn | None:
    """Draw persons with replacement, `draws` times; None where there is no index to draw."""
    point = scored(components(inputs), prior)
    if not point or not (people := People.of(inputs)).count:
        return None
    rng = np.random.default_rng(seed)
    parts: list[dict[Component, Floats]] = []
    for start in range(0, draws, CHUNK):
        times = _times(rng, people.count, min(CHUNK, draws - start))
        parts.append(people.means(times, point))
    found = {name: np.concatenate([part[name] for part in parts]) for name in point}
    pulled = {
        name: _pulled(values, point[name], prior.get(name, NEUTRAL))
        for name, values in found.items()
    }
    total = sum(WEIGHTS[name] for name in pulled)
    logs = sum(
        (
            WEIGHTS[name] / total * np.log(np.maximum(values, FLOOR))
            for name, values in pulled.items()
        ),
        np.zeros(draws),
    )
    return Drawn(np.exp(logs), pulled)


def estimate(inputs: Inputs, prior: Mapping[Component, float]) -> float:
    """The index of these inputs, however few."""
    point = scored(components(inputs), prior)
    return geometric({name: score.value for name, score in point.items()})


def _times(rng: np.random.Generator, people: int, draws: int) -> Floats:
    """How often each person is drawn, draws x persons."""
    chances = np.full(people, 1 / people)
    times = np.empty((draws, people))
    for start in range(0, draws, DRAWN_AT_ONCE):
        here = times[start : start + DRAWN_AT_ONCE]
        here[:] = rng.multinomial(people, chances, size=len(here))
    return times


def _basic(value: float, draws: Floats) -> tuple[float, float]:
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(draws, [tail, 1 - tail])
    return float(2 * value - high), float(2 * value - low)


def _pulled(values: Floats, score: Score, prior: float) -> Floats:
    """Shrunk as the estimate itself was."""
    if not score.flagged:
        return values
    n, weight = score.n_eff, DEFAULT_PRIOR_WEIGHT
    return (n * values + weight * prior) / (n + weight)
