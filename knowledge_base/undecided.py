"""Messages that follow "Maksud Anda yang mana?" in words instead of by its buttons."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge_base.decide import Ambiguous, Answered, Decision
from knowledge_base.entry import Aspect
from knowledge_base.features import Question
from knowledge_base.follow_up import told
from knowledge_base.index import Index

CLEARLY = 0.15
"""How much better, 0..1, an option must fit the new words than the next one to be taken."""

ORDINALS = {"1": 0, "satu": 0, "pertama": 0, "2": 1, "dua": 1, "kedua": 1}
ORDINALS |= {"3": 2, "tiga": 2, "ketiga": 2, "4": 3, "empat": 3, "keempat": 3}
"""Which of the options in the order in which they were offered."""


def meant(
    index: Index,
    question: Question,
    options: Sequence[int],
    alone: Decision,
    aspect: Aspect | None,
    asked: Aspect | None,
) -> Decision | None:
    """Which of `options` (positions) the message means, the same question back, or None.

    `alone` is the decision on the message by itself: an answer of its own stands. `aspect` is what
    the message asks for, `asked` what was asked before.
    """
    wanted = aspect or asked
    if isinstance(alone, Answered):
        offered = any(index.entries[at] == alone.entry for at in options)
        return Answered(alone.entry, wanted, alone.candidates) if offered else alone
    words = told(index, question) - ORDINALS.keys()
    if not words and (chosen := _counted(question, options)) is not None:
        return Answered(index.entries[chosen], wanted, alone.candidates)
    fits = sorted(((_fit(index, words, at), -at) for at in options), reverse=True)
    (best, place), (second, _) = fits[0], fits[1]
    if best >= second + CLEARLY:
        return Answered(index.entries[-place], wanted, alone.candidates)
    if best > 0 or (not words and aspect is not None):
        return Ambiguous(tuple(index.entries[at] for at in options), wanted, alone.candidates)
    return None


def _counted(question: Question, options: Sequence[int]) -> int | None:
    """ "yang kedua", "nomor 2": the option at that place."""
    places = [ORDINALS[word] for word in question.words if word in ORDINALS]
    if len(places) != 1 or places[0] >= len(options):
        return None
    return options[places[0]]


def _fit(index: Index, words: frozenset[str], position: int) -> float:
    """How much, 0..1, an entry uses the new words; 0 when a word is foreign to it."""
    uses = [index.use(word, position) for word in words]
    return sum(uses) / len(uses) if uses and all(uses) else 0.0
