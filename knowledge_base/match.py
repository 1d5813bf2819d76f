"""Ranking: evidence → a calibrated chance that an entry is meant."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge_base.features import NAMES, Evidence

WEIGHTS = Path(__file__).parent / "weights.json"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When to answer and when to ask back; all 0..1.

    `answer`: least score of an answer. `lead`: least distance to the next candidate.
    `ask`: least score to ask back. `close`: share of the best score that makes another an option.
    `offer`: least score to ask back although only one candidate is likely.
    """

    answer: float
    lead: float
    ask: float
    close: float
    offer: float


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of the features in the order of `NAMES`, and the thresholds."""

    bias: float
    weights: tuple[float, ...]
    thresholds: Thresholds

    def score(self, features: Iterable[float]) -> float:
        """Chance 0..1 that the entry with these features is meant."""
        value = self.bias + sum(w * x for w, x in zip(self.weights, features, strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))

    def rank(self, evidence: Iterable[Evidence]) -> list[tuple[float, int]]:
        """(score, entry position), best first; equal scores by position."""
        scored = [(self.score(one.features), one.entry) for one in evidence]
        return sorted(scored, key=lambda pair: (-pair[0], pair[1]))


def read_model(file: Path) -> Model:
    """A model from `weights.json`.

    Raises:
        KeyError: a feature or threshold is missing.
    """
    data = json.loads(file.read_text(encoding="utf-8"))
    weights = tuple(float(data["features"][name]) for name in NAMES)
    return Model(float(data["bias"]), weights, Thresholds(**data["thresholds"]))


@cache
def model() -> Model:
    """The shipped model."""
    return read_model(WEIGHTS)
