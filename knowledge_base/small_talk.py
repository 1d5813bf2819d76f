"""Messages that are nothing but small talk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from knowledge_base.language.plain import Rows, read_plain, rows_of


class SmallTalk(StrEnum):
    """Kinds of small talk the bot has a friendly line for."""

    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    WHO_ARE_YOU = "who_are_you"
    INSULT = "insult"


FILLERS = "pengisi"

LONGEST = 14
"""Words; a longer message is no mere greeting."""


@dataclass(frozen=True, slots=True)
class Pleasantries:
    """`kinds` in order of priority; `longest` phrases first within a kind."""

    kinds: Mapping[SmallTalk, Rows]
    fillers: frozenset[str]

    def of(self, text: str) -> SmallTalk | None:
        """The kind, if every word belongs to small talk; a greeting with a question is none."""
        words = read_plain(text)
        if not words or len(words) > LONGEST:
            return None
        used: set[int] = set()
        found: list[SmallTalk] = []
        for kind, rows in self.kinds.items():
            places = rows.places(words)
            if places:
                found.append(kind)
                used |= places
        rest = {word for place, word in enumerate(words) if place not in used}
        return found[0] if found and rest <= self.fillers else None


def pleasantries() -> Pleasantries:
    """The shipped table."""
    rows = rows_of("small_talk")
    fillers = frozenset(word for row in rows.pop(FILLERS).rows for word in row)
    return Pleasantries({SmallTalk(name): found for name, found in rows.items()}, fillers)
