"""Recompute `weights.json` from labelled questions: `python -m knowledge_base.tune FILE.jsonl`.

Weights are a logistic regression over (question, candidate) pairs; thresholds are searched on the
same questions. Keep some questions aside and measure on those.
"""

from __future__ import annotations

import itertools
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from knowledge_base.base import load
from knowledge_base.engine import Engine, conclude
from knowledge_base.evaluate import verdict
from knowledge_base.features import NAMES, Evidence, gather, read
from knowledge_base.labelled import Labelled, read_labelled
from knowledge_base.language.tables import language
from knowledge_base.load import ContentError
from knowledge_base.logistic import Row, fit
from knowledge_base.match import WEIGHTS, Model, Thresholds, model
from knowledge_base.report import Tally, Verdict

RIDGE = 2.0
COST_WRONG, COST_FALSE, COST_ASKED = 3.0, 3.0, 0.15
"""What a wrong answer, a false answer and asking back cost, in right answers."""

Sample = tuple[frozenset[str], list[Evidence]]
"""Entries that answer a question, and the evidence for its candidates."""


def samples(engine: Engine, questions: Iterable[Labelled]) -> list[Sample]:
    """Evidence for every question; services that are not in the content answer nothing."""
    ids = {entry.id for entry in engine.index.entries}
    return [
        (question.any_of & ids, gather(engine.index, read(engine.index, question.text)))
        for question in questions
    ]


def fitted(engine: Engine, data: Sequence[Sample], start: Model) -> Model:
    """A model whose scores are calibrated on `data`."""
    weights = fit(list(_rows(engine, data)), [*start.weights, start.bias], RIDGE)
    return replace(start, weights=tuple(weights[:-1]), bias=weights[-1])


def with_thresholds(engine: Engine, data: Sequence[Sample], found: Model) -> Model:
    """The thresholds that are worth most on `data`."""
    ranked = [(wanted, found.rank(evidence)) for wanted, evidence in data]
    grid = itertools.product(
        (0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75),
        (0.0, 0.1, 0.15, 0.2, 0.3),
        (0.15, 0.2, 0.25, 0.3),
        (0.3, 0.4, 0.5),
        (0.2, 0.25, 0.3, 0.35, 0.4, 0.5),
    )
    options = [Thresholds(*values) for values in grid if values[2] <= values[4] <= values[0]]
    best = max(options, key=lambda limits: _worth(engine, ranked, limits))
    return replace(found, thresholds=best)


def as_json(found: Model) -> str:
    """The text of `weights.json`."""
    weights = {name: round(w, 4) for name, w in zip(NAMES, found.weights, strict=True)}
    data = {
        "bias": round(found.bias, 4),
        "features": weights,
        "thresholds": asdict(found.thresholds),
    }
    return json.dumps(data, indent=2) + "\n"


def _rows(engine: Engine, data: Sequence[Sample]) -> Iterator[Row]:
    entries = engine.index.entries
    for wanted, evidence in data:
        for one in evidence:
            yield one.features, float(entries[one.entry].id in wanted), 1.0


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
        - COST_ASKED * tally.count(Verdict.RIGHT_ASKED, Verdict.WRONG_ASKED, Verdict.FALSE_ASKED)
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
    data = samples(engine, questions)
    found = with_thresholds(engine, data, fitted(engine, data, model()))
    WEIGHTS.write_text(as_json(found), encoding="utf-8")
    sys.stdout.write(f"{len(questions)} pertanyaan → {WEIGHTS}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
