"""What speaks for and against each candidate, as numbers the ranking can weigh."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from knowledge_base.index import Index
from knowledge_base.weighing import is_filler

CONSIDERED = 8
"""Candidates that are looked at closely; the right one is practically always among them."""

CENTRAL = 1.5
"""A word in two thirds of an entry's phrases is as central as can be."""

NEAR = 0.7
"""From this likeness on, a question is more and more the same as one of the article."""

MENDED = 0.8
"""What a mended word still weighs: it is a guess."""

NAMES = (
    "likeness",
    "likeness_three",
    "name_covered",
    "coverage",
    "named",
    "uncovered",
    "foreign",
    "letters",
    "no_thing",
    "thin",
    "central",
    "near",
    "together",
)
"""The features in order; `weights.json` has one weight for each, and `bias`."""

SIGNS = (1, 1, 1, 1, 1, -1, -1, 1, -1, -1, 1, 1, 1)
"""Whether each feature speaks for (1) or against (-1) an entry."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the index reads it. `weights`: word → weight, only words of weight > 0."""

    words: tuple[str, ...]
    weights: Mapping[str, float]

    @property
    def mass(self) -> float:
        """How much the question says in all."""
        return sum(self.weights.values())


@dataclass(frozen=True, slots=True)
class Evidence:
    """Entry position and its features, in the order of `NAMES`, each about -1..1."""

    entry: int
    features: tuple[float, ...]


@dataclass(slots=True)
class _Overlap:
    """How one entry's phrases compare; `together`: shared words beyond the first."""

    likenesses: list[float]
    name_covered: float = 0.0
    text: str = ""
    best: float = 0.0
    together: float = 0.0


def read(index: Index, text: str) -> Question:
    """Normalise `text` and weigh its words."""
    reading = index.normaliser.read(text)
    weights: dict[str, float] = {}
    for word in reading.words:
        weight = index.weighing.weight(word)
        if weight > 0:
            weights[word] = weight * MENDED if word in reading.mended else weight
    return Question(reading.words, weights)


def gather(index: Index, question: Question) -> list[Evidence]:
    """Evidence for the most promising entries, at most `CONSIDERED`; none without shared words."""
    overlaps = _overlaps(index, question)
    mass = question.mass
    coverage = {e: _coverage(index, question, mass, e) for e in _sharing(index, question)}
    empty = _Overlap([0.0])
    rough = {e: overlaps.get(e, empty).best + coverage[e] for e in coverage}
    chosen = sorted(rough, key=lambda e: (-rough[e], e))[:CONSIDERED]
    spoken = " ".join(question.words)
    evidence = []
    for entry in chosen:
        overlap = overlaps.get(entry, empty)
        letters = fuzz.token_sort_ratio(spoken, overlap.text) / 100 if overlap.text else 0.0
        features = _features(index, question, entry, overlap, coverage[entry])
        evidence.append(Evidence(entry, (*features[:7], letters, *features[7:])))
    return evidence


def _features(
    index: Index, question: Question, entry: int, overlap: _Overlap, coverage: float
) -> tuple[float, ...]:
    use, weights, language = index.use[entry], question.weights, index.weighing.language
    top = sorted(overlap.likenesses, reverse=True)[:3]
    named = sum(weight for word, weight in weights.items() if use.get(word, 0) >= 1.0)
    uncovered = sum(
        weight
        for word, weight in weights.items()
        if word not in use and not is_filler(word, language)
    )
    things = [word for word in weights if index.weighing.is_landmark(word)]
    decisive = [*things, *(word for word in weights if word in language.situations)]
    foreign = sum(1.0 for word in decisive if use.get(word, 0) < 0.5)
    return (
        overlap.best,
        sum(top) / 3,
        overlap.name_covered,
        coverage,
        min(1.0, named / 2),
        min(1.0, uncovered / 2),
        min(1.0, foreign / 2),
        0.0 if things else 1.0,
        max(0.0, 1.0 - question.mass),
        _central(index, question, entry),
        max(0.0, overlap.best - NEAR) / (1 - NEAR) * min(1.0, question.mass),
        overlap.together,
    )


def _central(index: Index, question: Question, entry: int) -> float:
    """How central the most telling shared word is to the entry."""
    central, language = index.central[entry], index.weighing.language
    shares = (
        central[word]
        for word in question.weights
        if word in central and not is_filler(word, language)
    )
    return min(1.0, CENTRAL * max(shares, default=0.0))


def _overlaps(index: Index, question: Question) -> dict[int, _Overlap]:
    shared, strongest = _shared(index, question)
    result: dict[int, _Overlap] = {}
    mass = question.mass
    for position, common in shared.items():
        phrase = index.phrases[position]
        likeness = 2 * common / (mass + phrase.mass)
        overlap = result.setdefault(phrase.entry, _Overlap([]))
        overlap.likenesses.append(likeness)
        beyond = min(1.0, common - strongest[position]) * common / mass
        overlap.together = max(overlap.together, beyond)
        if likeness > overlap.best:
            overlap.best, overlap.text = likeness, phrase.text
        if phrase.is_name:
            covered = common / phrase.mass * min(1.0, phrase.mass)
            overlap.name_covered = max(overlap.name_covered, covered)
    return result


def _shared(index: Index, question: Question) -> tuple[dict[int, float], dict[int, float]]:
    """Per phrase: the weight of the shared words, and of the weightiest one.

    Filler only adds to phrases that share something telling, unless nothing telling is said.
    """
    shared: dict[int, float] = {}
    strongest: dict[int, float] = {}
    telling = _telling(index, question)
    for word in sorted(question.weights, key=lambda word: (word not in telling, word)):
        weight = question.weights[word]
        joins = word in telling or not telling
        for position in index.by_word.get(word, ()):
            if position in shared:
                shared[position] += weight
                strongest[position] = max(strongest[position], weight)
            elif joins:
                shared[position] = strongest[position] = weight
    return shared, strongest


def _telling(index: Index, question: Question) -> frozenset[str]:
    language = index.weighing.language
    return frozenset(word for word in question.weights if not is_filler(word, language))


def _sharing(index: Index, question: Question) -> set[int]:
    words = _telling(index, question) or question.weights
    return {entry for word in words for entry in index.entries_by_word.get(word, ())}


def _coverage(index: Index, question: Question, mass: float, entry: int) -> float:
    use = index.use[entry]
    covered = sum(weight * use.get(word, 0.0) for word, weight in question.weights.items())
    return covered / mass if mass else 0.0
