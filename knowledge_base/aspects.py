"""What a question asks: recognised by cue phrases from `language/aspects.yaml`.

The longest cue in the question wins, because "cara bayar" says more than "bayar"; among equally
long ones the aspect that stands first in the file. Weak cues count only when there is no other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from knowledge_base.entry import Aspect
from knowledge_base.language.tables import Language

Rank = tuple[bool, int, int]
"""Weak?, length negated, place of the aspect in the file."""

Cue = tuple[tuple[str, ...], Rank, Aspect]


@dataclass(frozen=True, slots=True)
class Aspects:
    """`cues`: first word → (cue, its rank: less wins, aspect)."""

    cues: Mapping[str, tuple[Cue, ...]]

    def of(self, words: tuple[str, ...]) -> Aspect | None:
        """The aspect of canonical `words`, or None when nothing is asked for in particular."""
        best: tuple[Rank, Aspect] | None = None
        for place, word in enumerate(words):
            for cue, rank, aspect in self.cues.get(word, ()):
                if words[place : place + len(cue)] == cue and (best is None or rank < best[0]):
                    best = rank, aspect
        return best[1] if best else None


def build(language: Language, normalise: Callable[[str], tuple[str, ...]]) -> Aspects:
    """Read the cues the way questions are read."""
    cues: dict[str, list[Cue]] = {}
    for place, (aspect, weak, texts) in enumerate(language.aspects):
        for text in texts:
            words = normalise(text)
            cues.setdefault(words[0], []).append((words, (weak, -len(words), place), aspect))
    return Aspects({word: tuple(found) for word, found in cues.items()})
