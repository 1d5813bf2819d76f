"""`tanyakota staff …`: who may do what."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.assemble import ADMIN_CHANNEL, open_database
from bot.civic.roles import Role
from bot.clock import now
from bot.commands.app import Commands
from bot.settings import read_settings

staff = Commands("Atur petugas, editor, dan admin.")


class StaffRole(StrEnum):
    """Roles that can be given."""

    PETUGAS = Role.PETUGAS.value
    EDITOR = Role.EDITOR.value
    ADMIN = Role.ADMIN.value


TelegramId = Annotated[
    int, typer.Argument(help="Id Telegram orangnya (angka), misalnya dari @userinfobot.", min=1)
]


@staff.add("add")
def add(
    telegram_id: TelegramId,
    role: Annotated[StaffRole, typer.Argument(help="petugas, editor, atau admin.")],
) -> None:
    """Beri seseorang peran.

    Contoh:

        tanyakota staff add 123456789 petugas
    """
    with open_database(read_settings()) as database, database.transaction() as work:
        work.staff.grant(ADMIN_CHANNEL, str(telegram_id), Role(role.value), "console", now())
    typer.echo(f"{telegram_id} sekarang {role.value}.")


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
    table = Table("Kanal", "Id", "Peran")
    for channel, person, role in members:
        table.add_row(channel, person, role.value)
    Console().print(table)
