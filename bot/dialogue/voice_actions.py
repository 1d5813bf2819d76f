"""Buttons by which residents say how it went, and by which officers answer questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.civic.attempts import AttemptOutcome, Burden
from bot.civic.skm import Unsur
from knowledge_base.entry import Stage

AttemptQuestion = Literal["ease", "burden", "stage", "kecamatan", "end"]


@dataclass(frozen=True, slots=True)
class TellAttempt:
    """An answer about an attempt; `next` is asked then. All None: the question is skipped.

    `outcome` is carried along to the question what stood in the way.
    """

    attempt: int
    service: str
    next: AttemptQuestion
    outcome: AttemptOutcome | None = None
    ease: int | None = None
    burden: Burden | None = None
    stage: Stage | None = None
    kecamatan: str | None = None
    kind: Literal["attempt"] = "attempt"


@dataclass(frozen=True, slots=True)
class StopAsking:
    """No more questions afterwards; or again, after all."""

    on: bool = False
    kind: Literal["stop-asking"] = "stop-asking"


@dataclass(frozen=True, slots=True)
class StartSurvey:
    """Begin the SKM about a service."""

    service: str
    kind: Literal["start-survey"] = "start-survey"


@dataclass(frozen=True, slots=True)
class AnswerSurvey:
    """Score (1 to 4) of one unsur; None skips it."""

    survey: str
    service: str
    unsur: Unsur
    score: int | None
    kind: Literal["answer-survey"] = "answer-survey"


@dataclass(frozen=True, slots=True)
class StopSurvey:
    """Enough; what was answered counts."""

    kind: Literal["stop-survey"] = "stop-survey"


@dataclass(frozen=True, slots=True)
class AskOfficer:
    """Hand a question that has no answer to an officer."""

    question: str
    kind: Literal["ask-officer"] = "ask-officer"


@dataclass(frozen=True, slots=True)
class ReplyToQuestion:
    """An officer or editor answers a question that was handed over."""

    handover: int
    kind: Literal["reply-question"] = "reply-question"


VoiceAction = (
    TellAttempt
    | StopAsking
    | StartSurvey
    | AnswerSurvey
    | StopSurvey
    | AskOfficer
    | ReplyToQuestion
)
