"""`tanyakota announce …`: acts on announcements, under the same rights as in the chat."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.assemble import Bot, open_bot
from bot.civic.announcements.plan import FIRST_LANGUAGE, Follow, Rhythm
from bot.commands.announcement_options import Number, Revision, Who, announce
from bot.commands.announcement_plans import MOMENT, Typed, check_plan, read_plan
from bot.commands.announcing import act, create, find, wording
from bot.dialogue.announcement_effects import (
    AnnouncementEffect,
    AnnouncementShown,
    ApproveAnnouncement,
    ChangeAnnouncement,
    MendAnnouncement,
    SendBackAnnouncement,
    SteerAnnouncement,
    SubmitAnnouncement,
)
from bot.settings import read_settings

__all__ = ["announce"]


@announce.add("new")
def new(  # noqa: PLR0913 - one parameter an option
    *,
    who: Who,
    topic: Annotated[str, typer.Option("--topic", help="Id topik di kota.yaml, misalnya pajak.")],
    text: Annotated[str | None, typer.Option("--text", help="Teks bahasa Indonesia.")] = None,
    file_text: Annotated[
        Path | None, typer.Option("--file-text", help="Berkas teks yang berisi teksnya.")
    ] = None,
    area: Annotated[
        list[str] | None, typer.Option("--area", help="Nama atau kode wilayah; boleh berulang.")
    ] = None,
    lang: Annotated[
        list[str] | None, typer.Option("--lang", help='Bahasa lain: "en=English text".')
    ] = None,
    link: Annotated[
        list[str] | None, typer.Option("--link", help='Tombol tautan: "tulisan=https://…".')
    ] = None,
    service: Annotated[
        list[str] | None, typer.Option("--service", help="Tombol layanan: id layanan.")
    ] = None,
    photo: Annotated[Path | None, typer.Option("--photo", help="Gambar.")] = None,
    file: Annotated[Path | None, typer.Option("--file", help="File, misalnya PDF.")] = None,
    at: Annotated[
        datetime | None,
        typer.Option("--at", formats=[MOMENT], help="Waktu kirim: 2026-11-26 08:00."),
    ] = None,
    expires: Annotated[
        datetime | None,
        typer.Option("--expires", formats=[MOMENT], help="Tidak dikirim lagi sesudah ini."),
    ] = None,
    repeat: Annotated[Rhythm | None, typer.Option("--repeat", help="Diulang.")] = None,
    workdays: Annotated[bool, typer.Option("--workdays", help="Lewati hari kantor tutup.")] = False,
    urgent: Annotated[
        bool, typer.Option("--urgent", help="Peringatan bencana, juga pada jam tenang.")
    ] = False,
    training: Annotated[
        bool, typer.Option("--training", help="Latihan: hanya kepada petugas.")
    ] = False,
) -> None:
    """Tulis draf. Belum ada yang terkirim: minta persetujuan dengan `submit`.

    Contoh:

        tanyakota announce new --as 123456789 --topic pajak --text "Loket pajak tutup besok."
    """
    typed = Typed(
        topic=topic,
        text=text,
        file_text=file_text,
        areas=area or (),
        languages=lang or (),
        links=link or (),
        services=service or (),
        photo=photo,
        file=file,
        at=at,
        expires=expires,
        repeat=repeat,
        workdays=workdays,
        urgent=urgent,
        training=training,
    )
    with open_bot(read_settings()) as bot:
        shown = create(bot, who, read_plan(typed, bot.world, wording(bot)))
    one = shown.announcement
    typer.echo(f"Draf {one.id} tersimpan. Lihat: tanyakota announce preview {one.id}")


@announce.add("submit")
def submit(number: Number, *, who: Who, revision: Revision = None) -> None:
    """Minta persetujuan orang lain.

    Contoh:

        tanyakota announce submit 12 --as 123456789
    """
    with open_bot(read_settings()) as bot:
        act(bot, who, SubmitAnnouncement(number, _seen(bot, who, number, revision)))
    typer.echo(f"Pengumuman {number} menunggu persetujuan.")


@announce.add("approve")
def approve(number: Number, *, who: Who, revision: Revision = None) -> None:
    """Setujui tulisan orang lain; dikirim pada waktunya, atau segera.

    Contoh:

        tanyakota announce approve 12 --as 987654321
    """
    with open_bot(read_settings()) as bot:
        act(bot, who, ApproveAnnouncement(number, _seen(bot, who, number, revision)))
    typer.echo(f"Pengumuman {number} disetujui. Ikuti: tanyakota announce show {number} --follow")


@announce.add("send-back")
def send_back(
    number: Number,
    *,
    who: Who,
    note: Annotated[str, typer.Option("--note", help="Apa yang perlu diperbaiki.")] = "",
    revision: Revision = None,
) -> None:
    """Kembalikan ke penulisnya, dengan alasan.

    Contoh:

        tanyakota announce send-back 12 --as 987654321 --note "Tanggalnya keliru."
    """
    with open_bot(read_settings()) as bot:
        act(bot, who, SendBackAnnouncement(number, _seen(bot, who, number, revision), note))
    typer.echo(f"Pengumuman {number} dikembalikan.")


@announce.add("pause")
def pause(number: Number, *, who: Who) -> None:
    """Jeda pengiriman yang sedang berjalan.

    Contoh:

        tanyakota announce pause 12 --as 123456789
    """
    _act(who, SteerAnnouncement(number, "pause"), f"Pengumuman {number} dijeda.")


@announce.add("resume")
def resume(number: Number, *, who: Who) -> None:
    """Lanjutkan yang dijeda.

    Contoh:

        tanyakota announce resume 12 --as 123456789
    """
    _act(who, SteerAnnouncement(number, "resume"), f"Pengumuman {number} dilanjutkan.")


@announce.add("cancel")
def cancel(number: Number, *, who: Who) -> None:
    """Batalkan: yang belum terkirim tidak akan dikirim.

    Contoh:

        tanyakota announce cancel 12 --as 123456789
    """
    _act(who, SteerAnnouncement(number, "cancel"), f"Pengumuman {number} dibatalkan.")


@announce.add("recall")
def recall(number: Number, *, who: Who) -> None:
    """Tarik kembali dari semua yang menerimanya (di Telegram sampai 48 jam).

    Contoh:

        tanyakota announce recall 12 --as 123456789
    """
    _act(who, SteerAnnouncement(number, "recall"), f"Pengumuman {number} sedang ditarik.")


@announce.add("correct")
def correct(
    number: Number,
    *,
    who: Who,
    edit: Annotated[bool, typer.Option("--edit", help="Ganti teks yang sudah sampai.")] = False,
    send: Annotated[bool, typer.Option("--send", help="Kirim pesan perbaikan.")] = False,
    text: Annotated[str | None, typer.Option("--text", help="Teks yang benar.")] = None,
) -> None:
    """Mulai draf perbaikan; sesudah disetujui, teks diganti (--edit) atau disusuli (--send).

    Contoh:

        tanyakota announce correct 12 --as 123456789 --edit --text "Loket pajak tetap buka."
    """
    if edit == send:
        raise typer.BadParameter("pilih salah satu: --edit atau --send")
    how = Follow.UBAH if edit else Follow.KIRIM
    with open_bot(read_settings()) as bot:
        shown = act(bot, who, MendAnnouncement(number, how))
        if text is not None:
            shown = _reworded(bot, who, shown, text)
    typer.echo(f"Draf perbaikan {shown.announcement.id} tersimpan.")


def _act(who: int, effect: AnnouncementEffect, done: str) -> None:
    with open_bot(read_settings()) as bot:
        act(bot, who, effect)
    typer.echo(done)


def _seen(bot: Bot, who: int, number: int, revision: int | None) -> int:
    return act(bot, who, find(number)).announcement.revision if revision is None else revision


def _reworded(bot: Bot, who: int, shown: AnnouncementShown, text: str) -> AnnouncementShown:
    """The correction with other words in Indonesian; the other languages would be wrong now."""
    one = shown.announcement
    plan = replace(one.plan, texts=((FIRST_LANGUAGE, text.strip()),))
    check_plan(plan, bot.world, wording(bot))
    return act(bot, who, ChangeAnnouncement(one.id, one.revision, plan))
