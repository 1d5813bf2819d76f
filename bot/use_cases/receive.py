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
from bot.masking import mask
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
            clean = mask(text[:MAX_TEXT])
            return TextSent(clean.text, clean.found)
        case CommandSent(name, argument):
            clean = mask(argument[:MAX_TEXT])
            return CommandSent(name, clean.text, clean.found)
        case PhotoSent() | PhotoKept() | FileKept() | FileRejected():
            clean = mask(event.caption)
            return replace(event, caption=clean.text, masked=clean.found)
        case FileSent(name=name, caption=caption):
            clean, called = mask(caption[:MAX_TEXT]), mask(name[:MAX_TEXT])
            found = clean.found or called.found
            return replace(event, name=called.text, caption=clean.text, masked=found)
        case ForwardSent():
            return ForwardSent()
        case ButtonPressed() | PhotoRejected() | LocationSent() | UnreadableSent() | BotBlocked():
            return event
