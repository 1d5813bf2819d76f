"""What a question asks: recognised by cue phrases from `language/aspects.yaml`.

The longest cue in the question wins, because "cara bayar" says more than "bayar"; among equally
long ones the aspect that stands first in the file. Weak cues count only when there is no other.
Who tells a story asks at its end: there a cue wins over all that came before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from knowledge_base.entry import Aspect
from knowledge_base.language.tables import Language

Rank = tuple[bool, int, int]
"""Weak?, length negated, place of the aspect in the file."""

Cue = tuple[tuple[str, ...], Rank, Aspect]


STORY = 12
"""Words of a question that tells a story first."""

END = 0.7
"""Part of a story after which it asks."""


@dataclass(frozen=True, slots=True)
class Aspects:
    """`cues`: first word → (cue, its rank: less wins, aspect)."""

    cues: Mapping[str, tuple[Cue, ...]]

    def of(self, words: tuple[str, ...]) -> Aspect | None:
        """The aspect of canonical `words`, or None when nothing is asked for in particular."""
        asked_from = END * len(words) if len(words) > STORY else 0.0
        best: tuple[bool, Rank, Aspect] | None = None
        for place, word in enumerate(words):
            for cue, rank, aspect in self.cues.get(word, ()):
                end = place + len(cue)
                found = end <= asked_from, rank, aspect
                if words[place:end] == cue and (best is None or found[:2] < best[:2]):
                    best = found
        return best[2] if best else None


def build(language: Language, normalise: Callable[[str], tuple[str, ...]]) -> Aspects:
    """Read the cues the way questions are read."""
    cues: dict[str, list[Cue]] = {}
    for place, (aspect, weak, texts) in enumerate(language.aspects):
        for text in texts:
            words = normalise(text)
            cues.setdefault(words[0], []).append((words, (weak, -len(words), place), aspect))
    return Aspects({word: tuple(found) for word, found in cues.items()})
