"""`tanyakota name …`: names that residents use, accepted while the program runs."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.assemble import open_database
from bot.clock import now
from bot.commands.app import Commands
from bot.live_content import read_content
from bot.settings import read_settings
from knowledge_base.language.normalise import raw_words

names = Commands("Terima sebutan baru untuk layanan, tanpa memulai ulang program.")

MOST_LETTERS = 200

Name = Annotated[str, typer.Argument(help='Sebutan dari warga, misalnya "ktp digital".')]


@names.add("add")
def add(
    entry: Annotated[str, typer.Argument(help="Id layanan, misalnya ikd.")], name: Name
) -> None:
    """Terima sebutan baru. Berlaku dalam satu detik di semua proses.

    Contoh:

        tanyakota name add ikd "ktp digital"
    """
    settings = read_settings()
    knowledge = read_content(settings.content, now().date()).knowledge
    said = " ".join(raw_words(name))
    if knowledge.get(entry) is None:
        raise typer.BadParameter(f"layanan '{entry}' tidak ada. Lihat id di nama berkas isi.")
    if not said or len(said) > MOST_LETTERS:
        raise typer.BadParameter(f"sebutan harus berisi kata, paling panjang {MOST_LETTERS} huruf.")
    taken = next(
        (
            one.id
            for one in knowledge.entries
            if said in {" ".join(raw_words(text)) for text in (one.judul, one.nama, *one.sebutan)}
        ),
        None,
    )
    if taken is not None:
        raise typer.BadParameter(f"'{said}' sudah menjadi sebutan '{taken}'.")
    with open_database(settings) as database, database.transaction() as work:
        work.names.accept(said, entry, "console", now())
    typer.echo(f"'{said}' sekarang sebutan {entry}.")


@names.add("remove")
def remove(name: Name) -> None:
    """Tarik sebutan yang pernah diterima.

    Contoh:

        tanyakota name remove "ktp digital"
    """
    said = " ".join(raw_words(name))
    with open_database(read_settings()) as database, database.transaction() as work:
        gone = work.names.withdraw(said, "console", now())
    if not gone:
        typer.echo(f"'{said}' tidak ada di daftar sebutan yang diterima.", err=True)
        raise typer.Exit(1)
    typer.echo(f"'{said}' ditarik.")


@names.add("list")
def show() -> None:
    """Tampilkan sebutan yang diterima.

    Contoh:

        tanyakota name list
    """
    with open_database(read_settings()) as database, database.transaction() as work:
        accepted = work.names.accepted()
    if not accepted:
        typer.echo("Belum ada sebutan yang diterima.")
        return
    table = Table("Sebutan", "Layanan")
    for name, entry in accepted:
        table.add_row(name, entry)
    Console().print(table)
