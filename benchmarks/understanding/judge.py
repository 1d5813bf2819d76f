"""Accuracy: each engine with the limits that suit it best on questions set aside for that."""

from benchmarks.understanding.engines import Finder, Ranked
from knowledge_base.labelled import Labelled

WRONG, FALSE, ASKED, IN_VAIN = 2.0, 4.0, 0.5, 0.2
"""The same costs as `knowledge_base.tune`."""


def answers(find: Finder, questions: list[Labelled]) -> list[tuple[frozenset[str], Ranked]]:
    return [(question.any_of, find(question.text)[:3]) for question in questions]


def verdict(wanted: frozenset[str], ranked: Ranked, answer: float, ask: float) -> str:
    if not ranked or ranked[0][1] < ask:
        return "none"
    if ranked[0][1] >= answer:
        return "right" if ranked[0][0] in wanted else "wrong" if wanted else "false"
    offered = {service for service, _ in ranked}
    return "asked" if offered & wanted else "in vain"


def limits(rows: list[tuple[frozenset[str], Ranked]]) -> tuple[float, float]:
    """The two limits, least score to answer and to offer three, that are worth most."""
    scores = sorted({ranked[0][1] for _, ranked in rows if ranked})
    grid = [scores[len(scores) * part // 24] for part in range(24)] + [scores[-1] + 1]
    pairs = [(answer, ask) for answer in grid for ask in grid if ask <= answer]
    return max(pairs, key=lambda pair: worth(rows, *pair))


def worth(rows: list[tuple[frozenset[str], Ranked]], answer: float, ask: float) -> float:
    value = {"right": 1.0, "asked": 1 - ASKED, "wrong": -WRONG, "false": -FALSE, "none": 0.0}
    value["in vain"] = -IN_VAIN
    return sum(value[verdict(wanted, ranked, answer, ask)] for wanted, ranked in rows)


def shares(
    rows: list[tuple[frozenset[str], Ranked]], answer: float, ask: float
) -> dict[str, float]:
    """Shares of the questions in scope, and of those outside for `false`."""
    inside = [verdict(w, ranked, answer, ask) for w, ranked in rows if w]
    outside = [verdict(w, ranked, answer, ask) for w, ranked in rows if not w]
    return {
        "right": (inside.count("right") + inside.count("asked")) / len(inside),
        "asked": inside.count("asked") / len(inside),
        "wrong": inside.count("wrong") / len(inside),
        "false": outside.count("false") / len(outside),
        "first": sum(bool(r) and r[0][0] in w for w, r in rows if w) / len(inside),
    }
