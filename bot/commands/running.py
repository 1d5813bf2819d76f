"""`tanyakota run`: serve residents."""

from __future__ import annotations

import typer

from bot.assemble import open_bot
from bot.logs import configure
from bot.serve import serve
from bot.settings import read_settings


def run() -> None:
    """Mulai melayani: halaman obrolan, dan Telegram bila ada token. Berhenti dengan Ctrl-C.

    Contoh:

        tanyakota run
        TANYAKOTA_PORT=8080 tanyakota run
    """
    settings = read_settings()
    configure()
    with open_bot(settings) as bot:
        services = len(bot.content.current.knowledge.entries)

        def announce(address: str) -> None:
            typer.echo(f"{bot.content.current.city.merek} siap: {services} layanan.")
            typer.echo(f"Buka {address} di peramban. Berhenti dengan Ctrl-C.")
            if settings.telegram_token is None:
                typer.echo("Telegram belum aktif: isi TANYAKOTA_TELEGRAM_TOKEN di berkas .env.")

        serve(bot, announce)
    typer.echo("Sampai jumpa.")
