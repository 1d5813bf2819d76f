"""Announcements as tables: for the terminal, and for files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from rich.table import Table as RichTable

from bot.civic.announcements.life import Announcement
from bot.civic.announcements.progress import DeliveryState, RunReport
from bot.civic.announcements.title import title_of
from bot.civic.statistics.table import Table, Value
from bot.commands.announcement_words import KIND, RUNNING, STATE, STATUS, reason
from bot.dialogue.announcement_effects import AnnouncementShown
from bot.use_cases.announcement_ports import Line


def list_table(found: Iterable[Announcement], zone: ZoneInfo) -> RichTable:
    """One line each."""
    table = RichTable("Nomor", "Keadaan", "Topik", "Mulai", "Isi")
    for one in found:
        start = _local(one.next_start or one.plan.start_at, zone)
        table.add_row(str(one.id), STATUS[one.status], one.plan.topic, start, title_of(one.plan))
    return table


def facts_table(shown: AnnouncementShown, zone: ZoneInfo) -> RichTable:
    """Everything about one announcement but its text."""
    one, plan = shown.announcement, shown.announcement.plan
    table = RichTable(title=f"Pengumuman {one.id}", show_header=False)
    for name, value in (
        ("Keadaan", STATUS[one.status] + (", belum ditinjau" if one.unreviewed else "")),
        ("Revisi", str(one.revision)),
        ("Topik", plan.topic),
        ("Wilayah", ", ".join(plan.areas) or "seluruh kota"),
        ("Penerima sekarang", str(shown.audience)),
        ("Penulis", one.author),
        ("Instansi", one.agency or "seluruh kota"),
        ("Disetujui oleh", one.approver or ""),
        ("Catatan", one.note or ""),
        ("Mulai", _local(one.next_start or plan.start_at, zone)),
        ("Berlaku sampai", _local(plan.expires_at, zone)),
        ("Berulang", plan.repeat.rhythm.value if plan.repeat else ""),
        ("Memperbaiki", str(plan.mends.announcement) if plan.mends else ""),
    ):
        if value:
            table.add_row(name, value)
    return table


def run_tables(shown: AnnouncementShown) -> Iterator[RichTable]:
    """Each run: everybody in exactly one state, the reasons of those who got nothing, buttons."""
    for run in shown.runs:
        title = f"{KIND[run.kind].capitalize()} {run.id}: {RUNNING[run.status]}"
        table = RichTable("Keadaan", "Orang", title=title)
        for state in DeliveryState:
            if count := run.count(state):
                table.add_row(STATE[state], str(count))
        table.add_row("semua", str(run.total), end_section=True)
        for told, count in sorted(run.reasons.items(), key=lambda item: -item[1]):
            table.add_row(f"sebab: {reason(told)}", str(count))
        for label, count in _pressed(shown.announcement, run):
            table.add_row(f"tombol: {label}", str(count))
        table.add_row("berhenti dari topik ini", str(run.opted_out))
        yield table


def file_tables(
    shown: AnnouncementShown, lines: Iterable[tuple[RunReport, Line]], zone: ZoneInfo
) -> tuple[Table, ...]:
    """The summary, then a line for everybody, without names or addresses."""
    one = shown.announcement
    summary: list[tuple[Value, ...]] = [
        (run.id, KIND[run.kind], STATE[state], run.count(state))
        for run in shown.runs
        for state in DeliveryState
        if run.count(state)
    ]
    each: list[tuple[Value, ...]] = [
        (
            run.id,
            line.id,
            line.channel,
            STATE[line.state],
            "" if line.reason is None else reason(line.reason),
            _local(line.at, zone),
            "ya" if line.pressed else "tidak",
            "ya" if line.opted_out else "tidak",
        )
        for run, line in lines
    ]
    columns = ("Pengiriman", "Jenis", "Keadaan", "Orang")
    note = f"Pengumuman {one.id}: {title_of(one.plan)}"
    more = ("Pengiriman", "Baris", "Kanal", "Keadaan", "Sebab", "Waktu", "Tombol", "Berhenti")
    about = "Satu baris satu penerima. Nomor baris tidak menunjuk ke siapa pun."
    return (
        Table("Ringkasan", columns, tuple(summary), note),
        Table("Rincian", more, tuple(each), about),
    )


def _pressed(one: Announcement, run: RunReport) -> Iterator[tuple[str, int]]:
    for place, count in sorted(run.pressed.items()):
        known = place < len(one.plan.buttons)
        yield one.plan.buttons[place].label if known else str(place + 1), count


def _local(moment: datetime | None, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M") if moment else ""
