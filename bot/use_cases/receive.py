"""Take events in: mask them, store them once, wake a worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.clock import Clock
from bot.dialogue.events import (
    BotBlocked,
    ButtonPressed,
    CommandSent,
    ForwardSent,
    InboundEvent,
    Incoming,
    LocationSent,
    PhotoKept,
    PhotoRejected,
    PhotoSent,
    TextSent,
    UnreadableSent,
)
from bot.dialogue.file_events import FileKept, FileRejected, FileSent
from bot.masking import Masked, mask
from bot.use_cases.ports import Database, WakeUp

MAX_TEXT = 4096


@dataclass(frozen=True, slots=True)
class Receive:
    """Called by channels *before* they tell anybody that the events were received."""

    database: Database
    wake: WakeUp
    clock: Clock

    def __call__(self, events: Sequence[InboundEvent]) -> int:
        """Store events; returns how many were new. Raises what the database raises."""
        masked = [replace(one, event=masked_event(one.event)) for one in events]
        with self.database.transaction() as work:
            stored = work.inbox.store(masked, self.clock())
        if stored:
            self.wake.inbox()
        return stored


def masked_event(event: Incoming) -> Incoming:
    """The event without personal numbers, and without what is not needed."""
    match event:
        case TextSent(text):
            clean, marked = _masked(text[:MAX_TEXT], event.marked)
            return TextSent(clean.text, clean.found, marked)
        case CommandSent(name, argument):
            clean = mask(argument[:MAX_TEXT])
            return CommandSent(name, clean.text, clean.found)
        case PhotoSent() | PhotoKept() | FileKept():
            clean, marked = _masked(event.caption, event.marked)
            return replace(event, caption=clean.text, masked=clean.found, marked=marked)
        case FileRejected():
            clean = mask(event.caption)
            return replace(event, caption=clean.text, masked=clean.found)
        case FileSent(name=name):
            clean, marked = _masked(event.caption, event.marked)
            called = mask(name[:MAX_TEXT])
            found = clean.found or called.found
            return replace(event, name=called.text, caption=clean.text, masked=found, marked=marked)
        case ForwardSent():
            return ForwardSent()
        case ButtonPressed() | PhotoRejected() | LocationSent() | UnreadableSent() | BotBlocked():
            return event


def _masked(text: str, marked: str | None) -> tuple[Masked, str | None]:
    """The text and its marked form without personal numbers.

    Marks may hide a number from being found, so a text that has one loses its marks; addresses
    of links stand in the marked form only.
    """
    clean = mask(text)
    if clean.found or not marked:
        return clean, None
    other = mask(marked)
    return (Masked(clean.text, other.found), other.text)
