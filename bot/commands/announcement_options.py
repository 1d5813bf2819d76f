"""Options and arguments that the commands of announcements share."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.civic.announcements.plan import Rhythm
from bot.commands.announcement_plans import MOMENT
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

Topic = Annotated[str, typer.Option("--topic", help="Id topik di kota.yaml, misalnya pajak.")]
Text = Annotated[str | None, typer.Option("--text", help="Teks bahasa Indonesia.")]
TextFile = Annotated[
    Path | None, typer.Option("--file-text", help="Berkas teks yang berisi teksnya.")
]
Areas = Annotated[
    list[str] | None, typer.Option("--area", help="Nama atau kode wilayah; boleh berulang.")
]
Languages = Annotated[
    list[str] | None, typer.Option("--lang", help='Bahasa lain: "en=English text".')
]
Links = Annotated[
    list[str] | None, typer.Option("--link", help='Tombol tautan: "tulisan=https://…".')
]
Services = Annotated[
    list[str] | None, typer.Option("--service", help="Tombol layanan: id layanan.")
]
Photo = Annotated[Path | None, typer.Option("--photo", help="Gambar.")]
File = Annotated[Path | None, typer.Option("--file", help="File, misalnya PDF.")]
Start = Annotated[
    datetime | None, typer.Option("--at", formats=[MOMENT], help="Waktu kirim: 2026-11-26 08:00.")
]
Expiry = Annotated[
    datetime | None,
    typer.Option("--expires", formats=[MOMENT], help="Tidak dikirim lagi sesudah ini."),
]
Again = Annotated[Rhythm | None, typer.Option("--repeat", help="Diulang.")]
Workdays = Annotated[bool, typer.Option("--workdays", help="Lewati hari kantor tutup.")]
Urgent = Annotated[bool, typer.Option("--urgent", help="Peringatan bencana, juga pada jam tenang.")]
Training = Annotated[bool, typer.Option("--training", help="Latihan: hanya kepada petugas.")]
