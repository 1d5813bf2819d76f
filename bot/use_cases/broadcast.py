"""Deliveries of announcements as a channel sees them: claimed in turn, begun, settled."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.civic.announcements.life import Announcement
from bot.civic.announcements.progress import RunKind
from bot.clock import Clock
from bot.dialogue.conversation import decode
from bot.dialogue.topics.announcement_message import announcement_message, recalled_message
from bot.dialogue.world import World
from bot.use_cases.announcement_ports import Outgoing
from bot.use_cases.deliveries import Delivery, OutboxKind, Rendered, SendResult
from bot.use_cases.ports import Database, UnitOfWork, Wording

AHEAD = 0.12
"""Seconds of turns that are claimed together: so much a reply may have to wait."""

KINDS: Mapping[RunKind, OutboxKind] = {
    RunKind.KIRIM: OutboxKind.SEND,
    RunKind.UBAH: OutboxKind.EDIT,
    RunKind.TARIK: OutboxKind.DELETE,
}
FALLBACK = "id"


def token_of(announcement_id: int) -> str:
    """What buttons of an announcement carry: the same for everybody, unlike those of replies."""
    return f"p{announcement_id}"


def announcement_of(token: str) -> int | None:
    """The announcement whose buttons carry this, if any."""
    number = token[1:]
    is_one = token[:1] == "p" and number.isascii() and number.isdigit() and len(number) < 12
    return int(number) if is_one else None


@dataclass(frozen=True, slots=True)
class Broadcast:
    """One channel's way to its deliveries. `world` is what the program sees at that moment."""

    database: Database
    channel: str
    world: Callable[[datetime], World]
    wording: Wording
    clock: Clock

    def claim(self, limit: int) -> tuple[Delivery, ...]:
        """At most `limit` deliveries whose turn comes soon."""
        with self.database.reading() as work:
            if not work.ledger.is_busy():
                return ()
        world = self.world(self.clock())
        with self.database.transaction() as work:
            found = work.ledger.claim(self.channel, limit, world.local, ahead=AHEAD)
            return rendered(work, found, self.wording, world)

    def begin(self, delivery: Delivery) -> bool:
        """It leaves now; False if it must not any more."""
        with self.database.transaction() as work:
            return work.ledger.begin(delivery.id, delivery.attempts, self.clock())

    def settle(self, results: Sequence[tuple[Delivery, SendResult]]) -> None:
        """What became of deliveries."""
        by_lease = {(one.id, one.attempts): result for one, result in results}
        with self.database.transaction() as work:
            work.ledger.settle(by_lease, self.clock())


def rendered(
    work: UnitOfWork, found: tuple[Outgoing, ...], wording: Wording, world: World
) -> tuple[Delivery, ...]:
    """Each in its reader's language; each text is written once, whoever gets it."""
    announcements: dict[int, Announcement | None] = {}
    pages: dict[tuple[int, str, RunKind, str], Delivery] = {}
    deliveries = []
    for one in found:
        if one.announcement not in announcements:
            announcements[one.announcement] = work.announcements.read(one.announcement)
        language = decode(one.state).language or FALLBACK
        key = (one.announcement, language, one.kind, one.channel)
        if key not in pages:
            page = _page(announcements[one.announcement], one, language, wording, world)
            pages[key] = _with_files(work, one, page)
        deliveries.append(_addressed(pages[key], one))
    return tuple(deliveries)


def _page(
    announcement: Announcement | None,
    one: Outgoing,
    language: str,
    wording: Wording,
    world: World,
) -> Rendered:
    if announcement is None or one.kind is RunKind.TARIK:
        message = recalled_message()
    else:
        message = announcement_message(announcement, language, world.city)
    return wording.render(message, language, one.channel)[-1]


def _with_files(work: UnitOfWork, one: Outgoing, page: Rendered) -> Delivery:
    document = work.documents.get(page.document.id) if page.document else None
    picture = None if page.photo is None else work.photos.get(page.photo)
    return Delivery(
        id=one.id,
        token=token_of(one.announcement),
        channel=one.channel,
        address=one.address,
        kind=KINDS[one.kind],
        rendered=page,
        edits_message=one.message,
        attempts=one.attempt,
        picture=picture,
        document=document,
        wait=one.wait,
    )


def _addressed(page: Delivery, one: Outgoing) -> Delivery:
    return replace(
        page,
        id=one.id,
        address=one.address,
        edits_message=one.message,
        attempts=one.attempt,
        wait=one.wait,
    )
