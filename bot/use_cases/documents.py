"""Files that are made, kept for a while, and sent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.civic.statistics.table import FileKind, Table

LONGEST_NAME = 100
_UNWANTED = re.compile(r"[^\w.\- ()]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Document:
    """A file: its name as a reader sees it, its MIME type, its bytes."""

    name: str
    mime: str
    content: bytes


class Files(Protocol):
    """Writes tables as files."""

    def write(
        self,
        kind: FileKind,
        tables: tuple[Table, ...],
        heading: str,
        picture: bytes | None = None,
    ) -> bytes:
        """The bytes of a file of that kind; kinds that show pictures have it on the first page."""


class Documents(Protocol):
    """Files on their way, kept in the database so that every sender and every backup has them."""

    def add(self, document: Document, owner: int | None, now: datetime) -> int:
        """Keep a file under a clean name; it goes when its owner (a conversation) is erased."""

    def get(self, document_id: int) -> Document | None: ...

    def drop_sent(self, before: datetime) -> int:
        """Drop files kept before that moment that no message and no announcement needs."""


def clean_name(name: str) -> str:
    """A file name without folders, hidden or strange characters; never empty."""
    last = re.split(r"[/\\]", name)[-1]
    tidy = _UNWANTED.sub("_", last).lstrip(". ").rstrip(". ")
    stem, dot, ending = tidy.rpartition(".")
    if not dot:
        return tidy[:LONGEST_NAME] or "berkas"
    ending = ending[:10]
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"
