"""What the engine concludes about a question: an answer, a question back, or an honest no."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from knowledge_base.entry import Aspect, Entry


@dataclass(frozen=True, slots=True)
class Context:
    """The service talked about last, so that "kalau hilang?" can be understood.

    `rivals`: further entries, when the resident was asked which of them is meant.
    """

    entry_id: str
    aspect: Aspect | None = None
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that was considered; `score` is the estimated chance, 0 to 1, that it is meant."""

    entry: Entry
    score: float


@dataclass(frozen=True, slots=True)
class Answered:
    """One service is meant. `candidates` holds what was considered, best first."""

    entry: Entry
    aspect: Aspect | None
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Two to four services are equally likely; the resident is asked which."""

    options: tuple[Entry, ...]
    aspect: Aspect | None
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Nothing in the content answers this."""

    candidates: tuple[Candidate, ...]


Decision: TypeAlias = Answered | Ambiguous | Unanswered
