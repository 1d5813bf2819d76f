"""What is done with what residents say about how it went, and with questions for officers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.civic.attempts import AttemptAnswer
from bot.civic.skm import Unsur
from bot.civic.statistics.view import Gap


@dataclass(frozen=True, slots=True)
class OpenAttempt:
    """The bot answered about a service: ask at that moment what became of it, once in 30 days."""

    service: str
    ask_at: datetime


@dataclass(frozen=True, slots=True)
class RecordAttempt:
    """Keep an answer about one of the person's own attempts."""

    attempt: int
    answer: AttemptAnswer


@dataclass(frozen=True, slots=True)
class ChangeFollowUps:
    """Questions afterwards: on or off."""

    on: bool


@dataclass(frozen=True, slots=True)
class RecordSurvey:
    """Keep the score (1 to 4) of one unsur in the survey with that id."""

    survey: str
    service: str
    unsur: Unsur
    score: int
    kecamatan: str | None = None


@dataclass(frozen=True, slots=True)
class HandOver:
    """Hand a question (masked) to officers; returns `QuestionHandedOver`."""

    question: str


@dataclass(frozen=True, slots=True)
class ListHandovers:
    """Questions that wait for an answer; returns `HandoversListed`."""


@dataclass(frozen=True, slots=True)
class AnswerHandover:
    """Answer a question; returns `HandoverAnswered`."""

    handover: int
    words: str


VoiceEffect = (
    OpenAttempt
    | RecordAttempt
    | ChangeFollowUps
    | RecordSurvey
    | HandOver
    | ListHandovers
    | AnswerHandover
)


Waiting = tuple[int, str, datetime]
"""A question that waits: its id, its text, when it was asked."""


@dataclass(frozen=True, slots=True)
class QuestionHandedOver:
    """The question is kept; `told` says whether anybody who answers could be told of it."""

    told: bool


@dataclass(frozen=True, slots=True)
class HandoversListed:
    """The questions that wait, the oldest first.

    `missing`: what was asked lately and could not be answered, the most frequent first.
    """

    waiting: tuple[Waiting, ...]
    missing: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class HandoverAnswered:
    """Whether the answer was kept (`done`: nobody answered before) and could be delivered."""

    done: bool
    told: bool


VoiceResult = QuestionHandedOver | HandoversListed | HandoverAnswered
