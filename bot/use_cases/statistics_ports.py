"""What the read side needs from storage."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.civic.statistics.packs import Packs


class Statistics(Protocol):
    """Packed days. A day that is not packed, or was touched since, is read from its raw rows."""

    def packs(self, since: date, until: date, zone: ZoneInfo) -> Packs:
        """Every row of these local days."""

    def pack(self, today: date, zone: ZoneInfo, limit: int) -> int:
        """Pack up to `limit` days before today that need it; how many were packed."""

    def unanswered(
        self, since: datetime, until: datetime, limit: int, channel: str | None
    ) -> tuple[str, ...]:
        """Words of questions without an answer, the latest first."""

    def subscribers(self) -> tuple[int, int]:
        """(people who want news, people who can be reached)."""
