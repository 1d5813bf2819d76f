"""Which life event somebody tells of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge_base.features import Question, read
from knowledge_base.guide import Guide
from knowledge_base.index import Index

SAME = 0.7
"""From this likeness (0..1) on, a message tells what an example of the guide tells."""

NAMED = 0.25
"""Least part (0..1) of a message's weight that a name has when the message is about that event.

In "kip kuliah saya dicabut" the word of the guide "Masuk kuliah" is only mentioned.
"""


@dataclass(frozen=True, slots=True)
class _Phrase:
    guide: Guide
    words: frozenset[str]
    mass: float
    is_name: bool


class GuideFinder:
    """Finds a guide by its names and examples. Immutable once built."""

    __slots__ = ("_index", "_phrases")

    def __init__(self, guides: Iterable[Guide], index: Index) -> None:
        self._index = index
        self._phrases = tuple(phrase for guide in guides for phrase in self._read(guide))

    def of(self, text: str) -> Guide | None:
        """The guide whose event `text` names in full or tells like one of its examples."""
        question = read(self._index, text)
        fits = ((self._fit(question, phrase), phrase) for phrase in self._phrases)
        best = max(fits, key=lambda pair: (pair[0], pair[1].mass), default=None)
        return best[1].guide if best is not None and best[0] >= SAME else None

    def _read(self, guide: Guide) -> Iterator[_Phrase]:
        texts = [(text, True) for text in (guide.judul, *guide.sebutan)]
        for text, is_name in [*texts, *((text, False) for text in guide.contoh_pertanyaan)]:
            words = frozenset(read(self._index, text).weights)
            if words:
                yield _Phrase(guide, words, self._mass(words), is_name)

    def _mass(self, words: Iterable[str]) -> float:
        return sum(map(self._index.weighing.weight, sorted(words)))

    def _fit(self, question: Question, phrase: _Phrase) -> float:
        shared = phrase.words & question.weights.keys()
        if phrase.is_name:
            told = len(shared) == len(phrase.words) and phrase.mass >= NAMED * question.mass
            return 1.0 if told else 0.0
        return 2 * self._mass(shared) / (question.mass + phrase.mass)
