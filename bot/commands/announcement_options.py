"""Options and arguments that the commands of announcements share."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.commands.app import Commands

announce = Commands("Kirim pengumuman, ikuti jalannya, perbaiki, atau tarik.")

Number = Annotated[int, typer.Argument(help="Nomor pengumuman.", min=1)]
Who = Annotated[int, typer.Option("--as", help="Id Telegram petugas yang melakukannya.", min=1)]
Reader = Annotated[
    int | None, typer.Option("--as", help="Id Telegram petugas; tanpa ini: semua.", min=1)
]
Revision = Annotated[
    int | None, typer.Option("--revision", help="Revisi yang dilihat; ditolak bila sudah berubah.")
]
