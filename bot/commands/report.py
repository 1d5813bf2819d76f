"""`tanyakota report council`: the report to the council (DPRD) as a PDF."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.assemble import open_bot
from bot.civic.council.report import CouncilReport
from bot.civic.statistics.table import FileKind
from bot.commands.app import Commands
from bot.commands.saving import checked_target, save
from bot.settings import read_settings

report = Commands("Buat laporan dari hasil yang tersimpan.")

EMPTY = (
    "Perhatian: pada periode ini belum ada warga yang menjawab, jadi laporan belum memuat IMC. "
    "Periksa --from dan --to bila ini tidak disangka."
)
ALONE = (
    "Belum ada hasil sebelumnya yang sebanding. Hitung dulu periode sebelumnya yang sama panjang "
    "dengan: tanyakota indicator compute, lalu buat lagi dengan --force."
)


@report.add("council")
def council(
    since: Annotated[
        datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="Hari pertama, 2026-07-01.")
    ],
    until: Annotated[
        datetime, typer.Option("--to", formats=["%Y-%m-%d"], help="Hari terakhir, 2026-09-30.")
    ],
    output: Annotated[
        Path | None, typer.Option("--output", help="Nama berkas PDF; bawaan di folder ini.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Timpa berkas yang sudah ada.")] = False,  # noqa: FBT002 - an option is always named
) -> None:
    """Buat laporan untuk DPRD (PDF). IMC dihitung dan disimpan bila belum ada.

    Contoh:

        tanyakota report council --from 2026-07-01 --to 2026-09-30
    """
    target = output or default_name(since.date(), until.date())
    checked_target(target, FileKind.PDF, force=force)
    with open_bot(read_settings()) as bot:
        typer.echo("Menghitung dan menyusun laporan …")
        made, pdf = bot.council_report(since.date(), until.date())
    save({target: [pdf]}, force=force)
    for line in remarks(made):
        typer.echo(line)
    typer.echo(f"Laporan tersimpan: {target.absolute()}")


def default_name(since: date, until: date) -> Path:
    return Path(f"laporan-dprd-{since}-{until}.pdf")


def remarks(made: CouncilReport) -> list[str]:
    """What whoever made the report should know before handing it on."""
    if made.trend == "no_answers":
        return [EMPTY]
    return [ALONE] if made.trend == "first" else []
