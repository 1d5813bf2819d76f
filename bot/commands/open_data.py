"""`tanyakota open-data export`: the public table and its dictionary as files."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.assemble import open_bot
from bot.civic.open_data.months import first_of
from bot.civic.open_data.table import dictionary
from bot.commands.app import Commands
from bot.errors import TanyaKotaError
from bot.settings import read_settings

open_data = Commands("Data terbuka tentang laporan warga.")

REPORTS, DICTIONARY = "laporan.csv", "kamus.csv"


class FileThereError(TanyaKotaError):
    """Berkas itu sudah ada; pakai --force untuk menggantinya"""


class OpenDataOffError(TanyaKotaError):
    """Data terbuka dimatikan; isi TANYAKOTA_OPEN_DATA=on untuk memakainya"""


class FolderError(TanyaKotaError):
    """Folder tujuan tidak dapat ditulisi"""


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
    _refuse_existing(output, force=force)
    with open_bot(settings) as bot:
        while bot.open_data.publish():
            pass
        months = [one for one in bot.open_data.months() if first <= one.month <= last]
        pieces = bot.open_data.csv(one.month for one in months)
        write(output, {REPORTS: pieces, DICTIONARY: [dictionary()]})
    rows = sum(one.reports for one in months)
    typer.echo(f"{rows} baris dari {len(months)} bulan: {output / REPORTS}, {output / DICTIONARY}")


def write(folder: Path, files: dict[str, Iterable[str]]) -> None:
    """Write every file beside its place first, so that a reader never sees half of one.

    Raises:
        FolderError: nothing was written.
    """
    written: dict[Path, Path] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, pieces in files.items():
            beside = folder / f".{name}.{os.getpid()}"
            written[beside] = folder / name
            with beside.open("w", encoding="utf-8", newline="") as stream:
                stream.writelines(pieces)
        for beside, place in written.items():
            beside.replace(place)
    except OSError as error:
        raise FolderError(folder, error.strerror) from None
    finally:
        for beside in written:
            beside.unlink(missing_ok=True)


def _refuse_existing(folder: Path, *, force: bool) -> None:
    there = [name for name in (REPORTS, DICTIONARY) if (folder / name).exists()]
    if there and not force:
        raise FileThereError(folder / there[0])
