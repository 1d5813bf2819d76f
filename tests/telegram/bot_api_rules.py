"""What Telegram's server accepts: the rules that a bot would otherwise meet in production only."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

TAGS = {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "a"}
TAGS |= {"blockquote", "tg-spoiler", "span", "tg-emoji"}

_TAG = re.compile(r"<(/?)([^\s>/]*)([^>]*)>")


class ApiError(Exception):
    """A refusal as Telegram words it."""

    def __init__(self, code: int, description: str, **parameters: object) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, object]:
        said: dict[str, object] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        return {**said, "parameters": self.parameters} if self.parameters else said


@dataclass(frozen=True)
class Button:
    label: str
    data: str


@dataclass
class Message:
    """A message of the bot as its reader sees it; `html` is what was sent."""

    id: int
    chat: str
    html: str
    text: str
    rows: list[list[Button]] = field(default_factory=list)
    document: tuple[str, bytes] | None = None
    edits: int = 0

    @property
    def buttons(self) -> list[Button]:
        return [button for row in self.rows for button in row]

    @property
    def labels(self) -> list[str]:
        return [button.label for button in self.buttons]


def parsed(html: str, mode: str | None, limit: int) -> str:
    """The visible text.

    Raises:
        ApiError: unknown or unbalanced tags, nothing to see, or too much of it.
    """
    text = _read_html(html) if mode == "HTML" else html
    if not text.strip():
        raise ApiError(400, "Bad Request: message text is empty")
    if len(text) > limit:
        what = "message is too long" if limit > 1024 else "message caption is too long"
        raise ApiError(400, f"Bad Request: {what}")
    return text


def keyboard(markup: Any) -> list[list[Button]]:
    """Rows of buttons.

    Raises:
        ApiError: data of a wrong size, or a button that says nothing.
    """
    if markup is None:
        return []
    rows = (json.loads(markup) if isinstance(markup, str) else markup)["inline_keyboard"]
    for button in (button for row in rows for button in row):
        if not 1 <= len(button["callback_data"].encode()) <= 64:
            raise ApiError(400, "Bad Request: BUTTON_DATA_INVALID")
        if not button["text"].strip():
            raise ApiError(400, "Bad Request: can't parse inline keyboard button: text is empty")
    return [[Button(one["text"], one["callback_data"]) for one in row] for row in rows]


def _read_html(html: str) -> str:
    open_tags: list[str] = []
    for match in _TAG.finditer(html):
        closing, name = match[1], match[2].lower()
        if name not in TAGS:
            raise ApiError(
                400, f'Bad Request: can\'t parse entities: Unsupported start tag "{name}"'
            )
        if not closing:
            open_tags.append(name)
        elif not open_tags or open_tags.pop() != name:
            raise ApiError(400, "Bad Request: can't parse entities: Unexpected end tag")
    stray = _TAG.sub("", html)
    if open_tags or "<" in stray:
        raise ApiError(400, "Bad Request: can't parse entities: Can't find end tag")
    return unescape(stray)
