"""Friction reports: where a resident got stuck, how badly, and who may know it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.civic.kept_file import KeptFile

MAX_PHOTOS = 3
MAX_WORDS = 1000


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


class StatusType(StrEnum):
    """What a status means for clocks and counts."""

    OPEN = "open"
    WAITING = "waiting"
    CLOSED = "closed"


class ReportStatus(StrEnum):
    """Life of a case. Which may follow which stands in `bot.civic.cases`."""

    DITERIMA = "diterima"
    DIVERIFIKASI = "diverifikasi"
    DITERUSKAN = "diteruskan"
    DIPROSES = "diproses"
    MENUNGGU_WARGA = "menunggu_warga"
    SELESAI = "selesai"
    DITOLAK = "ditolak"
    DITARIK = "ditarik"
    DIBUKA_KEMBALI = "dibuka_kembali"

    @property
    def type(self) -> StatusType:
        match self:
            case ReportStatus.SELESAI | ReportStatus.DITOLAK | ReportStatus.DITARIK:
                return StatusType.CLOSED
            case ReportStatus.MENUNGGU_WARGA:
                return StatusType.WAITING
            case _:
                return StatusType.OPEN

    @property
    def is_open(self) -> bool:
        """Not closed: the reporter may still add to it or withdraw it."""
        return self.type is not StatusType.CLOSED


class ReportEventKind(StrEnum):
    """Kinds of entries in the append-only history of a report.

    status: an officer changed the status. catatan: an officer's note. eskalasi: it went one level
    up, or its officers were reminded. beres, belum: what the reporter said about the closing.
    tanda: the closing was tagged. ikut: somebody joined. tanpa_jawaban: the reporter did not
    answer in time; the case went back to its officers.
    """

    DITERIMA = "diterima"
    DITAMBAH = "ditambah"
    DITARIK = "ditarik"
    STATUS = "status"
    CATATAN = "catatan"
    ESKALASI = "eskalasi"
    BERES = "beres"
    BELUM = "belum"
    TANDA = "tanda"
    IKUT = "ikut"
    TANPA_JAWABAN = "tanpa_jawaban"


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

GENERAL_SERVICE = "pengumuman"
"""Stands for the service of a reply to an announcement that offers none."""


@dataclass(frozen=True, slots=True)
class Announced:
    """The announcement that a report answers; `title` is how it begins."""

    id: int
    title: str


@dataclass(frozen=True, slots=True)
class FrictionReport:
    """A report as it is filed. Words are masked before they get here.

    `step` is a step id of the service, or None for "not at a particular step"; `stage` is the
    stage of friction (IMC). `kecamatan` and `kelurahan` are Kemendagri codes. A report with an
    `announcement` is a reply to it: a case like others, but no friction, and counted nowhere.
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
    announcement: Announced | None = None


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of a case's history. `note` is masked text or None; `status` is the one it led to.

    `staff` is True when an officer did it, and `who` tells officers which ("telegram:123"); lines
    that are not `public` are for officers only. `level` is the one it was escalated to.
    """

    kind: ReportEventKind
    at: datetime
    note: str | None = None
    status: ReportStatus | None = None
    staff: bool = False
    public: bool = True
    photos: tuple[int, ...] = ()
    level: int | None = None
    who: str | None = None
    files: tuple[KeptFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a resident's look-up shows. `own`: the asker may add to it, withdraw or confirm it.

    `report.words`, photos and notes are empty unless `own`. `confirmed` is what the reporter said
    about the closing, None before. `waiting_since`: when the officer asked what is not answered.
    """

    number: str
    report: FrictionReport
    status: ReportStatus
    filed_at: datetime
    promised: date
    history: tuple[HistoryLine, ...]
    own: bool
    confirmed: bool | None = None
    joined: int = 0
    waiting_since: datetime | None = None
