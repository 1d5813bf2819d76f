"""Ranking: evidence → the chance that an entry is meant.

Two questions are kept apart. Which of the candidates is it (`rank`)? And is it any of them, or
something the content does not answer (`scope`)? A score is the product of both chances, so the
scores of all candidates of a question add up to the chance that it is answerable.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge_base.features import NAMES, Evidence

WEIGHTS = Path(__file__).parent / "weights.json"

BIAS = "bias"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When to answer and when to ask back; all 0..1.

    `answer`: least sum of all scores, the chance that anything here is meant, for an answer.
    `share`: least part of that sum which the answer itself must have. `ask`: least sum of the
    three best scores to ask back. `close`: share of the best score that makes another an option.
    `offer`: least score to ask back although only one is likely.
    """

    answer: float
    share: float
    ask: float
    close: float
    offer: float

    def is_clear(self, ranked: Sequence[tuple[float, int]]) -> bool:
        """Whether the best of `ranked` (score, entry position; best first) is the answer."""
        whole = sum(score for score, _ in ranked)
        return whole >= self.answer and ranked[0][0] >= self.share * whole


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of the features in the order of `NAMES`; `scope` has its bias last."""

    rank_weights: tuple[float, ...]
    scope_weights: tuple[float, ...]
    thresholds: Thresholds

    def rank(self, evidence: Sequence[Evidence]) -> list[tuple[float, int]]:
        """(score 0..1, entry position), best first; equal scores by position."""
        if not evidence:
            return []
        values = [dot(self.rank_weights, one.features) for one in evidence]
        best = max(range(len(values)), key=lambda place: (values[place], -evidence[place].entry))
        scope = sigmoid(dot(self.scope_weights, (*evidence[best].features, 1.0)))
        shares = softmax(values)
        scored = [(scope * share, one.entry) for share, one in zip(shares, evidence, strict=True)]
        return sorted(scored, key=lambda pair: (-pair[0], pair[1]))


def dot(weights: Sequence[float], features: Sequence[float]) -> float:
    """The weighted sum."""
    return sum(w * x for w, x in zip(weights, features, strict=True))


def sigmoid(value: float) -> float:
    """Any number → 0..1."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))


def softmax(values: Sequence[float]) -> list[float]:
    """Any numbers → shares that add up to 1."""
    top = max(values)
    powers = [math.exp(value - top) for value in values]
    whole = sum(powers)
    return [power / whole for power in powers]


def read_model(file: Path) -> Model:
    """A model from `weights.json`.

    Raises:
        KeyError: a feature or threshold is missing.
    """
    data = json.loads(file.read_text(encoding="utf-8"))
    rank = tuple(float(data["rank"][name]) for name in NAMES)
    scope = tuple(float(data["scope"][name]) for name in (*NAMES, BIAS))
    return Model(rank, scope, Thresholds(**data["thresholds"]))


@cache
def model() -> Model:
    """The shipped model."""
    return read_model(WEIGHTS)
