"""The commands. Expected refusals end in one line and exit code 1, never in a stack trace."""

from __future__ import annotations

import sys

import typer

from bot.commands.announcements import announce
from bot.commands.app import Commands
from bot.commands.database import db
from bot.commands.demo import demo
from bot.commands.indicator import indicator
from bot.commands.knowledge import ask, kb
from bot.commands.names import names
from bot.commands.open_data import open_data
from bot.commands.report import report
from bot.commands.running import run
from bot.commands.staff import staff
from bot.commands.statistics import statistics
from bot.commands.talking import console
from bot.errors import TanyaKotaError
from knowledge_base import ContentError

app = Commands(
    "Tanya Kota: menjawab pertanyaan layanan publik, mencatat kendala warga, mengabari.\n\n"
    "Tanpa perintah, program mulai melayani (sama dengan [bold]run[/])."
)
app.add("run")(run)
app.add("ask")(ask)
app.add("console")(console)
app.add_typer(kb, name="kb")
app.add_typer(db, name="db")
app.add_typer(staff, name="staff")
app.add_typer(demo, name="demo")
app.add_typer(indicator, name="indicator")
app.add_typer(report, name="report")
app.add_typer(statistics, name="statistics")
app.add_typer(names, name="name")
app.add_typer(open_data, name="open-data")
app.add_typer(announce, name="announce")


def main() -> None:
    """Entry point of the program."""
    if len(sys.argv) == 1:
        sys.argv.append("run")
    try:
        app()
    except (TanyaKotaError, ContentError) as refusal:
        typer.echo(str(refusal), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
