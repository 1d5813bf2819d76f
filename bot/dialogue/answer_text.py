"""Every text an entry can be answered with, so that its length can be checked beforehand."""

from __future__ import annotations

from collections.abc import Iterator

from bot.civic.city import City
from bot.dialogue.message import Piece, phrase
from bot.dialogue.parts import PARTS, footer, part
from knowledge_base.entry import Entry


def entry_texts(entry: Entry, city: City) -> Iterator[tuple[str, tuple[Piece, ...]]]:
    """(part name, lines) of each part, in its longest form: with heading and stale footer."""
    title = phrase("answer.title", title=entry.nama)
    for name in PARTS:
        yield name, (title, *part(entry, name, city), *footer(entry, city, stale=True))
