"""What computing the index needs from storage."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.civic.indicator.inputs import Inputs, RawAttempt, RawCase, RawFriction, Survey
from bot.civic.indicator.method import Component
from bot.civic.indicator.reading import Reading


@dataclass(frozen=True, slots=True)
class RawRows:
    """The history of a period as it was known at a moment."""

    attempts: tuple[RawAttempt, ...]
    frictions: tuple[RawFriction, ...]
    cases: tuple[RawCase, ...]
    surveys: tuple[Survey, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A period of local days, as moments and as seen at `as_of`. `end` is exclusive."""

    since: date
    until: date
    start: datetime
    end: datetime
    as_of: datetime
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Stored:
    """A reading as it was kept. `intact` is False when its inputs do not match their hash."""

    id: int
    as_of: datetime
    inputs: Inputs
    inputs_hash: str
    intact: bool
    prior: Mapping[Component, float]
    reading: Reading


class Indicator(Protocol):
    """Raw rows and stored readings."""

    def raw(self, span: Span, agency_of: Callable[[str], str]) -> RawRows:
        """Attempts opened, surveys given and deadlines due in the span; frictions around it."""

    def save(
        self, reading: Reading, inputs: Inputs, prior: Mapping[Component, float], as_of: datetime
    ) -> str:
        """Keep it; the hash of its inputs."""

    def stored(self) -> Iterator[Stored]:
        """Every reading, the oldest first."""

    def latest(self, until: date) -> Reading | None:
        """The latest reading of a period that ended by that day."""

    def hash_of(self, inputs: Inputs) -> str:
        """SHA-256 of the canonical JSON of the inputs."""
