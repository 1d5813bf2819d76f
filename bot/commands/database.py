"""`tanyakota db …`."""

from __future__ import annotations

import typer

from bot.assemble import open_database
from bot.commands.app import Commands
from bot.settings import masked_url, read_settings

db = Commands("Urus basis data.")


@db.callback()
def _group() -> None:
    """Urus basis data."""


@db.add("upgrade")
def upgrade() -> None:
    """Bawa basis data ke skema terbaru. Aman dijalankan berkali-kali.

    Contoh:

        tanyakota db upgrade
    """
    settings = read_settings()
    with open_database(settings):
        typer.echo(f"Basis data siap: {masked_url(settings.database_url)}")
