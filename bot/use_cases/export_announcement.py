"""The report of an announcement as a file: figures, one line a delivery, nobody's name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

from bot.civic.announcements.life import Announcement
from bot.civic.announcements.progress import DeliveryState, RunReport
from bot.civic.announcements.reasons import Why, failures, why
from bot.civic.statistics.table import FileKind, Table, Value
from bot.dialogue.world import World
from bot.use_cases.announcement_ports import Line
from bot.use_cases.documents import Document, Files, clean_name
from bot.use_cases.ports import UnitOfWork

PAGE = 2000
MOST_LINES = {FileKind.XLSX: 20_000, FileKind.CSV: 200_000}
"""Lines of a file: a workbook takes long to write, and Telegram takes no more than 50 MB."""

S = DeliveryState
STATES = {
    S.WAITING: "menunggu",
    S.LEASED: "menunggu",
    S.SENDING: "sedang dikirim",
    S.SENT: "terkirim",
    S.GONE: "tidak terjangkau",
    S.REFUSED: "ditolak",
    S.UNSURE: "tidak pasti",
    S.SKIPPED: "dilewati",
}
REASONS = {
    Why.BLOCKED: "memblokir bot",
    Why.DELETED: "akun dihapus",
    Why.NOT_FOUND: "tidak ditemukan",
    Why.ERASED: "data dihapus atas permintaan",
    Why.EXPIRED: "kedaluwarsa",
    Why.CANCELLED: "dibatalkan",
    Why.TOO_OLD: "terlalu lama untuk ditarik",
    Why.OTHER: "lain-lain",
}
KINDS = {"kirim": "kirim", "ubah": "ubah isi", "tarik": "tarik"}
MEANINGS = (
    ("penerima", "Orang dalam daftar saat dimulai. Jumlah semua keadaan sama dengan ini."),
    ("terkirim", "Diterima Telegram atau tampil di halaman obrolan. Belum tentu dibaca."),
    ("menunggu", "Belum sampai gilirannya, atau warga sedang memakai jam tenang."),
    ("tidak terjangkau", "Warga memblokir bot, menghapus akunnya, atau menghapus datanya."),
    ("ditolak", "Telegram tidak menerima pesannya."),
    ("tidak pasti", "Sambungan putus saat mengirim: mungkin sampai. Tidak dikirim ulang sendiri."),
    ("dilewati", "Dibatalkan, kedaluwarsa, atau terlalu lama untuk ditarik."),
    ("menekan tombol", "Orang yang menekan tombol itu, masing-masing dihitung sekali."),
    ("berhenti", "Orang yang menghentikan topiknya lewat tombol di bawah pesan ini."),
)  # fmt: skip


def announcement_document(
    work: UnitOfWork, world: World, files: Files, one: Announcement, kind: FileKind
) -> Document:
    """Figures first, then the lines of the latest runs, reasons, presses, and what words mean."""
    zone = ZoneInfo(world.city.zona_waktu)
    reports = [work.runs.report(run.id) for run in work.runs.of(one.id)]
    tables = (
        _figures(reports, zone),
        _lines(work, reports, zone, MOST_LINES[kind]),
        _reasons(reports),
        _presses(one, reports),
        Table("Arti angka", ("Istilah", "Arti"), MEANINGS),
    )
    heading = f"Pengumuman {one.id}, {world.city.merek}, {world.local:%d/%m/%Y %H.%M}"
    name = clean_name(f"pengumuman-{one.id}-{world.today}.{kind}")
    return Document(name, kind.mime, files.write(kind, tables, heading))


def _figures(reports: list[RunReport], zone: ZoneInfo) -> Table:
    columns = ("Kegiatan", "Mulai", "Selesai", "Penerima", "Terkirim", "Menunggu",
               "Tidak terjangkau", "Ditolak", "Tidak pasti", "Dilewati", "Berhenti")  # fmt: skip
    rows = tuple(
        (
            f"{number}. {KINDS[one.kind]}",
            _at(one.started_at, zone),
            _at(one.finished_at, zone),
            one.total,
            one.count(S.SENT),
            one.under_way,
            one.count(S.GONE),
            one.count(S.REFUSED),
            one.count(S.UNSURE),
            one.count(S.SKIPPED),
            one.opted_out,
        )
        for number, one in enumerate(reports, 1)
    )
    return Table("Laporan", columns, rows, "Setiap orang dalam daftar berada di satu keadaan.")


def _lines(work: UnitOfWork, reports: list[RunReport], zone: ZoneInfo, most: int) -> Table:
    columns = ("Kegiatan", "Nomor kiriman", "Saluran", "Keadaan", "Sebab", "Waktu",
               "Menekan tombol", "Berhenti")  # fmt: skip
    numbered = list(enumerate(reports, 1))
    every = (
        _line(number, line, zone)
        for number, report in reversed(numbered)
        for line in _pages(work, report.id)
    )
    rows = tuple(islice(every, most))
    left = sum(report.total for report in reports) - len(rows)
    note = "Satu baris satu kiriman, tanpa nama dan tanpa alamat."
    if left > 0:
        note += f" {left} baris lebih lama tidak muat di berkas ini."
    return Table("Kiriman", columns, rows, note)


def _pages(work: UnitOfWork, run_id: int) -> Iterator[Line]:
    last = 0
    while page := work.runs.lines(run_id, last, PAGE):
        yield from page
        last = page[-1].id


def _line(number: int, line: Line, zone: ZoneInfo) -> tuple[Value, ...]:
    failed = line.state in (S.GONE, S.REFUSED, S.SKIPPED)
    return (
        number,
        line.id,
        line.channel,
        STATES[line.state],
        REASONS[why(line.reason)] if failed else "",
        _at(line.at, zone),
        "ya" if line.pressed else "",
        "ya" if line.opted_out else "",
    )


def _reasons(reports: list[RunReport]) -> Table:
    rows = tuple(
        (number, REASONS[kind], count)
        for number, report in enumerate(reports, 1)
        for kind, count in failures(report).items()
    )
    return Table("Sebab tidak sampai", ("Kegiatan", "Sebab", "Orang"), rows)


def _presses(one: Announcement, reports: list[RunReport]) -> Table:
    labels = dict(enumerate(button.label for button in one.plan.buttons))
    rows = tuple(
        (number, labels.get(place, f"tombol {place + 1}"), count)
        for number, report in enumerate(reports, 1)
        for place, count in sorted(report.pressed.items())
    )
    return Table("Tombol", ("Kegiatan", "Tombol", "Menekan tombol"), rows)


def _at(moment: datetime | None, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H.%M.%S}" if moment else ""
