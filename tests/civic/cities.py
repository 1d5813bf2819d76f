"""Cities made up for tests of the index."""

from __future__ import annotations

import numpy as np

from bot.civic.indicator.inputs import Attempt, DueCase, Inputs, Survey
from bot.civic.skm import Unsur

SHARES = {"a": 0.30, "b": 0.22, "c": 0.17, "d": 0.13, "e": 0.10, "f": 0.08}
USE = {"a": 0.34, "b": 0.24, "c": 0.15, "d": 0.12, "e": 0.09, "f": 0.06}
EASE = {"a": 5.2, "b": 4.9, "c": 4.4, "d": 4.6, "e": 3.9, "f": 3.6}
DONE = {"a": 0.80, "b": 0.74, "c": 0.66, "d": 0.70, "e": 0.58, "f": 0.52}
POPULATION = {name: round(share * 700_000) for name, share in SHARES.items()}
BURDENS = (0.0, 0.25, 0.5, 0.75, 1.0)
ON_TIME = 0.68
UNSUR_HIGH = 0.62


def sample(rng: np.random.Generator, people: int) -> Inputs:
    """`people` users of the made-up city: an attempt each, some reports and surveys."""
    attempts, due, surveys = [], [], []
    names = list(USE)
    for number in range(people):
        home = names[int(rng.choice(len(names), p=list(USE.values())))]
        person = f"p{number}"
        ease = 1 + int(rng.binomial(6, (EASE[home] - 1) / 6))
        burden = BURDENS[int(rng.binomial(4, 1 - DONE[home]))]
        done = bool(rng.random() < DONE[home])
        attempts.append(Attempt(person, "s", "o", home, ease, done, burden))
        if rng.random() < 0.35:
            due.append(DueCase(person, "s", "o", home, bool(rng.random() < ON_TIME)))
        if rng.random() < 0.4:
            answers = {unsur: 3 + int(rng.random() < UNSUR_HIGH) for unsur in Unsur}
            surveys.append(Survey(person, answers))
    return Inputs(tuple(attempts), tuple(due), tuple(surveys), POPULATION)


def true_components() -> dict[str, float]:
    """What the made-up city's components are, if everybody were asked."""
    return {
        "K": sum(SHARES[k] * 100 * (EASE[k] - 1) / 6 for k in SHARES),
        "T": sum(SHARES[k] * 100 * DONE[k] for k in SHARES),
        "B": sum(SHARES[k] * 100 * DONE[k] for k in SHARES),
        "S": 100 * ON_TIME,
        "P": 100 * (25 * (3 + UNSUR_HIGH) - 25) / 75,
        "M": 100 * sum(min(USE[k], SHARES[k]) for k in SHARES),
    }
