"""`tanyakota demo seed`: a made-up city to look at."""

from __future__ import annotations

from random import Random
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TimeRemainingColumn

from bot.assemble import Bot, open_bot
from bot.commands.app import Commands
from bot.settings import read_settings
from bot.use_cases.seed import SCALE, SMALL, Seed, quarters
from bot.use_cases.seed import Progress as Show

demo = Commands("Isi basis data kosong dengan kota contoh.")


QUARTERS = 3
LOOK = """
Kota contoh siap. Yang bisa dilihat:
  tanyakota staff add ...      jadikan diri Anda admin, lalu tanyakota run
  /statistik                   angka, gambar, dan apa yang berubah
  /kasus                       laporan dalam setiap status, juga yang lewat waktu
  /tanya                       pertanyaan warga yang menunggu jawaban petugas
  tanyakota indicator verify   indeks tiga triwulan, dihitung ulang
"""

Scale = Annotated[bool, typer.Option("--scale", help="10 juta pertanyaan dan 1 juta laporan.")]


@demo.add("seed")
def seed(
    scale: Scale = False,  # noqa: FBT002 - an option is always named
) -> None:
    """Isi basis data kosong dengan warga, pertanyaan, dan laporan rekaan.

    Contoh:

        TANYAKOTA_DATABASE_URL=sqlite:///contoh.db tanyakota demo seed
    """
    random = Random(1)  # noqa: S311 - a made-up city, the same every time
    with open_bot(read_settings()) as bot, _bars() as bar:
        tasks: dict[str, TaskID] = {}

        def show(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total)
            bar.update(tasks[what], completed=done)

        Seed(bot.database, bot.world, random)(SCALE if scale else SMALL, show)
        _pack(bot, show)
        _measure(bot, show)
    typer.echo(LOOK)


def _bars() -> Progress:
    return Progress(
        "{task.description:<14}", BarColumn(), TaskProgressColumn(), TimeRemainingColumn()
    )


def _pack(bot: Bot, show: Show) -> None:
    """What the server would do in the background: nobody has to wait for it."""
    total = bot.pack_days.due()
    for done in range(total):
        bot.pack_days(1)
        show("rekap harian", done + 1, total)


def _measure(bot: Bot, show: Show) -> None:
    periods = list(quarters(bot.world.today, QUARTERS))
    for done, (since, until) in enumerate(periods):
        bot.measure.compute(since, until)
        show("indeks", done + 1, len(periods))
