"""What is looked at, and how finely."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum


class Grouping(StrEnum):
    """How long a point of a series is."""

    HARI = "hari"
    MINGGU = "minggu"
    BULAN = "bulan"


@dataclass(frozen=True, slots=True)
class Filters:
    """What is looked at: local days, both included, and one of each kind; None means all."""

    since: date
    until: date
    grouping: Grouping = Grouping.HARI
    agency: str | None = None
    service: str | None = None
    kecamatan: str | None = None
    stage: str | None = None
    status: str | None = None
    channel: str | None = None

    @property
    def days(self) -> int:
        return (self.until - self.since).days + 1

    @property
    def narrow(self) -> bool:
        """Narrower than the city: a few people may stand behind everything that is shown."""
        return bool(replace(self, channel=None).chosen)

    @property
    def chosen(self) -> tuple[str, ...]:
        """What it is narrowed to."""
        every = (self.agency, self.service, self.kecamatan, self.stage, self.status, self.channel)
        return tuple(one for one in every if one is not None)


def start_of(day: date, grouping: Grouping) -> date:
    """The first day of the stretch a day belongs to; weeks begin on Monday."""
    match grouping:
        case Grouping.HARI:
            return day
        case Grouping.MINGGU:
            return day - timedelta(days=day.weekday())
        case Grouping.BULAN:
            return day.replace(day=1)
