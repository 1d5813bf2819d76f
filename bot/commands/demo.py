"""`tanyakota demo seed`: a made-up city to look at."""

from __future__ import annotations

from random import Random
from typing import Annotated

import typer
from rich.progress import Progress, TaskID

from bot.assemble import open_bot
from bot.commands.app import Commands
from bot.settings import read_settings
from bot.use_cases.seed import SCALE, SMALL, Seed

demo = Commands("Isi basis data kosong dengan kota contoh.")


Scale = Annotated[bool, typer.Option("--scale", help="10 juta pertanyaan dan 1 juta laporan.")]


@demo.add("seed")
def seed(
    scale: Scale = False,  # noqa: FBT002 - an option is always named
) -> None:
    """Isi basis data kosong dengan warga, pertanyaan, dan laporan rekaan.

    Contoh:

        TANYAKOTA_DATABASE_URL=sqlite:///contoh.db tanyakota demo seed
    """
    with open_bot(read_settings()) as bot, Progress() as bar:
        tasks: dict[str, TaskID] = {}

        def show(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total)
            bar.update(tasks[what], completed=done)

        Seed(bot.database, bot.world, Random(1))(SCALE if scale else SMALL, show)  # noqa: S311 - a made-up city, the same every time
    typer.echo("Kota contoh siap. Lihat dengan: tanyakota indicator compute, atau tanyakota run")
