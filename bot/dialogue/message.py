"""What the bot says, before it has a language or a channel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.civic.kept_file import KeptFile
from bot.dialogue.actions import Action


@dataclass(frozen=True, slots=True)
class Plain:
    """Text that needs no translation: content, names, a resident's own words."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A message key of the catalogue with its arguments, in the order of their names."""

    key: str
    args: tuple[tuple[str, Argument], ...] = ()


@dataclass(frozen=True, slots=True)
class Marked:
    """Text in light markup (bold, italics, links) as an officer wrote it; may have lines."""

    text: str


Piece = Phrase | Plain | Marked
Argument = str | int | date | datetime | Phrase | Plain | Marked


def phrase(key: str, **args: Argument) -> Phrase:
    """A phrase; the catalogue text names its arguments in braces."""
    return Phrase(key, tuple(sorted(args.items())))


BLANK = Plain("")
"""An empty line between paragraphs."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: what it says and what pressing it means."""

    label: Piece
    action: Action


@dataclass(frozen=True, slots=True)
class Attachment:
    """A small text file sent along."""

    name: str
    mime: str
    content: str


@dataclass(frozen=True, slots=True)
class OutboundMessage:
    """One message: its lines, its rows of buttons, and perhaps a file or photos (ids).

    `picture` is a photo whose caption the text is; `photos` are messages of their own. What is
    written `for_staff` names cases, which are no secret to officers. A `language` of its own counts
    before its reader's.
    """

    text: tuple[Piece, ...]
    rows: tuple[tuple[Choice, ...], ...] = ()
    attachment: Attachment | None = None
    photos: tuple[int, ...] = ()
    for_staff: bool = False
    document: KeptFile | None = None
    picture: int | None = None
    language: str | None = None
