"""`tanyakota open-data export`: the public table and its dictionary as files."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.assemble import open_bot
from bot.civic.open_data.months import first_of
from bot.civic.open_data.table import dictionary
from bot.commands.app import Commands
from bot.commands.saving import NotWritableError, check_place, save
from bot.errors import TanyaKotaError
from bot.settings import read_settings

open_data = Commands("Data terbuka tentang laporan warga.")

REPORTS, DICTIONARY = "laporan.csv", "kamus.csv"


class OpenDataOffError(TanyaKotaError):
    """Data terbuka dimatikan; isi TANYAKOTA_OPEN_DATA=on untuk memakainya"""


class MonthsBackwardsError(TanyaKotaError):
    """Rentang terbalik: --to harus sama dengan atau sesudah --from"""


@open_data.callback()
def _group() -> None:
    """Data terbuka tentang laporan warga."""


@open_data.add("export")
def export(
    since: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m"], help="Bulan pertama, 2026-07.")
    ] = None,
    until: Annotated[
        datetime | None, typer.Option("--to", formats=["%Y-%m"], help="Bulan terakhir, 2026-09.")
    ] = None,
    output: Annotated[Path, typer.Option(help="Folder tujuan.")] = Path(),
    force: Annotated[bool, typer.Option("--force", help="Ganti berkas yang sudah ada.")] = False,  # noqa: FBT002 - an option is always named
) -> None:
    """Tulis laporan.csv dan kamus.csv: bulan yang sudah terbit, tanpa data pelapor.

    Contoh:

        tanyakota open-data export --output data-terbuka
        tanyakota open-data export --from 2026-07 --to 2026-09
    """
    settings = read_settings()
    if not settings.open_data:
        raise OpenDataOffError
    first = first_of(since.date()) if since else date.min
    last = first_of(until.date()) if until else date.max
    if last < first:
        raise MonthsBackwardsError(f"{first:%Y-%m} sampai {last:%Y-%m}")
    targets = _targets(output, force=force)
    with open_bot(settings) as bot:
        while bot.open_data.publish():
            pass
        months = [one for one in bot.open_data.months() if first <= one.month <= last]
        table = bot.open_data.csv(one.month for one in months)
        encoded = (map(str.encode, pieces) for pieces in (table, [dictionary()]))
        save(dict(zip(targets, encoded, strict=True)), force=force)
    rows = sum(one.reports for one in months)
    typer.echo(f"{rows} baris dari {len(months)} bulan: {targets[0]}, {targets[1]}")


def _targets(folder: Path, *, force: bool) -> tuple[Path, Path]:
    """Where the files go, refused before anything is computed."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotWritableError(folder, error.strerror) from None
    for name in (REPORTS, DICTIONARY):
        check_place(folder / name, force=force)
    return folder / REPORTS, folder / DICTIONARY
