"""Tables of counts by name or by day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.civic.announcements.progress import UNDER_WAY, DeliveryState
from bot.civic.statistics.figures import Cell, Point
from bot.civic.statistics.table import Table, Value
from bot.civic.statistics.table_figures import (
    ATTEMPTS_FOLLOW,
    NEWS_FOLLOW,
    QUESTIONS_FOLLOW,
    not_followed,
    too_few,
)
from bot.civic.statistics.view import View
from bot.civic.statistics.words import OUTCOMES, Names, plain

FEW = "Disembunyikan: jumlah seluruhnya kurang dari 10."
NONE = "Belum ada."
UNTOLD = "Tidak dirinci: semua isinya kurang dari 10."
COVERED = (
    "Yang disembunyikan kurang dari 10, atau ikut disembunyikan supaya yang kecil tidak bisa "
    "dihitung dari jumlahnya."
)
WORDS = "Kata-kata warga, hanya untuk petugas: jangan diterbitkan."
NARROWED = "Pertanyaan tanpa jawaban tidak punya instansi, layanan, atau tempat."
NOWHERE = "tidak disebut"

Rows = tuple[tuple[Value, ...], ...]


def questions(view: View, names: Names) -> Iterator[Table]:
    """How questions ended, when they came, what they were about."""
    now = view.now
    few = too_few(now.questions, now.filters)
    note = not_followed(now.filters, QUESTIONS_FOLLOW)
    outcomes = _by_name(now.outcomes, lambda code: OUTCOMES.get(code, code))
    yield _table("Pertanyaan menurut hasil", ("Hasil", "Jumlah"), outcomes, note, few=few)
    yield _series("Pertanyaan", now.question_series, view, note, few=few)
    columns = ("Layanan", "Jumlah", "Kode")
    rows = _cells(now.top_services, names.services)
    yield _table("Layanan paling banyak ditanya", columns, rows, note, few=few)


def gaps(view: View) -> Table:
    """Questions without an answer, grouped by their telling words."""
    rows = tuple((gap.example, gap.count) for gap in view.gaps)
    note = NARROWED if view.now.filters.narrow else WORDS if rows else NONE
    return Table("Belum terjawab", ("Contoh pertanyaan", "Kali ditanyakan"), rows, note)


def reports(view: View, names: Names) -> Iterator[Table]:
    """Reports by what they are, where, whose, and when."""
    now = view.now
    few = too_few(now.reports, now.filters)
    statuses = _by_name(now.statuses, plain)
    yield _table("Laporan menurut status", ("Status", "Jumlah"), statuses, few=few)
    severities = tuple((plain(cell.name), cell.count) for cell in now.severities)
    total = now.reports
    yield _table("Laporan menurut tingkat", ("Tingkat", "Jumlah"), severities, few=few, of=total)
    for title, column, cells, called in (
        ("Laporan menurut kecamatan", "Kecamatan", now.districts, names.kecamatan),
        ("Laporan menurut instansi", "Instansi", now.agencies, names.agencies),
    ):
        rows = _cells(cells, called)
        yield _table(title, (column, "Jumlah", "Kode"), rows, few=few, of=total)
    friction = tuple(
        (names.services.get(service, service), plain(stage), count, service)
        for service, stage, count in now.friction
    )
    columns = ("Layanan", "Tahap", "Jumlah", "Kode")
    yield _table("Laporan per layanan dan tahap", columns, friction, few=few, of=total)
    yield _series("Laporan", now.report_series, view, few=few)


def attempts(view: View, names: Names) -> Iterator[Table]:
    """What residents say became of it, and where they live."""
    now = view.now
    few = too_few(now.prompts.base, now.filters)
    note = not_followed(now.filters, ATTEMPTS_FOLLOW)
    outcomes = _by_name(now.attempts, plain)
    yield _table("Usaha warga", ("Hasil", "Jumlah"), outcomes, note, few=few)
    columns = ("Kecamatan", "Jumlah", "Kode")
    rows = _cells(now.reach, names.kecamatan)
    answered = sum(now.attempts.values())
    yield _table("Jangkauan per kecamatan", columns, rows, note, few=few, of=answered)


def subscribers(view: View) -> Table:
    """Who wants news, and who can be reached: now, whatever the filters."""
    wanting, reachable = view.subscribers
    rows = (("Mau menerima kabar", wanting), ("Bisa dihubungi", reachable))
    return Table("Langganan kabar", ("Ukuran", "Orang"), rows, "Keadaan sekarang, seluruh kota.")


def news(view: View) -> Table:
    """What was announced in the period, and what became of it for everybody it was for."""
    told, state = view.news, DeliveryState
    title, columns = "Pengumuman", ("Ukuran", "Jumlah")
    if not told.announcements:
        return Table(title, columns, (), NONE)
    rows = (
        ("Pengumuman", told.announcements),
        ("Penerima", told.people),
        ("Sampai", told.count(state.SENT)),
        ("Tidak terjangkau", told.count(state.GONE)),
        ("Ditolak", told.count(state.REFUSED)),
        ("Tidak pasti", told.count(state.UNSURE)),
        ("Dilewati", told.count(state.SKIPPED)),
        ("Belum dikirim", told.count(*UNDER_WAY)),
        ("Menekan tombol", told.pressed),
        ("Berhenti dari topiknya", told.opted_out),
    )
    return Table(title, columns, rows, not_followed(view.now.filters, NEWS_FOLLOW))


def _table(
    title: str, columns: tuple[str, ...], rows: Rows, note: str = "", *, few: bool, of: int = 0
) -> Table:
    """`few`: a total too small to tell; `of`: how many rows that are not listed stand for."""
    if few:
        return Table(title, columns, (), FEW)
    hidden = [None in row for row in rows]
    if all(hidden):
        return Table(title, columns, (), UNTOLD if rows or of else NONE)
    notes = (note, COVERED if any(hidden) else "")
    return Table(title, columns, rows, " ".join(one for one in notes if one))


def _series(what: str, points: Sequence[Point], view: View, note: str = "", *, few: bool) -> Table:
    rows: Rows = tuple((point.start, point.count) for point in points)
    title = f"{what} per {view.now.filters.grouping}"
    return _table(title, ("Mulai", "Jumlah"), rows, note, few=few)


def _cells(cells: Sequence[Cell], names: Mapping[str, str]) -> Rows:
    return tuple(
        (names.get(cell.name, cell.name) or NOWHERE, cell.count, cell.name) for cell in cells
    )


def _by_name(counts: Mapping[str, int], called: Callable[[str], str]) -> Rows:
    return tuple((called(name), count) for name, count in counts.items())
