"""A conversation as a page shows it: hand something in, see what was said, in order."""

from __future__ import annotations

from dataclasses import dataclass

from bot.clock import Clock
from bot.dialogue.events import CommandSent, InboundEvent, Incoming, PhotoKept, PhotoRejected
from bot.use_cases.deliveries import Shown
from bot.use_cases.documents import Document
from bot.use_cases.fetch import cleaned
from bot.use_cases.ports import Database
from bot.use_cases.receive import Receive

SHOWN_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class PageTalk:
    """Conversations of one channel whose page keeps both sides."""

    channel: str
    database: Database
    receive: Receive
    clock: Clock

    def hand_in(self, address: str, update: str, event: Incoming) -> None:
        """Store an event; the same `update` twice takes effect once."""
        self.receive([InboundEvent(self.channel, f"{address}/{update}", address, address, event)])

    def greet(self, address: str, payload: str) -> None:
        """Begin a conversation, with a deep link's payload."""
        self.hand_in(address, "start", CommandSent("start", payload))

    def shown(self, address: str, after: int) -> tuple[Shown, ...]:
        """What was said after that message id."""
        with self.database.transaction() as work:
            return work.outbox.shown(self.channel, address, after, SHOWN_AT_ONCE)

    def picture(self, address: str, token: str) -> bytes | None:
        """The photo of a message that was sent to this address."""
        with self.database.transaction() as work:
            found = work.outbox.sent_to(self.channel, address, token)
            return work.photos.get(found.photo) if found and found.photo is not None else None

    def file(self, address: str, token: str) -> Document | None:
        """The file of a message that was sent to this address."""
        with self.database.transaction() as work:
            found = work.outbox.sent_to(self.channel, address, token)
            if found is None:
                return None
            if found.attachment is not None:
                name, mime, text = found.attachment
                return Document(name, mime, text.encode())
            return work.documents.get(found.document.id) if found.document else None

    def is_waiting(self, address: str) -> bool:
        """True while something handed in was not worked off."""
        with self.database.transaction() as work:
            return work.inbox.waiting(self.channel, address)

    def keep_photo(self, address: str, data: bytes, caption: str) -> PhotoKept | PhotoRejected:
        """Clean a picture and keep it for this person."""
        outcome = cleaned(data)
        if isinstance(outcome, PhotoRejected):
            return outcome
        with self.database.transaction() as work:
            owner = work.photos.conversation_of(self.channel, address)
            if owner is None:
                return PhotoRejected("unavailable")
            return PhotoKept(work.photos.add(owner, outcome, self.clock()), caption)
