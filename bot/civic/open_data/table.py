"""The published table: its columns, its rows as CSV (RFC 4180), and its data dictionary."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bot.civic.open_data.scheme import Edition, Group, K

CLOSED, NOT_CLOSED = "ditutup", "belum_ditutup"
SHARED = "Kosong bila terlalu sedikit warga memilikinya"


@dataclass(frozen=True, slots=True)
class Column:
    """One line of the data dictionary."""

    name: str
    meaning: str
    kind: str
    values: str
    blank: str = "Tidak pernah kosong"


COLUMNS: tuple[Column, ...] = (
    Column(
        "id",
        "Nomor baris di data terbuka, dibuat saat terbit. Bukan nomor tiket.",
        "teks",
        "TTTT-BB-nnnnn",
    ),
    Column(
        "tanggal_awal",
        "Hari paling awal laporan ini mungkin dibuat.",
        "tanggal",
        "TTTT-BB-HH",
    ),
    Column(
        "tanggal_akhir",
        "Hari paling akhir laporan ini mungkin dibuat; sama dengan tanggal_awal bila pasti.",
        "tanggal",
        "TTTT-BB-HH",
    ),
    Column("instansi_kode", "Kode instansi yang mengurus layanan.", "teks", "kode", SHARED),
    Column("instansi", "Nama instansi.", "teks", "nama", SHARED),
    Column("layanan_kode", "Kode layanan yang dilaporkan.", "teks", "kode", SHARED),
    Column("layanan", "Nama layanan.", "teks", "nama", SHARED),
    Column(
        "kecamatan_kode",
        "Kode Kemendagri kecamatan kejadian.",
        "teks",
        "kode",
        f"{SHARED}, atau pelapor tidak menyebutnya",
    ),
    Column(
        "kecamatan",
        "Nama kecamatan kejadian.",
        "teks",
        "nama",
        f"{SHARED}, atau pelapor tidak menyebutnya",
    ),
    Column(
        "tahap",
        "Tahap layanan tempat warga terhambat.",
        "teks",
        "informasi, persyaratan, akses, pengajuan, proses, biaya, hasil, pengaduan",
        SHARED,
    ),
    Column(
        "tingkat",
        "Seberapa berat menurut pelapor.",
        "teks",
        "ringan, sedang, berat, buntu",
        SHARED,
    ),
    Column(
        "status",
        "Apakah laporan sudah ditutup (selesai atau ditolak) pada status_per.",
        "teks",
        f"{NOT_CLOSED}, {CLOSED}",
    ),
    Column("status_per", "Hari bulan itu terbit dan statusnya dicatat.", "tanggal", "TTTT-BB-HH"),
)
"""In the order of the file."""


@dataclass(frozen=True, slots=True)
class Names:
    """Names by code, as the content has them now; a code without a name stands for itself."""

    services: Mapping[str, str] = field(default_factory=dict)
    agencies: Mapping[str, str] = field(default_factory=dict)
    kecamatan: Mapping[str, str] = field(default_factory=dict)


def row_id(edition: Edition, ordinal: int) -> str:
    """The public number of a row, from 1 on. It says nothing about the order of filing."""
    return f"{_prefix(edition)}{ordinal:05d}"


def header() -> str:
    """The first line."""
    return _line([column.name for column in COLUMNS])


def lines(edition: Edition, names: Names) -> Iterator[str]:
    """A month's rows, one piece of text a group."""
    ordinal, prefix = 0, _prefix(edition)
    for group in edition.groups:
        tail = _line(_told(group, edition, names))
        numbers = range(ordinal + 1, ordinal + group.count + 1)
        yield "".join(f"{prefix}{number:05d},{tail}" for number in numbers)
        ordinal += group.count


def dictionary() -> str:
    """The data dictionary as CSV."""
    head = ("kolom", "arti", "jenis", "nilai", "bila_kosong")
    rows = ((one.name, one.meaning, one.kind, one.values, one.blank) for one in COLUMNS)
    return "".join(_line(row) for row in (head, *rows))


def rule() -> str:
    """The promise, in one sentence."""
    return f"Setiap baris, selain nomornya, sama persis dengan baris {K - 1} warga lain atau lebih."


def _prefix(edition: Edition) -> str:
    return f"{edition.month:%Y-%m}-"


def _told(group: Group, edition: Edition, names: Names) -> Iterable[str]:
    return (
        group.since.isoformat(),
        group.until.isoformat(),
        *_named(group.agency, names.agencies),
        *_named(group.service, names.services),
        *_named(group.kecamatan, names.kecamatan),
        group.stage or "",
        group.severity or "",
        CLOSED if group.closed else NOT_CLOSED,
        edition.published.isoformat(),
    )


def _named(code: str | None, names: Mapping[str, str]) -> tuple[str, str]:
    return (code, names.get(code, code)) if code else ("", "")


def _line(fields: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(fields)
    return text.getvalue()
