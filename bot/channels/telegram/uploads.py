"""A file goes up to Telegram once, whoever gets it after that."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram import Message
from telegram.error import BadRequest

File = TypeVar("File")
Key = tuple[str, int | None]
"""The kind of a stored file and its id; None where it is made up for one message."""

MOST = 256


class Uploads:
    """Telegram's names of files that were sent before, while this process runs."""

    def __init__(self) -> None:
        self._names: dict[Key, str] = {}

    async def send(
        self, key: Key, file: File, send: Callable[[File | str], Awaitable[Message]]
    ) -> Message:
        """Send it by its name; the file itself if it has none, or none that Telegram knows."""
        name = self._names.get(key) if key[1] is not None else None
        if name is not None:
            try:
                return await send(name)
            except BadRequest as error:
                if "file" not in error.message.lower():
                    raise
                self._names.pop(key, None)
        sent = await send(file)
        self._remember(key, sent)
        return sent

    def _remember(self, key: Key, sent: Message) -> None:
        name = _name_of(sent)
        if key[1] is None or name is None:
            return
        if len(self._names) >= MOST:
            self._names.clear()
        self._names[key] = name


def _name_of(sent: Message) -> str | None:
    if sent.photo:
        return sent.photo[-1].file_id
    return sent.document.file_id if sent.document is not None else None
