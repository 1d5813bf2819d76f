"""What a question asks: recognised by cue phrases from `language/aspects.yaml`.

The longest cue in the question wins, because "cara bayar" says more than "bayar"; among equally
long ones the aspect that stands first in the file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from knowledge_base.entry import Aspect
from knowledge_base.language.tables import Language


@dataclass(frozen=True, slots=True)
class Aspects:
    """`cues`: first word → (cue, rank of the aspect, aspect)."""

    cues: Mapping[str, tuple[tuple[tuple[str, ...], int, Aspect], ...]]

    def of(self, words: tuple[str, ...]) -> Aspect | None:
        """The aspect of canonical `words`, or None when nothing is asked for in particular."""
        best: tuple[int, int, Aspect] | None = None
        for place, word in enumerate(words):
            for cue, rank, aspect in self.cues.get(word, ()):
                if words[place : place + len(cue)] == cue:
                    found = (-len(cue), rank, aspect)
                    best = found if best is None or found[:2] < best[:2] else best
        return best[2] if best else None


def build(language: Language, normalise: Callable[[str], tuple[str, ...]]) -> Aspects:
    """Read the cues the way questions are read."""
    cues: dict[str, list[tuple[tuple[str, ...], int, Aspect]]] = {}
    for rank, (aspect, texts) in enumerate(language.aspects):
        for text in texts:
            words = normalise(text)
            cues.setdefault(words[0], []).append((words, rank, aspect))
    return Aspects({word: tuple(found) for word, found in cues.items()})
