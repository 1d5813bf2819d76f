"""What the read side needs from storage."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.civic.statistics.packs import Packs


class Statistics(Protocol):
    """Packed days. What is not packed, or changed since, is read from its raw rows."""

    def packs(self, since: date, until: date, zone: ZoneInfo, settled: datetime) -> Packs:
        """Every row of these local days, and perhaps some of others.

        What happened before `settled` is written; what is read of it may be kept in memory.
        """

    def pack(self, before: date, zone: ZoneInfo) -> bool:
        """Pack the first day before that one which needs it; False when none does."""

    def due(self, before: date, zone: ZoneInfo) -> int:
        """How many days before that one need packing."""

    def unanswered(
        self, since: datetime, until: datetime, limit: int, channel: str | None
    ) -> tuple[tuple[str | None, str], ...]:
        """(gist where it was kept, words) of questions without an answer, the latest first."""

    def subscribers(self) -> tuple[int, int]:
        """(people who want news, people who can be reached)."""
