"""What the use cases need to keep what residents say about how it went."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.civic.attempts import AttemptAnswer
from bot.dialogue.voice_effects import OpenAttempt, RecordSurvey, Waiting


@dataclass(frozen=True, slots=True)
class DueAttempt:
    """An attempt to ask about now."""

    attempt: int
    service: str
    conversation_id: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A question that was answered by an officer: the beginning of an article."""

    id: int
    question: str
    answer: str
    answered_by: str
    answered_at: datetime


class Attempts(Protocol):
    """One resident x one service x 30 days."""

    def open(self, conversation_id: int, effect: OpenAttempt, now: datetime) -> None:
        """Begin one, unless the person has one of that service from the last 30 days."""

    def record(
        self, conversation_id: int, attempt: int, answer: AttemptAnswer, now: datetime
    ) -> None:
        """Keep what is not None; only the person's own attempts."""

    def take_due(self, now: datetime, limit: int) -> tuple[DueAttempt, ...]:
        """Attempts to ask about now, marked as asked: the latest one of each person.

        Earlier ones of the same person are let go: nobody is asked twice on a day.
        """

    def follow_ups(self, conversation_id: int, *, on: bool) -> None:
        """Ask afterwards, or not; what is due is let go."""


class Surveys(Protocol):
    """The SKM."""

    def record(self, conversation_id: int, effect: RecordSurvey, now: datetime) -> None:
        """Keep the score of one unsur; the survey's row begins with its first score."""


class Handovers(Protocol):
    """Questions handed to officers."""

    def add(self, conversation_id: int, question: str, now: datetime) -> int: ...

    def waiting(self) -> tuple[Waiting, ...]:
        """The oldest first."""

    def untold(self) -> tuple[Waiting, ...]:
        """Those nobody could be told of yet, under lock; the oldest first."""

    def mark_told(self, numbers: Collection[int], now: datetime) -> None:
        """Somebody who answers was told of them."""

    def answer(
        self, handover: int, words: str, by: str, now: datetime
    ) -> tuple[str, int | None] | None:
        """(question, conversation); None when somebody answered before."""

    def drafts(self) -> tuple[Draft, ...]:
        """Every answered question, the oldest first."""
