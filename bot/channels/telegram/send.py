"""Sends one message and says what became of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html import unescape

import structlog
from telegram import Bot as Api
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    Message,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.channels.telegram.outcomes import outcome, unparsable, vanished
from bot.channels.telegram.uploads import Uploads
from bot.clock import Clock
from bot.use_cases.deliveries import (
    Delivery,
    OutboxKind,
    Refused,
    RenderedChoice,
    SendResult,
    Sent,
    Unsure,
)
from bot.use_cases.documents import Document

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_BUTTON_DATA = 64
FILE_SECONDS = 40.0
"""So long a file may take on its way; with connecting still less than a lease."""

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_log = structlog.get_logger(__name__)


class ButtonTooLongError(Exception):
    """A button's data exceeds what Telegram takes: a fault in token or choice ids."""


@dataclass(frozen=True, slots=True)
class _Body:
    text: str
    mode: ParseMode | None
    keyboard: InlineKeyboardMarkup | None


@dataclass(frozen=True, slots=True)
class Send:
    """Sends over `api`; `jitter` returns 0..1 and spreads retries."""

    api: Api
    clock: Clock
    jitter: Callable[[], float]
    uploads: Uploads = field(default_factory=Uploads)

    async def __call__(self, delivery: Delivery) -> SendResult:
        """Send or edit; never raises."""
        try:
            keyboard = keyboard_of(delivery)
        except ButtonTooLongError as error:
            _log.error("button data too long", outbox=delivery.id)
            return Refused(str(error))
        try:
            return Sent(await self._readably(delivery, keyboard))
        except TelegramError as error:
            if isinstance(error, InvalidToken):
                _log.critical("telegram refuses the token, messages wait")
            return outcome(
                error, delivery.edits_message, delivery.attempts, self.clock(), self.jitter()
            )
        except Exception as error:  # noqa: BLE001 - a reply of a shape nobody foresaw
            _log.error("unexpected reply", outbox=delivery.id, error=type(error).__name__)
            return Unsure(type(error).__name__)

    async def _readably(self, delivery: Delivery, keyboard: InlineKeyboardMarkup | None) -> str:
        text = delivery.rendered.text
        bare = _Body(plain(text)[:MAX_TEXT], None, keyboard)
        if visible(text) > MAX_TEXT:
            _log.error("text too long, cut", outbox=delivery.id)
            return await self._deliver(delivery, bare)
        try:
            return await self._deliver(delivery, _Body(text, ParseMode.HTML, keyboard))
        except BadRequest as error:
            if not unparsable(error):
                raise
            _log.error("markup refused, sent without", outbox=delivery.id)
            return await self._deliver(delivery, bare)

    async def _deliver(self, delivery: Delivery, body: _Body) -> str:
        original = delivery.edits_message
        if original is not None and original.isdigit():
            if delivery.kind is OutboxKind.DELETE:
                return await self._delete(delivery.address, original)
            if delivery.kind is OutboxKind.EDIT:
                try:
                    return await self._edit(delivery, original, body)
                except BadRequest as error:
                    if not vanished(error):
                        raise
        return await self._anew(delivery, body)

    async def _anew(self, delivery: Delivery, body: _Body) -> str:
        if delivery.picture is not None:
            return await self._photo(delivery, delivery.picture, body)
        if (file := _file_of(delivery)) is not None:
            return await self._document(delivery, file, body)
        return await self._message(delivery.address, body)

    async def _delete(self, chat: str, original: str) -> str:
        try:
            await self.api.delete_message(chat, int(original))
        except BadRequest as error:
            if "message to delete not found" not in error.message.lower():
                raise
        return original

    async def _message(self, chat: str, body: _Body) -> str:
        sent = await self.api.send_message(
            chat,
            body.text,
            parse_mode=body.mode,
            link_preview_options=_NO_PREVIEW,
            reply_markup=body.keyboard,
        )
        return str(sent.message_id)

    async def _edit(self, delivery: Delivery, original: str, body: _Body) -> str:
        chat, message = delivery.address, int(original)
        if delivery.picture is not None or _file_of(delivery) is not None:
            await self.api.edit_message_caption(
                chat,
                message,
                caption=body.text,
                parse_mode=body.mode,
                reply_markup=body.keyboard,
            )
            return original
        await self.api.edit_message_text(
            body.text,
            chat,
            message,
            parse_mode=body.mode,
            link_preview_options=_NO_PREVIEW,
            reply_markup=body.keyboard,
        )
        return original

    async def _photo(self, delivery: Delivery, picture: bytes, body: _Body) -> str:
        async def send(photo: bytes | str) -> Message:
            return await self.api.send_photo(
                delivery.address,
                photo,
                caption=body.text,
                parse_mode=body.mode,
                reply_markup=body.keyboard,
                filename="foto.jpg",
            )

        sent = await self.uploads.send(("photo", delivery.rendered.photo), picture, send)
        return str(sent.message_id)

    async def _document(self, delivery: Delivery, file: InputFile, body: _Body) -> str:
        # A text too long to be a caption goes ahead as a message of its own.
        caption: str | None = body.text
        if visible(body.text) > MAX_CAPTION:
            await self._message(delivery.address, replace(body, keyboard=None))
            caption = None

        async def send(document: InputFile | str) -> Message:
            return await self.api.send_document(
                delivery.address,
                document,
                caption=caption,
                parse_mode=body.mode,
                reply_markup=body.keyboard,
                read_timeout=FILE_SECONDS,
            )

        kept = delivery.rendered.document
        sent = await self.uploads.send(("document", kept.id if kept else None), file, send)
        return str(sent.message_id)


def keyboard_of(delivery: Delivery) -> InlineKeyboardMarkup | None:
    """The buttons; each carries "token:choice".

    Raises:
        ButtonTooLongError: more than 64 bytes of it.
    """
    rows = [
        [_button(delivery.token, choice) for choice in row] for row in delivery.rendered.rows if row
    ]
    return InlineKeyboardMarkup(rows) if rows else None


def visible(html: str) -> int:
    """Characters that count for Telegram's limits: those left after markup is read."""
    return len(plain(html))


def plain(html: str) -> str:
    """The words without their markup."""
    return unescape(re.sub(r"<[^>]*>", "", html))


def _file_of(delivery: Delivery) -> InputFile | None:
    """The file that goes along: a kept one, or a text that stands in the row itself."""
    if delivery.document is not None:
        return _file(delivery.document)
    if delivery.rendered.attachment is not None:
        name, mime, text = delivery.rendered.attachment
        return _file(Document(name, mime, text.encode()))
    return None


def _file(document: Document) -> InputFile:
    file = InputFile(document.content, filename=document.name)
    file.mimetype = document.mime
    return file


def _button(token: str, choice: RenderedChoice) -> InlineKeyboardButton:
    data = f"{token}:{choice.id}"
    if len(data.encode()) > MAX_BUTTON_DATA:
        raise ButtonTooLongError(f"button data of {len(data.encode())} bytes")
    return InlineKeyboardButton(choice.label, callback_data=data)
