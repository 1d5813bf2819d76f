"""Recompute `weights.json` from labelled questions: `python -m knowledge_base.tune FILE.jsonl`.

Weights are a logistic regression over (question, candidate) pairs, from the labelled questions and
from the articles' own example questions, each held out once. Thresholds are searched on the same
questions. Keep some labelled questions aside and measure on those.
"""

from __future__ import annotations

import itertools
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from knowledge_base.base import load
from knowledge_base.engine import Engine, conclude
from knowledge_base.entry import Entry
from knowledge_base.evaluate import verdict
from knowledge_base.features import NAMES, SIGNS, Evidence, gather, read
from knowledge_base.held_out import held_out
from knowledge_base.labelled import Labelled, read_labelled
from knowledge_base.language.tables import language
from knowledge_base.load import ContentError
from knowledge_base.logistic import Group, Row, fit_chance, fit_choice
from knowledge_base.match import BIAS, WEIGHTS, Model, Thresholds, model
from knowledge_base.report import Tally, Verdict

RIDGE = 2.0
FOLDS = 5

SEEN = 3
"""Candidates among which the right one must be for a question to count as answerable."""

OUTSIDE = 3.0
"""What an out-of-scope question counts."""

TYPICAL = 10
"""Questions a service typically has; services asked about more often count less each time."""

COST_WRONG, COST_FALSE, COST_ASKED, COST_IN_VAIN = 2.0, 8.0, 0.7, 0.2
"""In right answers: a wrong answer, a false one, asking back instead, asking back in vain."""

Sample = tuple[frozenset[str], list[Evidence]]
"""Entries that answer a question, and the evidence for its candidates."""


def samples(engine: Engine, questions: Iterable[Labelled]) -> list[Sample]:
    """Evidence for every question; services that are not in the content answer nothing."""
    ids = {entry.id for entry in engine.index.entries}
    return [
        (question.any_of & ids, gather(engine.index, read(engine.index, question.text)))
        for question in questions
    ]


def own_samples(entries: Sequence[Entry], start: Model) -> list[Sample]:
    """The example questions of the articles, each asked where it is not among the examples."""
    return [
        (frozenset({entry.id}), gather(engine.index, read(engine.index, text)))
        for engine, entry, text in held_out(
            entries, FOLDS, lambda kept: Engine(kept, language(), start)
        )
    ]


def fitted(engine: Engine, data: Sequence[Sample], start: Model) -> Model:
    """A model whose scores are calibrated on `data`."""
    groups = list(_groups(engine, data))
    ranking = _signed(lambda free: fit_choice(groups, start.rank_weights, RIDGE, free), SIGNS)
    ranked = replace(start, rank_weights=tuple(ranking))
    rows = list(_rows(engine, data, ranked))
    scope = _signed(lambda free: fit_chance(rows, start.scope_weights, RIDGE, free), (*SIGNS, 0))
    return replace(ranked, scope_weights=tuple(scope))


def _signed(fit: Callable[[Sequence[bool]], list[float]], signs: Sequence[int]) -> list[float]:
    """Fit, leaving out features that turn against their meaning.

    Features overlap, so a fit may do that; but what speaks for an entry must never lower its
    score on unseen questions.
    """
    free = [True] * len(signs)
    while True:
        weights = fit(free)
        wrong = [place for place, sign in enumerate(signs) if weights[place] * sign < 0]
        if not wrong:
            return weights
        worst = max(wrong, key=lambda place: abs(weights[place]))
        free[worst] = False


def with_thresholds(engine: Engine, data: Sequence[Sample], found: Model) -> Model:
    """The thresholds that are worth most on `data`."""
    ranked = [(wanted, found.rank(evidence)) for wanted, evidence in data]
    grid = itertools.product(
        (0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9),
        (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8),
        (0.2, 0.3, 0.4, 0.5),
        (0.2, 0.3, 0.4),
        (0.2, 0.3, 0.4, 0.5),
    )
    options = [Thresholds(*values) for values in grid if values[2] <= values[0] >= values[4]]
    best = max(options, key=lambda limits: _worth(engine, ranked, limits))
    return replace(found, thresholds=best)


def as_json(found: Model) -> str:
    """The text of `weights.json`."""
    rank, scope = found.rank_weights, found.scope_weights
    data = {
        "rank": {name: round(w, 4) for name, w in zip(NAMES, rank, strict=True)},
        "scope": {name: round(w, 4) for name, w in zip((*NAMES, BIAS), scope, strict=True)},
        "thresholds": asdict(found.thresholds),
    }
    return json.dumps(data, indent=2) + "\n"


def _groups(engine: Engine, data: Sequence[Sample]) -> Iterator[Group]:
    entries = engine.index.entries
    worth = _worths(data)
    for wanted, evidence in data:
        right = [entries[one.entry].id in wanted for one in evidence]
        if any(right):
            yield [one.features for one in evidence], right, worth[wanted]


def _rows(engine: Engine, data: Sequence[Sample], found: Model) -> Iterator[Row]:
    entries = engine.index.entries
    worth = _worths(data)
    for wanted, evidence in data:
        features = {one.entry: one.features for one in evidence}
        order = found.rank(evidence)
        if order:
            hit = any(entries[at].id in wanted for _, at in order[:SEEN])
            yield (*features[order[0][1]], 1.0), float(hit), worth[wanted]


def _worths(data: Sequence[Sample]) -> dict[frozenset[str], float]:
    """How much a question counts: less if many ask for the same, so that no service is drowned."""
    counts = Counter(wanted for wanted, _ in data)
    return {
        wanted: (TYPICAL / count) ** 0.5 if wanted else OUTSIDE for wanted, count in counts.items()
    }


def _worth(
    engine: Engine, ranked: Sequence[tuple[frozenset[str], list[tuple[float, int]]]], at: Thresholds
) -> float:
    entries = engine.index.entries
    counts: dict[Verdict, int] = {}
    for wanted, order in ranked:
        given = verdict(conclude(entries, order, at, None), wanted)
        counts[given] = counts.get(given, 0) + 1
    tally = Tally(counts)
    return (
        tally.count(Verdict.RIGHT, Verdict.RIGHT_ASKED)
        - COST_WRONG * tally.count(Verdict.WRONG)
        - COST_FALSE * tally.count(Verdict.FALSE_ANSWER)
        - COST_ASKED * tally.count(Verdict.RIGHT_ASKED)
        - COST_IN_VAIN * tally.count(Verdict.WRONG_ASKED, Verdict.FALSE_ASKED)
    )


def main(arguments: Sequence[str]) -> int:
    """Tune on the given files, write the weights, and say so. 2: wrong use or faulty file."""
    if not arguments:
        sys.stderr.write("pakai: python -m knowledge_base.tune BERKAS.jsonl ...\n")
        return 2
    try:
        questions = [one for name in arguments for one in read_labelled(Path(name))]
        entries = load().entries
    except ContentError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    engine = Engine(entries, language(), model())
    data = [*samples(engine, questions), *own_samples(entries, model())]
    found = with_thresholds(engine, data, fitted(engine, data, model()))
    WEIGHTS.write_text(as_json(found), encoding="utf-8")
    sys.stdout.write(f"{len(questions)} pertanyaan → {WEIGHTS}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
