"""Messages into words of a language, marked up and split for a channel."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from html import unescape
from itertools import chain
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime

from bot.dialogue.message import Argument, Marked, OutboundMessage, Phrase, Piece, Plain
from bot.use_cases.deliveries import Rendered, RenderedChoice
from bot.wording.catalogue import spoken, text
from bot.wording.markup import Markup, escaped, label, to_channel

TEXT_LIMIT = 4096
"""Telegram's limit of a message, in characters after entities are parsed."""

LABEL_LIMIT = 64
_STRAY = re.compile(r"\*\*|\]\(|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)")
"""Marks that are left once markup was read: they found no partner."""


class CatalogueWording:
    """The wording port over the Babel catalogues. `zone` is the city's IANA time zone."""

    def __init__(self, zone: str) -> None:
        self._zone = ZoneInfo(zone)

    def render(self, message: OutboundMessage, language: str, channel: str) -> tuple[Rendered, ...]:
        """One or more messages of at most 4,096 visible characters; the last has the buttons."""
        markup = markup_of(channel)
        language = spoken(message.language or language)
        lines = chain.from_iterable(self._lines(piece, language) for piece in message.text)
        texts = list(_pages((to_channel(line, markup).rstrip() for line in lines), markup))
        rows = tuple(
            tuple(
                RenderedChoice(
                    f"{row}.{column}", self._label(choice.label, language), choice.action
                )
                for column, choice in enumerate(choices)
            )
            for row, choices in enumerate(message.rows)
        )
        file = message.attachment
        attachment = (file.name, file.mime, file.content) if file else None
        captioned = message.picture is not None
        last = Rendered(
            texts[-1], rows, attachment, message.picture, message.document, captioned=captioned
        )
        photos = (Rendered(self._photo(language, markup), photo=one) for one in message.photos)
        return (*photos, *(Rendered(one) for one in texts[:-1]), last)

    def _photo(self, language: str, markup: Markup) -> str:
        """What stands where a photo cannot be shown."""
        return to_channel(text("photo.shown", language), markup)

    def line(self, piece: Piece, language: str) -> str:
        """A piece as light markup, its arguments escaped."""
        if isinstance(piece, Plain):
            return escaped(piece.text)
        if isinstance(piece, Marked):
            return piece.text
        arguments = {name: self._argument(value, language) for name, value in piece.args}
        return text(piece.key, language).format_map(arguments)

    def length(self, markup: str) -> int:
        return visible_length(self._telegram(markup))

    def broken(self, markup: str) -> bool:
        return _STRAY.search(unescape(re.sub(r"<[^>]*>", "", self._telegram(markup)))) is not None

    def _telegram(self, markup: str) -> str:
        return "\n".join(to_channel(line, "telegram") for line in markup.split("\n"))

    def _lines(self, piece: Piece, language: str) -> Iterator[str]:
        yield from self.line(piece, language).split("\n")

    def _label(self, piece: Piece, language: str) -> str:
        return label(self.line(piece, language))[:LABEL_LIMIT]

    def _argument(self, value: Argument, language: str) -> str:
        match value:
            case Phrase() | Plain() | Marked():
                return self.line(value, language)
            case datetime():
                local = value.astimezone(self._zone)
                return escaped(format_datetime(local, "d MMMM y HH.mm", locale=language))
            case date():
                return escaped(format_date(value, "d MMMM y", locale=language))
            case int():
                return f"{value:,}".replace(",", "." if language == "id" else ",")
            case str():
                return escaped(value)


def markup_of(channel: str) -> Markup:
    """How a channel marks its texts up."""
    match channel:
        case "telegram":
            return "telegram"
        case "web":
            return "web"
        case _:
            return "plain"


def visible_length(html: str) -> int:
    """Characters a reader sees, as the platform counts them."""
    return len(unescape(re.sub(r"<[^>]*>", "", html)))


def _pages(lines: Iterable[str], markup: Markup) -> Iterator[str]:
    page: list[str] = []
    length = 0
    for line in lines:
        size = visible_length(line) + 1
        if page and length + size > TEXT_LIMIT:
            yield _joined(page, markup)
            page, length = [], 0
        page.append(line)
        length += size
    yield _joined(page, markup)


def _joined(lines: list[str], markup: Markup) -> str:
    joined = "\n".join(lines).strip("\n")
    if markup != "web":
        return joined
    blocks = (block for block in joined.split("\n\n") if block)
    return "".join(f"<p>{block.replace(chr(10), '<br>')}</p>" for block in blocks)
