"""What speaks for and against each candidate, as numbers the ranking can weigh."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz

from knowledge_base.index import NAME, NOWHERE, QUESTION, Index, Numbers, Positions
from knowledge_base.language.tables import Language
from knowledge_base.weighing import is_filler

CONSIDERED = 12
"""Candidates that are looked at closely; the right one is practically always among them."""

CENTRAL = 1.5
"""A word in two thirds of an entry's phrases is as central as can be."""

NEAR = 0.7
"""From this likeness on, a question is more and more the same as one of the article."""

MENDED = 0.8
"""What a mended word still weighs: it is a guess."""

HALF = 0.5
"""A word used less than this stands only in the details of an entry."""

CERTAINTY = 3.0
"""A word twenty times likelier of one service than of any (e³) is as telling as can be."""

ENOUGH = 1.5
"""A question that says less than this is not certain to mean anything."""

PLENTY = 3.0
"""Three rare words that an entry uses are as much support as a story needs."""

NAMES = (
    "likeness",
    "likeness_three",
    "name_covered",
    "affinity",
    "named",
    "uncovered",
    "foreign",
    "letters",
    "no_thing",
    "thin",
    "central",
    "near",
    "together",
    "elsewhere",
    "support",
    "known",
    "pull",
)
"""The features in order; `weights.json` has one weight for each, and `bias`."""

SIGNS = (1, 1, 1, 1, 1, -1, -1, 1, -1, -1, 1, 1, 1, -1, 1, 1, 1)
"""Whether each feature speaks for (1) or against (-1) an entry."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the index reads it.

    `weights`: word → weight, only words of weight > 0. `telling`: those that can point to a
    service by themselves. `elsewhere`: words of other matters.
    """

    words: tuple[str, ...]
    weights: Mapping[str, float]
    telling: frozenset[str]
    elsewhere: frozenset[str] = frozenset()

    @property
    def mass(self) -> float:
        """How much the question says in all."""
        return sum(self.weights.values())


@dataclass(frozen=True, slots=True)
class Evidence:
    """Entry position and its features, in the order of `NAMES`, each about -1..1."""

    entry: int
    features: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Overlap:
    """How the phrases that share telling words compare; one element a phrase, by entry.

    `phrase`: its position. `entry`: its entry. `likeness`, `name_covered`, `together` (shared
    words beyond the weightiest): 0..1.
    """

    phrase: Positions
    entry: Positions
    likeness: Numbers
    name_covered: Numbers
    together: Numbers

    def of(self, entry: int) -> slice:
        """Where the phrases of the entry at position `entry` are."""
        start, end = np.searchsorted(self.entry, (entry, entry + 1))
        return slice(int(start), int(end))


def read(index: Index, text: str) -> Question:
    """Normalise `text` and weigh its words."""
    reading = index.normaliser.read(text)
    weights: dict[str, float] = {}
    aside = set_aside(reading.words, index.weighing.language)
    for word in (word for place, word in enumerate(reading.words) if place not in aside):
        weight = index.weighing.weight(word)
        if weight > 0:
            weights[word] = weight * MENDED if word in reading.mended else weight
    language = index.weighing.language
    elsewhere = language.elsewhere.intersection(reading.words)
    return Question(reading.words, weights, telling(index, weights), elsewhere)


def telling(index: Index, words: Iterable[str]) -> frozenset[str]:
    """Those of `words` that can point to a service by themselves."""
    language = index.weighing.language
    return frozenset(word for word in words if not is_filler(word, language))


def set_aside(words: tuple[str, ...], language: Language) -> frozenset[int]:
    """Places of what is said not to be meant: "bukan yang hilang" → the place of "hilang".

    Nothing is set aside when nothing else names a thing or situation.
    """
    places: set[int] = set()
    for start, word in enumerate(words):
        if word in language.negations:
            places |= _not_meant(words, start + 1, language)
    rest = (w for place, w in enumerate(words) if place not in places and _is_meant(w, language))
    return frozenset(places) if any(rest) else frozenset()


def _not_meant(words: tuple[str, ...], start: int, language: Language) -> set[int]:
    """Places from `start` on that a negation before them sets aside.

    "Yang hilang" is complete in itself: the KTP of "bukan yang hilang, KTP saya rusak" is meant.
    """
    place = start
    while place < len(words) and words[place] in language.passed_over:
        place += 1
    complete = place > start
    places: set[int] = set()
    while place < len(words) and _is_meant(words[place], language):
        places.add(place)
        if complete and words[place] in language.situations:
            break
        place += 1
    return places


def _is_meant(word: str, language: Language) -> bool:
    return word in language.landmarks or word in language.situations


def gather(index: Index, question: Question) -> list[Evidence]:
    """Evidence for the most promising entries, at most `CONSIDERED`; none without shared words."""
    if not question.weights:
        return []
    overlap = _overlap(index, question)
    affinity, sharing = _affinity(index, question)
    rough = affinity.copy()
    if len(overlap.entry):
        starts = np.flatnonzero(np.diff(overlap.entry, prepend=-1))
        rough[overlap.entry[starts]] += np.maximum.reduceat(overlap.likeness, starts)
    spoken = " ".join(question.words)
    return [
        Evidence(entry, _features(index, question, spoken, entry, overlap, float(affinity[entry])))
        for entry in _best(rough, sharing)
    ]


def _best(rough: Numbers, sharing: Positions) -> list[int]:
    """Of the positions `sharing`, the `CONSIDERED` with most; the earlier first if equal."""
    order = np.argsort(-rough[sharing], kind="stable")
    return [int(entry) for entry in sharing[order][:CONSIDERED]]


def _features(
    index: Index, question: Question, spoken: str, entry: int, overlap: _Overlap, affinity: float
) -> tuple[float, ...]:
    weights, language = question.weights, index.weighing.language
    use = {word: index.use(word, entry) for word in weights}
    here = overlap.of(entry)
    likeness = overlap.likeness[here]
    found = len(likeness) > 0
    top = np.sort(likeness)[::-1][:3]
    best = float(top[0]) if found else 0.0
    nearest = int(overlap.phrase[here][likeness.argmax()]) if found else None
    named = sum(weight for word, weight in weights.items() if use[word] >= NAME)
    uncovered = sum(
        weight for word, weight in weights.items() if not use[word] and word in question.telling
    )
    supporting = sum(weight for word, weight in weights.items() if use[word] >= HALF)
    known = sum(weight for word, weight in weights.items() if word in index.usage)
    things = [word for word in weights if index.weighing.is_landmark(word)]
    decisive = [*things, *(word for word in weights if word in language.situations)]
    foreign = sum(1.0 for word in decisive if use[word] < HALF)
    elsewhere = sum(index.use(word, entry) < QUESTION for word in question.elsewhere)
    return (
        best,
        float(top.sum()) / 3,
        float(overlap.name_covered[here].max()) if found else 0.0,
        affinity,
        min(1.0, named / 2),
        min(1.0, uncovered / 2),
        min(1.0, foreign / 2),
        _letters(index, spoken, nearest),
        0.0 if things else 1.0,
        max(0.0, 1.0 - question.mass),
        _central(index, question, entry),
        max(0.0, best - NEAR) / (1 - NEAR) * min(1.0, question.mass),
        float(overlap.together[here].max()) if found else 0.0,
        min(1.0, float(elsewhere)),
        min(1.0, supporting / PLENTY),
        known / question.mass,
        min(1.0, affinity * max(ENOUGH, question.mass) / PLENTY),
    )


def _letters(index: Index, spoken: str, phrase: int | None) -> float:
    if phrase is None:
        return 0.0
    return fuzz.token_sort_ratio(spoken, " ".join(index.phrases.words[phrase])) / 100


def _central(index: Index, question: Question, entry: int) -> float:
    """How central the most telling shared word is to the entry."""
    most = 0.0
    for word in question.telling:
        usage = index.usage.get(word)
        place = usage.row(entry) if usage is not None else None
        if usage is not None and place is not None:
            most = max(most, float(usage.central[place]))
    return min(1.0, CENTRAL * most)


def _overlap(index: Index, question: Question) -> _Overlap:
    """Compare with the phrases that share something telling, or anything if nothing is telling."""
    phrases, mass = index.phrases, question.mass
    common = np.zeros(len(phrases.entry))
    weightiest = np.zeros(len(phrases.entry))
    for word in sorted(question.weights, key=lambda word: (word not in question.telling, word)):
        places = phrases.by_word.get(word, NOWHERE)
        if question.telling and word not in question.telling:
            places = places[common[places] > 0]
        weight = question.weights[word]
        common[places] += weight
        weightiest[places] = np.maximum(weightiest[places], weight)
    touched = np.flatnonzero(common)
    shared = common[touched]
    beyond = np.minimum(1.0, shared - weightiest[touched])
    return _Overlap(
        phrase=touched.astype(np.int32),
        entry=phrases.entry[touched],
        likeness=2 * shared / (mass + phrases.mass[touched]),
        name_covered=shared * phrases.name_worth[touched],
        together=beyond * shared / mass,
    )


def _affinity(index: Index, question: Question) -> tuple[Numbers, Positions]:
    """Per entry: how much likelier its people say these words than others; about -1..1.

    A naive Bayes score a word, each as heavy as it is telling. Also the positions of the entries
    that share something telling, ascending.
    """
    pull = np.zeros(len(index.entries))
    sharing = np.zeros(len(index.entries), bool)
    known = 0.0
    for word in sorted(question.weights):
        usage = index.usage.get(word)
        if usage is not None:
            known += question.weights[word]
            pull[usage.entries] += question.weights[word] * usage.pull
            if word in question.telling or not question.telling:
                sharing[usage.entries] = True
    affinity = (pull + known * index.silence) / (CERTAINTY * max(ENOUGH, question.mass))
    return affinity, np.flatnonzero(sharing).astype(np.int32)
