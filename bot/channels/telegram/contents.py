"""What a message holds, as an event. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from telegram import Document, Message, PhotoSize

from bot.channels.telegram.formatting import marked_text
from bot.dialogue.events import (
    CommandSent,
    ForwardSent,
    Incoming,
    LocationSent,
    PhotoRejected,
    PhotoSent,
    TextSent,
    UnreadableSent,
)
from bot.dialogue.file_events import FileRejected, FileSent

MAX_FILE = 20 * 1024 * 1024
"""Bytes; Telegram lets bots fetch no more."""

MAX_PICTURE = 10 * 1024 * 1024
"""Bytes; a larger picture is refused before it is fetched."""

LONGEST_NAME = 200

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@[A-Za-z0-9_]+)?(?:\s+(.*))?", re.DOTALL)

_Unreadable = Literal["voice", "video", "sticker", "contact", "other"]

_UNREADABLE: tuple[tuple[str, _Unreadable], ...] = (
    ("voice", "voice"),
    ("audio", "voice"),
    ("video", "video"),
    ("video_note", "video"),
    ("animation", "video"),
    ("sticker", "sticker"),
    ("contact", "contact"),
)
"""Attributes of a message, in this order."""


def words(message: Message) -> str:
    """Text or caption, without characters that a database could not keep."""
    return clean(message.text or message.caption or "")


def clean(text: str) -> str:
    """Without NUL and halves of characters."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def contents(message: Message, text: str) -> Incoming | None:
    """The event of a message whose words are `text`; None for what nobody said (service notes)."""
    if message.forward_origin is not None:
        return ForwardSent(text)
    marked = marked_text(message, text)
    if message.text is not None:
        said = spoken(text)
        return replace(said, marked=marked) if isinstance(said, TextSent) else said
    if message.photo:
        return PhotoSent(_best(message.photo).file_id, text, marked=marked)
    if message.document is not None and message.animation is None:
        return _file(message.document, text, marked)
    if message.location is not None:
        return LocationSent()
    for attribute, what in _UNREADABLE:
        if getattr(message, attribute) is not None:
            return UnreadableSent(what)
    return UnreadableSent("other") if message.effective_attachment is not None else None


def spoken(text: str) -> TextSent | CommandSent:
    """A text, or the command that it is."""
    match = _COMMAND.fullmatch(text.strip())
    if match is None:
        return TextSent(text)
    return CommandSent(match[1].lower(), (match[2] or "").strip())


def _best(sizes: Sequence[PhotoSize]) -> PhotoSize:
    small_enough = [size for size in sizes if (size.file_size or 0) <= MAX_PICTURE]
    return max(small_enough or sizes[:1], key=lambda size: size.width * size.height)


def _is_picture(document: Document) -> bool:
    return (document.mime_type or "").startswith("image/")


def _file(document: Document, text: str, marked: str | None) -> Incoming:
    size = document.file_size or 0
    if _is_picture(document):
        if size > MAX_PICTURE:
            return PhotoRejected("too-large", text)
        return PhotoSent(document.file_id, text, marked=marked)
    if size > MAX_FILE:
        return FileRejected("too-large", text)
    name = clean(document.file_name or "")[:LONGEST_NAME]
    return FileSent(document.file_id, name, text, marked=marked)
