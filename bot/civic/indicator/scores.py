"""Components and the index itself (IMC method 1.0): a weighted geometric mean."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from bot.civic.indicator.inputs import Inputs
from bot.civic.indicator.method import (
    BURDENS,
    DEFAULT_PRIOR_WEIGHT,
    FLOOR,
    HIDDEN_BELOW,
    NEUTRAL,
    OFFICIAL_FROM,
    WEIGHTS,
    Component,
)
from bot.civic.indicator.strata import Mean, Observed, plain_mean, weighted_mean
from bot.civic.skm import satisfaction

__all__ = ["BURDENS", "Score", "components", "concealed", "geometric", "loss_shares", "scored"]

C = Component


@dataclass(frozen=True, slots=True)
class Score:
    """A component, 0 to 100. `raw` is before shrinkage; `flagged` when fewer than 30 stand behind.

    `n` counts observations, `n_eff` the effective number; `outside` lack a known kecamatan.
    """

    value: float
    raw: float
    n: int
    n_eff: float
    flagged: bool = False
    outside: int = 0


def concealed(scores: Mapping[C, Score], *, with_index: bool) -> frozenset[C]:
    """Components not to be shown: under ten answers, and one more where the index is shown.

    A single hidden component could be computed back from the index and the others.
    """
    small = {name for name, score in scores.items() if score.n < HIDDEN_BELOW}
    others = [name for name in scores if name not in small]
    if with_index and len(small) == 1 and others:
        small.add(min(others, key=lambda name: scores[name].n))
    return frozenset(small)


def components(inputs: Inputs) -> dict[Component, Mean]:
    """Every component that can be computed, as a mean on the scale 0 to 100."""
    found = {
        C.KEMUDAHAN: _kemudahan(inputs),
        C.TUNTAS: _tuntas(inputs),
        C.BEBAS_HAMBATAN: _bebas(inputs),
        C.SELESAI: _selesai(inputs),
        C.PUAS: _puas(inputs),
        C.MERATA: _merata(inputs),
    }
    return {name: mean for name, mean in found.items() if mean is not None}


def scored(
    means: Mapping[Component, Mean],
    prior: Mapping[Component, float],
    weight: float = DEFAULT_PRIOR_WEIGHT,
) -> dict[Component, Score]:
    """Scores; those with fewer than 30 behind them are drawn to the prior and flagged."""
    return {name: _score(mean, prior.get(name, NEUTRAL), weight) for name, mean in means.items()}


def shrunk(value: float, n: float, mean: float, weight: float) -> float:
    """(y + m mu)/(n + m), for a value y/n."""
    return (n * value + weight * mean) / (n + weight)


def geometric(
    values: Mapping[Component, float], weights: Mapping[Component, float] = WEIGHTS
) -> float:
    """exp(sum of w ln max(C, 1)) over the components there are, weights renormalised."""
    total = sum(weights[name] for name in values)
    logs = (weights[name] / total * math.log(max(value, FLOOR)) for name, value in values.items())
    return math.exp(sum(logs))


def loss_shares(
    values: Mapping[Component, float], weights: Mapping[Component, float] = WEIGHTS
) -> dict[Component, float]:
    """How the loss against 100 splits: ln(100/IMC) = sum of w ln(100/C). Sums to 1, or all 0."""
    total = sum(weights[name] for name in values)
    losses = {
        name: weights[name] / total * math.log(100 / max(value, FLOOR))
        for name, value in values.items()
    }
    lost = sum(losses.values())
    return {name: loss / lost if lost else 0.0 for name, loss in losses.items()}


def _score(mean: Mean, prior: float, weight: float) -> Score:
    flagged = mean.n_eff < OFFICIAL_FROM
    value = shrunk(mean.value, mean.n_eff, prior, weight) if flagged else mean.value
    return Score(value, mean.value, mean.n, mean.n_eff, flagged, mean.outside)


def _kemudahan(inputs: Inputs) -> Mean | None:
    return weighted_mean(
        [
            Observed(one.person, one.kecamatan, 100 * (one.ease - 1) / 6)
            for one in inputs.attempts
            if one.ease is not None
        ],
        inputs.population,
    )


def _tuntas(inputs: Inputs) -> Mean | None:
    return weighted_mean(
        [
            Observed(one.person, one.kecamatan, 100.0 if one.done else 0.0)
            for one in inputs.attempts
            if one.done is not None
        ],
        inputs.population,
    )


def _bebas(inputs: Inputs) -> Mean | None:
    return weighted_mean(
        [
            Observed(one.person, one.kecamatan, 100 * (1 - one.burden))
            for one in inputs.attempts
            if one.burden is not None
        ],
        inputs.population,
    )


def _selesai(inputs: Inputs) -> Mean | None:
    return plain_mean(
        [Observed(one.person, one.kecamatan, 100.0 if one.good else 0.0) for one in inputs.due]
    )


def _puas(inputs: Inputs) -> Mean | None:
    found = satisfaction(one.answers for one in inputs.surveys)
    if found is None:
        return None
    score = 100 * (found.ikm - 25) / 75
    return Mean(score, found.respondents, float(found.respondents))


def _merata(inputs: Inputs) -> Mean | None:
    if not inputs.population:
        return None
    home = {
        one.person: one.kecamatan for one in inputs.attempts if one.kecamatan in inputs.population
    }
    if not home:
        return None
    total = sum(inputs.population.values())
    users = list(home.values())
    overlap = sum(
        min(users.count(name) / len(users), people / total)
        for name, people in inputs.population.items()
    )
    return Mean(100 * overlap, len(users), float(len(users)))
