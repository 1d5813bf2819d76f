"""Bold, italics and links of a message as light markup. Pure.

Telegram tells formatting as ranges, counted in UTF-16 units. A mark is only set where a reader of
the markup is sure to see it as one; elsewhere the words stay, without it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from unicodedata import category
from urllib.parse import quote

from telegram import Message, MessageEntity
from telegram.constants import MessageEntityType

ASCII_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_MARKS = re.compile(r"([\\*_\[\]])")
_IN_ADDRESS = "/?#@!$&'*+,;=:%~"
_STYLED = (MessageEntityType.BOLD, MessageEntityType.ITALIC, MessageEntityType.TEXT_LINK)


@dataclass(frozen=True, slots=True)
class _Char:
    """A character and how it is formatted."""

    text: str
    bold: bool = False
    italic: bool = False
    url: str | None = None


def marked_text(message: Message, text: str) -> str | None:
    """The words in light markup; None where nothing is formatted, or the words were changed."""
    entities = message.entities or message.caption_entities
    whole = message.text or message.caption or ""
    if text != whole or not any(one.type in _STYLED for one in entities):
        return None
    return marked(whole, entities)


def marked(text: str, entities: Sequence[MessageEntity]) -> str:
    """The text with its marks; what would be read as a mark is escaped."""
    chars = _formatted(text, entities)
    lines = _split(chars)
    return "\n".join("".join(_links(line)) for line in lines)


def _formatted(text: str, entities: Sequence[MessageEntity]) -> list[_Char]:
    places = _places(text)
    chars = [_Char(char) for char in text]
    for one in entities:
        first = places.get(one.offset, len(text))
        end = places.get(one.offset + one.length, len(text))
        for place in range(first, end):
            chars[place] = _with(chars[place], one)
    return chars


def _places(text: str) -> dict[int, int]:
    """Where a UTF-16 offset lies in the text."""
    places, units = {}, 0
    for place, char in enumerate(text):
        places[units] = place
        units += 2 if ord(char) > 0xFFFF else 1
    places[units] = len(text)
    return places


def _with(char: _Char, entity: MessageEntity) -> _Char:
    bold = char.bold or entity.type == MessageEntityType.BOLD
    italic = char.italic or entity.type == MessageEntityType.ITALIC
    url = entity.url if entity.type == MessageEntityType.TEXT_LINK else char.url
    return _Char(char.text, bold, italic, url)


def _split(chars: Sequence[_Char]) -> Iterator[list[_Char]]:
    line: list[_Char] = []
    for char in chars:
        if char.text == "\n":
            yield line
            line = []
        else:
            line.append(char)
    yield line


def _links(line: Sequence[_Char]) -> Iterator[str]:
    start = 0
    for url, group in groupby(line, lambda char: char.url):
        chars = list(group)
        around = (_text(line, start - 1), _text(line, start + len(chars)))
        start += len(chars)
        if url is None or not "".join(char.text for char in chars).strip():
            yield _bold(chars, around)
        else:
            yield f"[{_bold(chars, ('[', ']'))}]({_address(url)})"


def _bold(chars: Sequence[_Char], around: tuple[str, str]) -> str:
    return _styled(chars, around, lambda char: char.bold, "**", _italic)


def _italic(chars: Sequence[_Char], around: tuple[str, str]) -> str:
    return _styled(chars, around, lambda char: char.italic, "_", _plain)


def _plain(chars: Sequence[_Char], around: tuple[str, str]) -> str:  # noqa: ARG001 - the shape of the others
    return _MARKS.sub(r"\\\1", "".join(char.text for char in chars))


def _styled(
    chars: Sequence[_Char],
    around: tuple[str, str],
    has: Callable[[_Char], bool],
    mark: str,
    inner: Callable[[Sequence[_Char], tuple[str, str]], str],
) -> str:
    parts, start = [], 0
    for styled, group in groupby(chars, has):
        run = list(group)
        end = start + len(run)
        before = _text(chars, start - 1) if start else around[0]
        after = _text(chars, end) if end < len(chars) else around[1]
        start = end
        lead, core, tail = _trimmed(run)
        sides = (before if not lead else " ", after if not tail else " ")
        if not styled or not core or not _can_mark(core, sides, mark):
            parts.append(inner(run, (before, after)))
        else:
            spaces = ("".join(c.text for c in lead), "".join(c.text for c in tail))
            parts.append(f"{spaces[0]}{mark}{inner(core, sides)}{mark}{spaces[1]}")
    return "".join(parts)


def _trimmed(run: Sequence[_Char]) -> tuple[Sequence[_Char], Sequence[_Char], Sequence[_Char]]:
    first = next((place for place, char in enumerate(run) if not char.text.isspace()), len(run))
    last = next((p for p in range(len(run), first, -1) if not run[p - 1].text.isspace()), first)
    return run[:first], run[first:last], run[last:]


def _can_mark(core: Sequence[_Char], sides: tuple[str, str], mark: str) -> bool:
    """Whether markup read by the rules of CommonMark opens and closes here."""
    apart = all(_is_apart(side) for side in sides)
    return apart or (mark == "**" and core[0].text.isalnum() and core[-1].text.isalnum())


def _is_apart(side: str) -> bool:
    """Nothing, a space or punctuation."""
    char = side[-1:] if side else ""
    return not char or char.isspace() or char in ASCII_PUNCTUATION or category(char)[0] == "P"


def _text(chars: Sequence[_Char], place: int) -> str:
    return chars[place].text if 0 <= place < len(chars) else ""


def _address(url: str) -> str:
    return quote(url, safe=_IN_ADDRESS)
