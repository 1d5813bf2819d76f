"""Friction reports: where a resident got stuck, how badly, and who may know it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

MAX_PHOTOS = 3
MAX_WORDS = 1000
WORKING_DAYS_TO_CLOSE = 14
"""Closing time of a report that is not about oversight (SP4N-LAPOR!)."""


class Severity(StrEnum):
    """Severity with the anchors of IMC method 1.0.

    ringan: finished alone. sedang: one repeat or help. berat: two repeats or past the standard
    time. buntu: cannot continue, or an unofficial fee.
    """

    RINGAN = "ringan"
    SEDANG = "sedang"
    BERAT = "berat"
    BUNTU = "buntu"


class Obstacle(StrEnum):
    """What kind of thing stood in the way."""

    INFORMASI = "informasi"
    SYARAT = "syarat"
    APLIKASI = "aplikasi"
    ANTREAN = "antrean"
    PETUGAS = "petugas"
    LAMA = "lama"
    PUNGLI = "pungli"
    LAIN = "lain"


class Identity(StrEnum):
    """Identity modes as SP4N-LAPOR! defines them.

    terbuka: officers see who reports. rahasia: officers see it, nothing becomes public.
    anonim: nobody sees it; the report keeps no link to the person at all.
    """

    TERBUKA = "terbuka"
    RAHASIA = "rahasia"
    ANONIM = "anonim"


class ReportStatus(StrEnum):
    """Life of a report in its first version; each status is open or closed."""

    DITERIMA = "diterima"
    DITARIK = "ditarik"
    SELESAI = "selesai"

    @property
    def is_open(self) -> bool:
        return self is ReportStatus.DITERIMA


class ReportEventKind(StrEnum):
    """Kinds of entries in the append-only history of a report."""

    DITERIMA = "diterima"
    DITAMBAH = "ditambah"
    DITARIK = "ditarik"


STAGE_OF_OBSTACLE: Mapping[Obstacle, str] = {
    Obstacle.INFORMASI: "informasi",
    Obstacle.SYARAT: "persyaratan",
    Obstacle.APLIKASI: "akses",
    Obstacle.ANTREAN: "akses",
    Obstacle.PETUGAS: "pengajuan",
    Obstacle.LAMA: "proses",
    Obstacle.PUNGLI: "biaya",
    Obstacle.LAIN: "informasi",
}
"""The stage a report counts for when the resident names no particular step."""


@dataclass(frozen=True, slots=True)
class FrictionReport:
    """A report as it is filed. Words are masked before they get here.

    `step` is a step id of the service, or None for "not at a particular step"; `stage` is the
    stage of friction (IMC). `kecamatan` and `kelurahan` are Kemendagri codes.
    """

    service: str
    step: str | None
    stage: str
    obstacle: Obstacle
    severity: Severity
    words: str | None = None
    photos: tuple[int, ...] = ()
    kecamatan: str | None = None
    kelurahan: str | None = None
    identity: Identity = Identity.TERBUKA


@dataclass(frozen=True, slots=True)
class TicketEntry:
    """One line of a ticket's history. `note` is public, masked text or None."""

    kind: ReportEventKind
    at: datetime
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a look-up shows. `own` is True when the asker may add to it or withdraw it.

    `report.words` and photos are empty unless `own`.
    """

    number: str
    report: FrictionReport
    status: ReportStatus
    filed_at: datetime
    promised: date
    history: tuple[TicketEntry, ...]
    own: bool
