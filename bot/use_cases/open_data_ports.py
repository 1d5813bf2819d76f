"""What open data need from storage."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.civic.open_data.scheme import Edition, Reported


@dataclass(frozen=True, slots=True)
class PublishedMonth:
    """A month that is public, with the number of its rows."""

    month: date
    published: date
    reports: int


class OpenMonths(Protocol):
    """Published months, and the reports that may become one.

    Only *terbuka* reports of residents that were not withdrawn: never *rahasia*, never *anonim*.
    """

    def oldest(self, zone: ZoneInfo) -> date | None:
        """The local day of the first report that may ever be published."""

    def reported(self, since: date, until: date, zone: ZoneInfo) -> tuple[Reported, ...]:
        """Reports of these local days."""

    def months(self) -> tuple[PublishedMonth, ...]:
        """Every published month, the oldest first."""

    def add(self, edition: Edition) -> bool:
        """Publish a month; False, and no change, where it already is."""

    def editions(self, months: Iterable[date]) -> tuple[Edition, ...]:
        """These months as far as they are published, the oldest first."""
