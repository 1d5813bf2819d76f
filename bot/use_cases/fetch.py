"""Fetch what still lies with a channel, outside of any lock; it is looked at, then kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.attachments import FileRefusedError, is_picture, named, recognised
from bot.civic.announcements.life import may_write
from bot.civic.kept_file import KeptFile
from bot.clock import Clock
from bot.dialogue.conversation import Composing, OnCase, decode
from bot.dialogue.events import PhotoKept, PhotoRejected, PhotoSent, Prepared
from bot.dialogue.file_events import FileKept, FileRejected, FileSent
from bot.photos import PhotoRefusedError, clean_jpeg
from bot.use_cases.deliveries import Claimed
from bot.use_cases.documents import Document, clean_name
from bot.use_cases.ports import Database, PhotoSource, UnitOfWork

FILES_A_DAY = 30
"""Files of one person that are kept within a day: more is no case work."""

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Fetch:
    """Fetches the picture or file of one event; the event is claimed again afterwards."""

    database: Database
    source: PhotoSource
    clock: Clock

    def __call__(self, claimed: Claimed, sent: PhotoSent | FileSent) -> None:
        """Fetch, look at it, keep it."""
        data = self.source.fetch(claimed.inbound.channel, sent.reference)
        found = cleaned(data) if isinstance(sent, PhotoSent) else taken(data, sent.name)
        with self.database.transaction() as work:
            words = (sent.caption, sent.masked, sent.marked)
            kept = keep(work, claimed.conversation_id, found, self.clock(), words)
            work.inbox.prepare(claimed.inbox_id, kept)


def to_fetch(claimed: Claimed) -> PhotoSent | FileSent | None:
    """What has to be fetched before the event can be worked off: pictures, officers' files.

    A file that no case or announcement waits for is not fetched: nobody fills the database.
    """
    sent = claimed.inbound.event
    if claimed.prepared is not None or not isinstance(sent, PhotoSent | FileSent):
        return None
    match decode(claimed.state).state:
        case OnCase():
            awaited = claimed.member.role.handles_cases
        case Composing():
            awaited = may_write(claimed.member)
        case _:
            awaited = False
    return sent if isinstance(sent, PhotoSent) or awaited else None


def cleaned(data: bytes | None) -> bytes | PhotoRejected:
    """A picture fit to be kept, or why there is none."""
    if data is None:
        return PhotoRejected("unavailable")
    try:
        return clean_jpeg(data)
    except PhotoRefusedError as refusal:
        return PhotoRejected(refusal.fault)


def taken(data: bytes | None, name: str) -> bytes | Document | PhotoRejected | FileRejected:
    """A picture sent as a file (cleaned like any other), a file of a known kind, or why neither."""
    if data is None:
        return FileRejected("unavailable")
    if is_picture(data):
        return cleaned(data)
    try:
        kind = recognised(data)
    except FileRefusedError as refusal:
        return FileRejected(refusal.fault)
    return Document(named(clean_name(name), kind), kind.mime, data)


def keep(
    work: UnitOfWork,
    owner: int,
    found: bytes | Document | PhotoRejected | FileRejected,
    now: datetime,
    words: tuple[str, bool, str | None] = ("", False, None),
) -> Prepared:
    """What was `found`, kept for the conversation `owner` if it is fit to be.

    `words` came along: the caption, whether it was masked, and its marked form.
    """
    caption, masked, _ = words
    match found:
        case bytes():
            return PhotoKept(work.photos.add(owner, found, now), *words)
        case Document():
            if work.documents.kept_since(owner, now - DAY) >= FILES_A_DAY:
                return FileRejected("too-many", caption, masked)
            kept = KeptFile(work.documents.add(found, owner, now), clean_name(found.name))
            return FileKept(kept, *words)
        case PhotoRejected(fault):
            return PhotoRejected(fault, caption)
        case FileRejected(fault):
            return FileRejected(fault, caption, masked)
