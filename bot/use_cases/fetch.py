"""Fetch what still lies with the channel: pictures, and files that were asked for."""

from __future__ import annotations

from dataclasses import dataclass

from bot.civic.announcements.checks import FILE_KINDS, LARGEST_FILE
from bot.civic.announcements.life import may_write
from bot.clock import Clock
from bot.dialogue.conversation import Composing, decode
from bot.dialogue.events import (
    DocumentKept,
    DocumentRejected,
    DocumentSent,
    PhotoKept,
    PhotoRejected,
    PhotoSent,
    Prepared,
)
from bot.photos import PhotoRefusedError, clean_jpeg
from bot.use_cases.deliveries import Claimed
from bot.use_cases.documents import Document, clean_name
from bot.use_cases.ports import Database, PhotoSource


def needs_fetching(claimed: Claimed) -> bool:
    """A picture, or a file for an announcement. Nobody else's files are fetched."""
    if claimed.prepared is not None:
        return False
    event = claimed.inbound.event
    if isinstance(event, DocumentSent):
        composing = isinstance(decode(claimed.state).state, Composing)
        return composing and may_write(claimed.member)
    return isinstance(event, PhotoSent)


@dataclass(frozen=True, slots=True)
class Fetch:
    """Fetches outside of any lock, and keeps what came of it beside the event."""

    database: Database
    photos: PhotoSource
    clock: Clock

    def __call__(self, claimed: Claimed) -> None:
        """Call it for what `needs_fetching`."""
        channel, event = claimed.inbound.channel, claimed.inbound.event
        if isinstance(event, PhotoSent):
            picture = cleaned(self.photos.fetch(channel, event.reference))
            self._keep(claimed, event, picture)
        elif isinstance(event, DocumentSent):
            self._keep(claimed, event, self._file(channel, event))

    def _file(self, channel: str, event: DocumentSent) -> Document | DocumentRejected:
        name = clean_name(event.name)
        mime = FILE_KINDS.get(name.rpartition(".")[2].lower())
        if mime is None:
            return DocumentRejected("kind")
        if event.size > LARGEST_FILE:
            return DocumentRejected("too-large")
        content = self.photos.fetch(channel, event.reference)
        return Document(name, mime, content) if content else DocumentRejected("unavailable")

    def _keep(
        self,
        claimed: Claimed,
        event: PhotoSent | DocumentSent,
        outcome: bytes | Document | PhotoRejected | DocumentRejected,
    ) -> None:
        words = (event.caption, event.masked, event.marked)
        now = self.clock()
        prepared: Prepared
        with self.database.transaction() as work:
            match outcome:
                case bytes():
                    photo = work.photos.add(claimed.conversation_id, outcome, now)
                    prepared = PhotoKept(photo, *words)
                case Document(name=name):
                    prepared = DocumentKept(work.documents.add(outcome, None, now), name, *words)
                case _:
                    prepared = outcome
            work.inbox.prepare(claimed.inbox_id, prepared)


def cleaned(data: bytes | None) -> bytes | PhotoRejected:
    """A picture fit to be kept, or why there is none."""
    if data is None:
        return PhotoRejected("unavailable")
    try:
        return clean_jpeg(data)
    except PhotoRefusedError as refusal:
        return PhotoRejected(refusal.fault)
