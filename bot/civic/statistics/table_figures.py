"""Tables of single figures: filters, counts, shares and times, beside the period before."""

from __future__ import annotations

from collections.abc import Mapping

from bot.civic.indicator.method import HIDDEN_BELOW
from bot.civic.statistics.figures import Filters, Share, Statistics, Times
from bot.civic.statistics.table import MISSING, Table, Value
from bot.civic.statistics.view import View, counts_differ, shares_differ
from bot.civic.statistics.words import ALL, CHANNELS, FILTERS, Names, plain

QUESTIONS_FOLLOW = ("agency", "service", "channel")
ATTEMPTS_FOLLOW = (*QUESTIONS_FOLLOW, "kecamatan")
NEWS_FOLLOW = ("agency",)
"""What questions, attempts and announcements can be filtered by; reports by everything."""


def too_few(count: int, filters: Filters) -> bool:
    """Whether a total is itself a small cell: a few people, in a part of the city."""
    return filters.narrow and 0 < count < HIDDEN_BELOW


def not_followed(filters: Filters, followed: tuple[str, ...]) -> str:
    """A sentence that names the filters in force which these figures do not know."""
    others = [
        word
        for name, word in FILTERS.items()
        if name not in followed and getattr(filters, name) is not None
    ]
    return f"Tidak mengikuti saringan {', '.join(others)}." if others else ""


def chosen(view: View, names: Names) -> Table:
    """The filters, the moment, the period compared with."""
    filters, before = view.now.filters, view.before.filters
    made = f"{view.made_at.astimezone(names.zone):%d/%m/%Y %H.%M} ({names.zone.key})"
    rows: tuple[tuple[str, Value], ...] = (
        ("Dari", filters.since),
        ("Sampai", filters.until),
        ("Panjang", f"{filters.days} hari"),
        ("Kelompok", f"per {filters.grouping}"),
        ("Instansi", _name(names.agencies, filters.agency)),
        ("Layanan", _name(names.services, filters.service)),
        ("Kecamatan", _name(names.kecamatan, filters.kecamatan)),
        ("Tahap", plain(filters.stage or ALL)),
        ("Status", plain(filters.status or ALL)),
        ("Kanal", _name(CHANNELS, filters.channel)),
        ("Masa sebelumnya dari", before.since),
        ("Masa sebelumnya sampai", before.until),
        ("Dibuat", made),
    )
    return Table("Saringan", ("Saringan", "Isi"), rows)


def counts(view: View) -> Table:
    """Questions, reports, people who joined one, cases past their promise."""
    now, before = _counted(view.now), _counted(view.before)
    rows = tuple(
        (name, value, before[name], _counts_changed(view, name, value, before[name]))
        for name, value in now.items()
    )
    columns = ("Ukuran", "Nilai", "Masa sebelumnya", "Perubahan")
    note = not_followed(view.now.filters, QUESTIONS_FOLLOW)
    return Table("Jumlah", columns, rows, f"Pertanyaan: {note}" if note else "")


def shares(view: View) -> Table:
    """Shares with their bases."""
    now, before = _shared(view.now), _shared(view.before)
    rows = tuple(
        (name, *_share(one), *_share(before[name]), _shares_changed(view, one, before[name]))
        for name, one in now.items()
    )
    columns = ("Ukuran", "Nilai", "Dasar", "Nilai sebelumnya", "Dasar sebelumnya", "Perubahan")
    return Table("Bagian", columns, rows, "", frozenset({"Nilai", "Nilai sebelumnya"}))


def times(view: View) -> Table:
    """First reply and closing, in hours."""
    rows = tuple(
        (name, *_times(now, hide=_few_reports(view.now)), *_times(was, hide=_few_reports(was_in)))
        for name, now, was, was_in in (
            ("Jawaban pertama", view.now.first_reply, view.before.first_reply, view.before),
            ("Sampai ditutup", view.now.closing, view.before.closing, view.before),
        )
    )
    own = ("Tengah", "9 dari 10 dalam", "Dasar")
    earlier = tuple(f"{one} sebelumnya" for one in own)
    return Table("Waktu dalam jam", ("Ukuran", *own, *earlier), rows)


def _few_reports(figures: Statistics) -> bool:
    return too_few(figures.reports, figures.filters)


def _name(names: Mapping[str, str], code: str | None) -> str:
    return plain(ALL) if code is None else names.get(code, code)


def _counted(figures: Statistics) -> dict[str, Value]:
    few = _few_reports(figures)
    asked = None if too_few(figures.questions, figures.filters) else figures.questions
    return {
        "Pertanyaan": asked,
        "Laporan": None if few else figures.reports,
        "Ikut melapor": None if few else figures.joined,
        "Lewat janji sekarang": None if few else figures.overdue,
    }


def _shared(figures: Statistics) -> dict[str, Share | None]:
    """None where the share stands on a total that is hidden."""
    filters, few = figures.filters, _few_reports(figures)
    questions = too_few(figures.questions, filters)
    return {
        "Langsung terjawab": None if questions else figures.answered,
        "Dinilai membantu": None if questions else figures.helpful,
        "Tepat waktu": None if few else figures.on_time,
        "Dipastikan beres oleh warga": None if few else figures.confirmed,
        "Dibuka kembali": None if few else figures.reopened,
        "Melapor lagi dalam 30 hari": None if few else figures.repeated,
        "Menjawab saat ditanya": None
        if too_few(figures.prompts.base, filters)
        else figures.prompts,
    }


def _share(share: Share | None) -> tuple[Value, Value]:
    if share is None:
        return None, None
    return (MISSING if share.value is None else share.value), share.base


def _times(one: Times, *, hide: bool) -> tuple[Value, Value, Value]:
    if hide:
        return None, None, None
    if one.median is None or one.p90 is None:
        return MISSING, MISSING, one.base
    return one.median, one.p90, one.base


def _counts_changed(view: View, name: str, now: Value, before: Value) -> str:
    if name.endswith("sekarang") or not isinstance(now, int) or not isinstance(before, int):
        return ""
    return _changed(view, now, before, surely=counts_differ(now, before))


def _shares_changed(view: View, now: Share | None, before: Share | None) -> str:
    if now is None or before is None or now.value is None or before.value is None:
        return ""
    return _changed(view, now.value, before.value, surely=shares_differ(now, before))


def _changed(view: View, now: float, before: float, *, surely: bool) -> str:
    if not (view.before.questions or view.before.reports):
        return "belum ada pembanding"
    if now == before:
        return "sama"
    if not surely:
        return "bisa kebetulan"
    return "naik" if now > before else "turun"
