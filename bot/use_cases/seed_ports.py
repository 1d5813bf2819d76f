"""What a made-up city is written with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.civic.cases import CaseEvent, CaseState
from bot.civic.reports import Obstacle, Severity
from bot.civic.skm import Unsur


@dataclass(frozen=True, slots=True)
class SeededReport:
    """A report with its history; the state is what the history makes of it.

    `events` come with the words that belong to them, `joins` are (resident, moment).
    """

    number: str
    resident: int
    service: str
    step: str | None
    stage: str
    obstacle: Obstacle
    severity: Severity
    kecamatan: str
    channel: str
    filed: datetime
    reply_by: datetime
    state: CaseState
    events: tuple[tuple[CaseEvent, str | None], ...]
    joins: tuple[tuple[int, datetime], ...]


@dataclass(frozen=True, slots=True)
class SeededQuestion:
    """A question and how it ended."""

    resident: int
    channel: str
    text: str
    outcome: str
    service: str | None
    gist: str | None
    asked: datetime
    helpful: bool | None


@dataclass(frozen=True, slots=True)
class SeededHandover:
    """A question that was handed to officers, and their answer if there is one."""

    resident: int
    text: str
    asked: datetime
    answer: str | None
    answered: datetime | None


@dataclass(frozen=True, slots=True)
class SeededAttempt:
    """An attempt that was asked about; all None when nobody answered."""

    resident: int
    channel: str
    service: str
    opened: datetime
    outcome: str | None
    ease: int | None
    burden: str | None
    stage: str | None
    kecamatan: str | None
    scores: dict[Unsur, int] | None


@dataclass(frozen=True, slots=True)
class SeededDay:
    """Everything that began on one day, in its order."""

    questions: list[SeededQuestion]
    reports: list[SeededReport]
    attempts: list[SeededAttempt]
    handovers: list[SeededHandover]


class Seeder(Protocol):
    """Writes made-up rows in bulk."""

    def is_empty(self) -> bool: ...

    def residents(self, count: int, since: datetime) -> None: ...

    def day(self, day: SeededDay) -> None: ...

    def finish(self) -> None: ...
