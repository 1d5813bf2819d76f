"""`tanyakota staff …`: who may do what."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.assemble import ADMIN_CHANNEL, open_database
from bot.city_file import read_city
from bot.civic.roles import Member, Role
from bot.clock import now
from bot.commands.app import Commands
from bot.settings import read_settings

staff = Commands("Atur petugas, editor, dan admin.")


class StaffRole(StrEnum):
    """Roles that can be given."""

    PETUGAS = Role.PETUGAS.value
    KEPALA = Role.KEPALA.value
    SEKDA = Role.SEKDA.value
    EDITOR = Role.EDITOR.value
    ADMIN = Role.ADMIN.value


TelegramId = Annotated[
    int, typer.Argument(help="Id Telegram orangnya (angka), misalnya dari @userinfobot.", min=1)
]


@staff.add("add")
def add(
    telegram_id: TelegramId,
    role: Annotated[StaffRole, typer.Argument(help="petugas, kepala, sekda, editor, atau admin.")],
    agency: Annotated[
        str | None, typer.Argument(help="Id instansi di kota.yaml, untuk petugas dan kepala.")
    ] = None,
) -> None:
    """Beri seseorang peran. Petugas dan kepala bekerja untuk satu instansi.

    Contoh:

        tanyakota staff add 123456789 petugas disdukcapil
        tanyakota staff add 123456789 admin
    """
    settings = read_settings()
    member = Member(Role(role.value))
    if member.role.has_agency:
        city = read_city(Path(settings.content))
        if agency is None or city.agency(agency) is None:
            known = ", ".join(sorted(one.id for one in city.instansi))
            raise typer.BadParameter(f"peran {role.value} butuh instansi. Pilih satu: {known}")
        member = Member(member.role, agency)
    with open_database(settings) as database, database.transaction() as work:
        work.staff.grant((ADMIN_CHANNEL, str(telegram_id)), member, "console", now())
    where = f" di {member.agency}" if member.agency else ""
    typer.echo(f"{telegram_id} sekarang {role.value}{where}.")


@staff.add("remove")
def remove(telegram_id: TelegramId) -> None:
    """Cabut peran seseorang.

    Contoh:

        tanyakota staff remove 123456789
    """
    with open_database(read_settings()) as database, database.transaction() as work:
        gone = work.staff.revoke(ADMIN_CHANNEL, str(telegram_id), "console", now())
    if not gone:
        typer.echo(f"{telegram_id} tidak ada di daftar.", err=True)
        raise typer.Exit(1)
    typer.echo(f"Peran {telegram_id} dicabut.")


@staff.add("list")
def list_members() -> None:
    """Tampilkan semua yang punya peran.

    Contoh:

        tanyakota staff list
    """
    with open_database(read_settings()) as database, database.transaction() as work:
        members = work.staff.members()
    if not members:
        typer.echo("Belum ada. Tambah dengan: tanyakota staff add <id> admin")
        return
    table = Table("Kanal", "Id", "Peran", "Instansi", "Diberi oleh")
    for one in members:
        table.add_row(one.channel, one.person, one.role.value, one.agency or "", one.granted_by)
    Console().print(table)
