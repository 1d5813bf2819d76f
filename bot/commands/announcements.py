"""`tanyakota announce …`: looking, following, taking the report."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

from bot.assemble import Bot, open_bot
from bot.civic.announcements.progress import RunReport, RunStatus
from bot.civic.statistics.table import FileKind
from bot.commands.announcement_acts import announce
from bot.commands.announcement_options import Number, Reader
from bot.commands.announcement_tables import facts_table, file_tables, list_table, run_tables
from bot.commands.announcement_words import KIND, MEND
from bot.commands.announcing import act, find, lines, minutes, note_export, read, wording
from bot.commands.saving import UnusableNameError, checked_target, save
from bot.dialogue.announcement_effects import (
    AnnouncementShown,
    AnnouncementsListed,
    ListAnnouncements,
    ListScope,
)
from bot.dialogue.topics.announcement_message import announcement_message
from bot.files.statistics import StatisticsFiles
from bot.settings import read_settings

GOING = (RunStatus.BERJALAN, RunStatus.DIJEDA)
LOOK_SECONDS = 1.0
SCOPES = "open (belum berakhir), waiting (menunggu persetujuan), atau ended (sudah berakhir)."
_out = Console(soft_wrap=True, highlight=False, markup=False)

__all__ = ["announce"]


@announce.add("list")
def list_all(
    *,
    scope: Annotated[str, typer.Option("--scope", help=SCOPES)] = "open",
    who: Reader = None,
) -> None:
    """Tampilkan pengumuman: yang berjalan, yang menunggu persetujuan, atau yang berakhir.

    Contoh:

        tanyakota announce list
        tanyakota announce list --scope waiting
    """
    scopes: dict[str, ListScope] = {"open": "open", "waiting": "waiting", "ended": "ended"}
    if scope not in scopes:
        raise typer.BadParameter(f"--scope {scope!r}: pilih {', '.join(scopes)}")
    with open_bot(read_settings()) as bot:
        found = read(bot, who, ListAnnouncements(scopes[scope]))
        zone = ZoneInfo(bot.content.current.city.zona_waktu)
    announcements = found.announcements if isinstance(found, AnnouncementsListed) else ()
    others = " atau ".join(f"--scope {one}" for one in scopes if one != scope)
    none = f"Tidak ada. Lihat juga: tanyakota announce list {others}"
    _out.print(list_table(announcements, zone) if announcements else none)


@announce.add("show")
def show(
    number: Number,
    *,
    follow: Annotated[bool, typer.Option("--follow", help="Ikuti sampai selesai.")] = False,
    who: Reader = None,
) -> None:
    """Tampilkan satu pengumuman; dengan --follow, jalannya pengiriman sampai selesai.

    Contoh:

        tanyakota announce show 12 --follow
    """
    with open_bot(read_settings()) as bot:
        shown = _facts(bot, act(bot, who, find(number)))
        if follow:
            shown = _follow(bot, who, shown)
    for table in run_tables(shown):
        _out.print(table)


@announce.add("preview")
def preview(
    number: Number,
    *,
    lang: Annotated[str, typer.Option("--lang", help="id atau en.")] = "id",
    who: Reader = None,
) -> None:
    """Tampilkan seperti yang dilihat warga, jumlah penerimanya, dan lama pengirimannya.

    Contoh:

        tanyakota announce preview 12
    """
    with open_bot(read_settings()) as bot:
        shown = act(bot, who, find(number))
        city = bot.content.current.city
        message = announcement_message(shown.announcement, lang, city, preview=True)
        pages = wording(bot).render(message, lang, "console")
    plan = shown.announcement.plan
    for name, there in (("gambar", plan.photo), ("file", plan.file and plan.file.name)):
        if there:
            _out.print(f"[{name}]" if name == "gambar" else f"[{name}: {there}]")
    for page in pages:
        _out.print(page.text)
        for row in page.rows:
            _out.print("  ".join(f"[ {choice.label} ]" for choice in row))
    _out.print(f"\nPenerima: {shown.audience}. Lama pengiriman: {minutes(shown.audience)}.")
    for fault in shown.faults:
        _out.print(f"Perlu diperbaiki: {MEND[fault]}")


@announce.add("report")
def report(number: Number, *, who: Reader = None) -> None:
    """Tampilkan hasil: berapa yang sampai, berapa yang tidak dan sebabnya, tombol yang ditekan.

    Contoh:

        tanyakota announce report 12
    """
    with open_bot(read_settings()) as bot:
        shown = act(bot, who, find(number))
    if not shown.runs:
        _out.print("Belum ada yang dikirim.")
    for table in run_tables(shown):
        _out.print(table)


@announce.add("export")
def export(
    number: Number,
    target: Annotated[Path, typer.Argument(help="Nama berkas, berakhir .xlsx atau .csv.")],
    *,
    who: Reader = None,
    force: Annotated[bool, typer.Option("--force", help="Timpa berkas yang sudah ada.")] = False,
) -> None:
    """Simpan hasil sebagai berkas: satu baris satu penerima, tanpa nama dan alamat.

    Contoh:

        tanyakota announce export 12 hasil.xlsx
    """
    ending = target.suffix.lower().lstrip(".")
    if ending not in (FileKind.XLSX, FileKind.CSV):
        raise UnusableNameError(target, "harus berakhir .xlsx atau .csv")
    kind = FileKind(ending)
    checked_target(target, kind, force=force)
    with open_bot(read_settings()) as bot:
        shown = act(bot, who, find(number))
        zone = ZoneInfo(bot.content.current.city.zona_waktu)
        tables = file_tables(shown, lines(bot, shown), zone)
        content = StatisticsFiles().write(kind, tables, f"Pengumuman {number}")
        save({target: [content]}, force=force)
        note_export(bot, who, number)
    typer.echo(f"Tersimpan: {target}")


def _facts(bot: Bot, shown: AnnouncementShown) -> AnnouncementShown:
    _out.print(facts_table(shown, ZoneInfo(bot.content.current.city.zona_waktu)))
    for fault in shown.faults:
        _out.print(f"Perlu diperbaiki: {MEND[fault]}")
    return shown


def _follow(bot: Bot, who: int | None, shown: AnnouncementShown) -> AnnouncementShown:
    """A bar for each run, until nothing goes on any more."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeRemainingColumn(), console=_out) as progress:
        bars: dict[int, TaskID] = {}
        while True:
            for run in shown.runs:
                if run.id not in bars:
                    bars[run.id] = progress.add_task(KIND[run.kind])
                progress.update(bars[run.id], total=run.total, completed=_settled(run))
            if not any(run.status in GOING for run in shown.runs):
                return shown
            time.sleep(LOOK_SECONDS)
            shown = act(bot, who, find(shown.announcement.id))


def _settled(run: RunReport) -> int:
    return run.total - run.under_way
