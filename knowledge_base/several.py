"""Several questions in one message, told apart."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from knowledge_base.decide import Answered, Decision
from knowledge_base.language.tables import read_table

CLEAR = 0.8
"""Least score, 0..1, of a part that counts as a question of its own."""

LEAST_WORDS = 2

_END = re.compile(r"(?<=[?!.;\n])")


@cache
def _between() -> re.Pattern[str]:
    words = (word for row in read_table("several").values() for word in str(row).split())
    return re.compile(rf",?\s+(?:{'|'.join(map(re.escape, words))})\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """A question within a message and what it asks for."""

    text: str
    decision: Answered


def parts_of(text: str, decide: Callable[[str], Decision]) -> tuple[Part, ...]:
    """The questions of `text` about different services, in order; none if it is only one.

    A part must ask something and be clear by itself, so that a story stays one question.
    """
    found: dict[str, Part] = {}
    for sentence in _END.split(text):
        for piece in _between().split(sentence):
            if len(piece.split()) < LEAST_WORDS:
                continue
            decision = decide(piece)
            if isinstance(decision, Answered) and _asks(piece, decision):
                found.setdefault(decision.entry.id, Part(piece.strip(), decision))
    return tuple(found.values()) if len(found) > 1 else ()


def _asks(piece: str, decision: Answered) -> bool:
    asks = decision.aspect is not None or piece.rstrip().endswith("?")
    return asks and decision.candidates[0].score >= CLEAR
