"""What is typed as an announcement, as a plan; all faults in one line, before anything is kept."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.civic.announcements.checks import Fault
from bot.civic.announcements.plan import (
    FIRST_LANGUAGE,
    AttachedFile,
    LinkButton,
    Plan,
    PlanButton,
    Repeat,
    Rhythm,
    ServiceButton,
)
from bot.civic.city import City
from bot.commands.announcement_words import MEND
from bot.commands.choices import chosen, hint
from bot.dialogue.world import World
from bot.errors import TanyaKotaError
from bot.photos import PhotoRefusedError, clean_jpeg
from bot.use_cases.announcement_faults import faults_of
from bot.use_cases.documents import Document
from bot.use_cases.ports import UnitOfWork, Wording

MOMENT = "%Y-%m-%d %H:%M"
LARGEST_FILE = 20_000_000
"""Bytes; Telegram takes more, telephones on mobile data do not."""


class BadAnnouncementError(TanyaKotaError):
    """Pengumuman belum bisa disimpan"""


class UnreadableFileError(TanyaKotaError):
    """File tidak dapat dipakai"""


@dataclass(frozen=True, slots=True)
class Typed:
    """The options as they were typed. `links` are "label=https://…", `languages` "en=text"."""

    topic: str
    text: str | None = None
    file_text: Path | None = None
    areas: Sequence[str] = ()
    languages: Sequence[str] = ()
    links: Sequence[str] = ()
    services: Sequence[str] = ()
    photo: Path | None = None
    file: Path | None = None
    at: datetime | None = None
    expires: datetime | None = None
    repeat: Rhythm | None = None
    workdays: bool = False
    urgent: bool = False
    training: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """The plan, and the picture (JPEG) and file that belong to it and are not kept yet."""

    plan: Plan
    photo: bytes | None = None
    file: Document | None = None

    def kept(self, work: UnitOfWork, now: datetime) -> Plan:
        """The plan, with its picture and file in the database."""
        plan = self.plan
        if self.photo is not None:
            plan = replace(plan, photo=work.photos.add(None, self.photo, now))
        if self.file is not None:
            number = work.documents.add(self.file, None, now)
            plan = replace(plan, file=AttachedFile(number, self.file.name))
        return plan


def read_plan(typed: Typed, world: World, wording: Wording) -> Written:
    """The plan.

    Raises:
        BadAnnouncementError: names everything that is to be mended.
        UnreadableFileError
    """
    texts = tuple(_texts(typed, world.city))
    plan = Plan(
        topic=typed.topic,
        texts=texts,
        areas=tuple(_area(one, world.city) for one in typed.areas),
        buttons=(*map(_link, typed.links), *(_service(one, world) for one in typed.services)),
        start_at=_moment(typed.at, world.city),
        expires_at=_moment(typed.expires, world.city),
        repeat=Repeat(typed.repeat, typed.workdays) if typed.repeat else None,
        urgent=typed.urgent,
        training=typed.training,
    )
    photo = _picture(typed.photo) if typed.photo else None
    file = _document(typed.file) if typed.file else None
    # Not kept yet: numbers that stand for them, so that the length of a caption is checked.
    seen = replace(
        plan, photo=0 if photo else None, file=AttachedFile(0, file.name) if file else None
    )
    check_plan(seen, world, wording)
    return Written(plan, photo, file)


def check_plan(plan: Plan, world: World, wording: Wording) -> None:
    """Raises BadAnnouncementError where something is to be mended."""
    if found := faults_of(plan, world, wording):
        raise BadAnnouncementError("; ".join(_mend(one, world.city) for one in found))


def _mend(fault: Fault, city: City) -> str:
    if fault is Fault.TOPIC:
        return f"{MEND[fault]}; pilih: {', '.join(one.id for one in city.kabar)}"
    return MEND[fault]


def _texts(typed: Typed, city: City) -> Iterator[tuple[str, str]]:
    if typed.text is not None and typed.file_text is not None:
        raise BadAnnouncementError("pakai --text atau --file-text, jangan keduanya")
    text = typed.text if typed.file_text is None else _read_text(typed.file_text)
    yield FIRST_LANGUAGE, (text or "").strip()
    for one in typed.languages:
        language, equals, words = one.partition("=")
        known = ("en", *(each.kode for each in city.bahasa))
        if language not in known or not equals:
            shown = ", ".join(known)
            raise BadAnnouncementError(f"--lang {one!r}: tulis kode=teks; kode: {shown}")
        yield language, words.strip()


def _link(typed: str) -> PlanButton:
    label, equals, url = typed.partition("=")
    if not equals or not label.strip():
        raise BadAnnouncementError(f'--link {typed!r}: tulis "tulisan tombol=https://alamat"')
    return LinkButton(label.strip(), url.strip())


def _service(typed: str, world: World) -> PlanButton:
    titles = {one.id: one.judul for one in world.knowledge.entries}
    entry = _known("--service", typed, titles)
    return ServiceButton(titles[entry], entry)


def _area(typed: str, city: City) -> str:
    names = {one.kode: one.nama for district in city.kecamatan for one in district.kelurahan}
    return _known("--area", typed, names | {one.kode: one.nama for one in city.kecamatan})


def _known(option: str, typed: str, known: Mapping[str, str]) -> str:
    found = chosen(typed, known)
    if found is None:
        raise BadAnnouncementError(f"{option} {typed!r} tidak dikenal: {hint(typed, known)}")
    return found


def _moment(typed: datetime | None, city: City) -> datetime | None:
    return typed.replace(tzinfo=ZoneInfo(city.zona_waktu)) if typed else None


def _picture(path: Path) -> bytes:
    try:
        return clean_jpeg(_read(path))
    except PhotoRefusedError:
        raise UnreadableFileError(path, "bukan gambar, atau terlalu besar") from None


def _document(path: Path) -> Document:
    content = _read(path)
    if not content:
        raise UnreadableFileError(path, "kosong")
    kind, _ = mimetypes.guess_type(path.name)
    return Document(path.name, kind or "application/octet-stream", content)


def _read_text(path: Path) -> str:
    try:
        return _read(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableFileError(path, "simpan sebagai teks UTF-8") from None


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UnreadableFileError(path, f"lebih besar dari {LARGEST_FILE // 1_000_000} MB")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(path, error.strerror) from None
