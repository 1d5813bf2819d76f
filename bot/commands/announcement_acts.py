"""`tanyakota announce …`: acts on announcements, under the same rights as in the chat."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from bot.assemble import Bot, open_bot
from bot.civic.announcements.plan import FIRST_LANGUAGE, Follow
from bot.commands.announcement_options import (
    Again,
    Areas,
    Expiry,
    File,
    Languages,
    Links,
    Number,
    Photo,
    Revision,
    Services,
    Start,
    Text,
    TextFile,
    Topic,
    Training,
    Urgent,
    Who,
    Workdays,
    announce,
)
from bot.commands.announcement_plans import Typed, check_plan, read_plan
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
    topic: Topic,
    text: Text = None,
    file_text: TextFile = None,
    area: Areas = None,
    lang: Languages = None,
    link: Links = None,
    service: Services = None,
    photo: Photo = None,
    file: File = None,
    at: Start = None,
    expires: Expiry = None,
    repeat: Again = None,
    workdays: Workdays = False,
    urgent: Urgent = False,
    training: Training = False,
) -> None:
    """Tulis draf. Belum ada yang terkirim: minta persetujuan dengan `submit`.

    Contoh:

        tanyakota announce new --as 123456789 --topic pajak --text "Loket pajak tutup besok."
    """
    said = (text, file_text, area or (), lang or (), link or (), service or (), photo, file)
    typed = Typed(topic, *said, at, expires, repeat, workdays, urgent, training)
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
