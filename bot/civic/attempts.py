"""Attempts: one resident x one service x 30 days, carrying its last outcome (IMC method 1.0)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

ATTEMPT_DAYS = 30
ASK_HOUR = time(10)
EASE = range(1, 8)
"""1 very difficult to 7 very easy (CES 2.0)."""


class AttemptOutcome(StrEnum):
    """What the resident says became of it."""

    BERHASIL = "berhasil"
    BELUM = "belum"
    TIDAK_JADI = "tidak_jadi"


class Burden(StrEnum):
    """Severity of what stood in the way, "none" included."""

    TIDAK_ADA = "tidak_ada"
    RINGAN = "ringan"
    SEDANG = "sedang"
    BERAT = "berat"
    BUNTU = "buntu"


@dataclass(frozen=True, slots=True)
class AttemptAnswer:
    """What was answered so far; None where nothing was. `stage` of friction as IMC 1.0 has it."""

    outcome: AttemptOutcome | None = None
    ease: int | None = None
    burden: Burden | None = None
    kecamatan: str | None = None
    stage: str | None = None


def ask_moment(today: date, zone: str) -> datetime:
    """When the bot asks whether it worked: the next day at ten, local time."""
    return datetime.combine(today + timedelta(days=1), ASK_HOUR, ZoneInfo(zone))
