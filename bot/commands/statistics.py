"""`tanyakota statistics …`: the figures as tables, here or in a file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.assemble import Bot, open_bot
from bot.civic.statistics.figures import Grouping
from bot.civic.statistics.table import FileKind
from bot.commands.app import Commands
from bot.commands.saving import checked_target, save
from bot.commands.statistics_filters import Wanted, read_filters
from bot.commands.statistics_tables import rich_tables
from bot.settings import read_settings

statistics = Commands("Lihat statistik, atau simpan sebagai berkas.")

WHO = "console"
_out = Console(soft_wrap=True, highlight=False, markup=False)

Day = Annotated[
    datetime | None,
    typer.Option("--from", formats=["%Y-%m-%d"], help="Hari pertama, 2026-10-25."),
]
LastDay = Annotated[
    datetime | None,
    typer.Option("--to", formats=["%Y-%m-%d"], help="Hari terakhir, 2026-11-23."),
]
Group = Annotated[Grouping, typer.Option("--group", help="Panjang tiap titik pada deret.")]
Agency = Annotated[str | None, typer.Option("--agency", help="Id instansi di kota.yaml.")]
Service = Annotated[str | None, typer.Option("--service", help="Id layanan.")]
Kecamatan = Annotated[str | None, typer.Option("--kecamatan", help="Nama atau kode kecamatan.")]
Stage = Annotated[str | None, typer.Option("--stage", help="Tahap, misalnya pengajuan.")]
Status = Annotated[str | None, typer.Option("--status", help="Status laporan, misalnya selesai.")]
Channel = Annotated[str | None, typer.Option("--channel", help="telegram, web, atau console.")]


@statistics.add("show")
def show(  # noqa: PLR0913 - one parameter an option
    *,
    since: Day = None,
    until: LastDay = None,
    group: Group = Grouping.HARI,
    agency: Agency = None,
    service: Service = None,
    kecamatan: Kecamatan = None,
    stage: Stage = None,
    status: Status = None,
    channel: Channel = None,
) -> None:
    """Tampilkan statistik; tanpa pilihan, 30 hari terakhir sampai kemarin.

    Contoh:

        tanyakota statistics show --agency disdukcapil --from 2026-10-01 --to 2026-10-31
    """
    wanted = Wanted(since, until, group, agency, service, kecamatan, stage, status, channel)
    with open_bot(read_settings()) as bot:
        found = bot.export.show(read_filters(wanted, bot.world))
    for table, note in rich_tables(found):
        _out.print(table)
        _out.print(note)


@statistics.add("export")
def export(  # noqa: PLR0913 - one parameter an option
    *,
    file: Annotated[FileKind, typer.Option("--format", help="Jenis berkas.")] = FileKind.XLSX,
    since: Day = None,
    until: LastDay = None,
    group: Group = Grouping.HARI,
    agency: Agency = None,
    service: Service = None,
    kecamatan: Kecamatan = None,
    stage: Stage = None,
    status: Status = None,
    channel: Channel = None,
    output: Annotated[
        Path | None, typer.Option("--output", help="Nama berkas; bawaannya menyebut masanya.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Timpa berkas yang sudah ada.")] = False,
) -> None:
    """Simpan statistik sebagai berkas; tanpa pilihan, 30 hari terakhir sampai kemarin.

    Contoh:

        tanyakota statistics export --format xlsx --from 2026-10-25 --to 2026-11-23
    """
    wanted = Wanted(since, until, group, agency, service, kecamatan, stage, status, channel)
    with open_bot(read_settings()) as bot:
        saved = _export(bot, wanted, file, output, force=force)
    typer.echo(f"Tersimpan: {saved}")


def _export(bot: Bot, wanted: Wanted, file: FileKind, output: Path | None, *, force: bool) -> Path:
    filters = read_filters(wanted, bot.world)
    target = checked_target(output or Path(bot.export.name_of(filters, file)), file, force=force)
    save({target: [bot.export(filters, file, WHO).content]}, force=force)
    return target
