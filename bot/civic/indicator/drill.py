"""Drill-downs: the same scores for one service, agency, kecamatan; burdens by stage.

Small cells are hidden so that they cannot be subtracted back, and shrunk towards the city.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.civic.indicator.inputs import Attempt, DueCase, Inputs
from bot.civic.indicator.method import (
    CORE_WEIGHTS,
    DEFAULT_PRIOR_WEIGHT,
    HIDDEN_BELOW,
    NEUTRAL,
    OFFICIAL_FROM,
    Component,
)
from bot.civic.indicator.scores import components, geometric, shrunk
from bot.civic.indicator.strata import Mean, Observed, weighted_mean

C = Component
WEIGHT_BOUNDS = (1.0, 200.0)
FEWEST_GROUPS = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """One service, agency or kecamatan. `core` is its IMC-inti; None where it is hidden.

    `indicative` when fewer than 30 persons stand behind it. `scores` by component, 0 to 100.
    """

    name: str
    persons: int
    core: float | None
    indicative: bool
    scores: Mapping[Component, float]


Key = Callable[[Attempt | DueCase], str | None]
Row = TypeVar("Row", Attempt, DueCase)


City = Mapping[Component, Mean]
"""The components of all inputs together, which few answers are drawn to."""


def by_service(inputs: Inputs, city: City) -> tuple[Cell, ...]:
    """Every service, best first."""
    return _cells(inputs, city, lambda one: one.service)


def by_agency(inputs: Inputs, city: City) -> tuple[Cell, ...]:
    """Every agency, best first."""
    return _cells(inputs, city, lambda one: one.agency)


def by_kecamatan(inputs: Inputs, city: City) -> tuple[Cell, ...]:
    """Every known kecamatan, best first."""
    return _cells(inputs, city, lambda one: one.kecamatan)


def burden_by_stage(inputs: Inputs) -> dict[str, float]:
    """How much each stage takes from "Bebas hambatan"; sums exactly to 100 - B."""
    judged = [one for one in inputs.attempts if one.burden is not None]
    stages = sorted({one.stage for one in judged if one.burden})
    found: dict[str, float] = {}
    for stage in stages:
        mean = weighted_mean(
            [
                Observed(one.person, one.kecamatan, 100 * (one.burden or 0) * (one.stage == stage))
                for one in judged
            ],
            inputs.population,
        )
        if mean is not None:
            found[stage] = mean.value
    return found


def hidden(counts: Mapping[str, int]) -> frozenset[str]:
    """Names that must not be shown: cells under ten, and one more where only one would be hidden.

    With the total known, a single hidden cell could be subtracted back; zero is no secret.
    """
    small = {name for name, count in counts.items() if 0 < count < HIDDEN_BELOW}
    if len(small) == 1:
        rest = sorted(
            (count, name) for name, count in counts.items() if count and name not in small
        )
        if rest:
            small.add(rest[0][1])
    return frozenset(small)


def prior_weight(groups: Sequence[tuple[float, float]]) -> float:
    """m of (y + m mu)/(n + m) by moments, for (share 0..1, n) of groups; 20 where it is unknown.

    Beta-binomial: m = mu (1 - mu) / variance between groups - 1, kept within 1 and 200.
    """
    total = sum(n for _, n in groups)
    if len(groups) < FEWEST_GROUPS or not total:
        return DEFAULT_PRIOR_WEIGHT
    mu = sum(share * n for share, n in groups) / total
    spread = sum(n * (share - mu) ** 2 for share, n in groups) / total
    chance = mu * (1 - mu) * len(groups) / total
    between = spread - chance
    if between <= 0:
        return WEIGHT_BOUNDS[1]
    low, high = WEIGHT_BOUNDS
    return min(max(mu * (1 - mu) / between - 1, low), high)


def _cells(inputs: Inputs, city: City, key: Key) -> tuple[Cell, ...]:
    parts = _parts(inputs, key)
    persons = {name: _persons(part) for name, part in parts.items()}
    means = {name: components(part) for name, part in parts.items()}
    secret = hidden(persons)
    pull = {name: mean.value for name, mean in city.items()}
    weights = {name: _weight([one[name] for one in means.values() if name in one]) for name in C}
    cells = [
        _cell(name, persons[name], means[name], pull, weights, secret=name in secret)
        for name in parts
    ]
    return tuple(sorted(cells, key=lambda cell: (cell.core is None, -(cell.core or 0), cell.name)))


def _cell(
    name: str,
    persons: int,
    means: Mapping[Component, Mean],
    pull: Mapping[Component, float],
    weights: Mapping[Component, float],
    *,
    secret: bool,
) -> Cell:
    if secret or not means:
        return Cell(name, persons, None, indicative=True, scores={})
    scores = {
        part: mean.value
        if mean.n_eff >= OFFICIAL_FROM
        else shrunk(mean.value, mean.n_eff, pull.get(part, NEUTRAL), weights[part])
        for part, mean in means.items()
        if part in CORE_WEIGHTS
    }
    core = geometric(scores, CORE_WEIGHTS) if scores else None
    return Cell(name, persons, core, persons < OFFICIAL_FROM, scores)


def _parts(inputs: Inputs, key: Key) -> dict[str, Inputs]:
    """The rows of each cell, unweighted: its own mix of people is what it serves."""
    attempts, due = _grouped(inputs.attempts, key), _grouped(inputs.due, key)
    names = sorted({*attempts, *due})
    return {name: Inputs(tuple(attempts[name]), tuple(due[name]), ()) for name in names}


def _grouped(rows: Iterable[Row], key: Key) -> defaultdict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for one in rows:
        if name := key(one):
            found[name].append(one)
    return found


def _persons(part: Inputs) -> int:
    return len({one.person for one in part.attempts} | {one.person for one in part.due})


def _weight(means: Sequence[Mean]) -> float:
    return prior_weight([(mean.value / 100, mean.n_eff) for mean in means])
