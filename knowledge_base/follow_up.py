"""Messages that lean on the service talked about last: "kalau hilang?", "biayanya?"."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge_base.decide import Answered, Decision
from knowledge_base.features import HALF, Question, gather, telling
from knowledge_base.index import Index
from knowledge_base.match import Model
from knowledge_base.weighing import is_filler

NAMED_CLEARLY = 0.8
"""From this score on, words without a thing in them still name a service of their own."""

CLEARLY = 0.15
"""How much better, 0..1, a sibling must fit before the resident is taken away from the context."""

REMEMBERED = 0.7
"""Weight of a word that comes from the context instead of the message."""


@dataclass(frozen=True, slots=True)
class Leaning:
    """What a message adds to the context entry at position `entry`.

    `telling`: words that are not filler. `things`: those that name something with services.
    """

    entry: int
    telling: frozenset[str]
    things: frozenset[str]


def target(
    index: Index, model: Model, question: Question, position: int, alone: Decision
) -> int | None:
    """Position of the entry a follow-up means, or None when the message stands on its own.

    `alone` is the decision without context; `position` the context entry.
    """
    leaning = _read(index, question, position)
    if _stands_alone(index, leaning, alone):
        return None
    if not leaning.telling:
        return position if _asks_something(index, question) else None
    if any(word not in index.usage for word in leaning.telling):
        return None
    found = _combined(index, model, question, leaning)
    at_home = all(index.use(word, position) for word in leaning.telling)
    if found is None or found == position:
        return position if at_home or found is not None else None
    fits_better = _fit(index, leaning, found) > _fit(index, leaning, position) + CLEARLY
    return found if fits_better or not at_home else position


def _fit(index: Index, leaning: Leaning, position: int) -> float:
    """How much, 0..1, an entry uses the new words."""
    return sum(index.use(word, position) for word in leaning.telling) / len(leaning.telling)


def _read(index: Index, question: Question, position: int) -> Leaning:
    telling = told(index, question)
    things = frozenset(word for word in telling if index.weighing.is_landmark(word))
    return Leaning(position, telling, things)


def told(index: Index, question: Question) -> frozenset[str]:
    """The words that are neither filler nor numbers nor cues of an aspect."""
    language = index.weighing.language
    return frozenset(
        word
        for word in question.weights
        if not is_filler(word, language) and not word.isdigit() and not _only_asks(index, word)
    )


def _only_asks(index: Index, word: str) -> bool:
    """A cue such as "sabtu", unless it also names a service, as "telat" may."""
    if word not in index.weighing.language.cue_words or index.weighing.is_landmark(word):
        return False
    return not index.names_something(word)


def _stands_alone(index: Index, leaning: Leaning, alone: Decision) -> bool:
    if not isinstance(alone, Answered):
        return False
    names_another_thing = leaning.things and alone.entry != index.entries[leaning.entry]
    return bool(names_another_thing) or alone.candidates[0].score >= NAMED_CLEARLY


def _asks_something(index: Index, question: Question) -> bool:
    language = index.weighing.language
    return any(word in language.generic or word in language.cue_words for word in question.words)


def _combined(index: Index, model: Model, question: Question, leaning: Leaning) -> int | None:
    """The sibling that fits the new words together with what is left of the context."""
    kept = _kept(index, leaning)
    weights = dict(question.weights)
    for word in kept:
        weights.setdefault(word, REMEMBERED * index.weighing.weight(word))
    joint = Question((*kept, *question.words), weights, telling(index, weights))
    least = model.thresholds.answer if leaning.things else model.thresholds.ask
    for score, position in model.rank(gather(index, joint)):
        if score < least:
            return None
        if all(index.use(word, position) >= HALF for word in leaning.telling):
            return position
    return None


def _kept(index: Index, leaning: Leaning) -> tuple[str, ...]:
    """A new situation keeps the old thing; a new thing keeps the old situation."""
    named = index.normaliser.words(index.entries[leaning.entry].judul, repair=False)
    return tuple(
        word
        for word in named
        if index.weighing.weight(word) > 0
        and index.weighing.is_landmark(word) != bool(leaning.things)
    )
