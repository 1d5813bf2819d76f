"""How much a word says about which service is meant."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowledge_base.language.tables import Language

GENERIC = 0.25
ORDINARY = 0.6
LANDMARK = 1.25
UNUSED_ORDINARY = 0.2
UNKNOWN = 0.75
UNKNOWN_NUMBER = 0.25


@dataclass(frozen=True, slots=True)
class Weighing:
    """Weights of words. `rarity` maps a word of the articles to 0..1 (1: in one entry only)."""

    language: Language
    rarity: Mapping[str, float]

    def weight(self, word: str) -> float:
        """0 (says nothing) to 1.25 (the rare name of a thing)."""
        if word in self.language.stop:
            return 0.0
        rarity = self.rarity.get(word)
        if word in self.language.generic:
            return GENERIC * (rarity or 0.6)
        if word in self.language.landmarks:
            return LANDMARK * (1.0 if rarity is None else max(rarity, 0.6))
        if word in self.language.ordinary:
            return UNUSED_ORDINARY if rarity is None else ORDINARY * rarity
        if rarity is None:
            return UNKNOWN_NUMBER if word.isdigit() or len(word) < 3 else UNKNOWN
        return rarity

    def is_landmark(self, word: str) -> bool:
        """Whether the word names a thing with a service of its own."""
        return word in self.language.landmarks


def rarities(documents: Sequence[Iterable[str]]) -> dict[str, float]:
    """Word → 0..1 by the number of documents it stands in; gentle, so few entries work too."""
    counts: dict[str, int] = {}
    for words in documents:
        for word in set(words):
            counts[word] = counts.get(word, 0) + 1
    top = math.log(len(documents) + 1) + 0.7
    return {
        word: (math.log((len(documents) + 1) / count) + 0.7) / top for word, count in counts.items()
    }


def is_filler(word: str, language: Language) -> bool:
    """Whether a word cannot point to a service by itself."""
    return word in language.stop or word in language.generic
