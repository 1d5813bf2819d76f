"""What staff are told of announcements: asked to look, sent back, held back, done."""

from __future__ import annotations

from collections.abc import Callable

from bot.civic.announcements.life import Announcement, Refusal
from bot.civic.announcements.progress import DeliveryState, RunReport
from bot.dialogue.message import OutboundMessage, phrase

ToAuthor = Callable[[Announcement, OutboundMessage], object]


def held_back(tell: ToAuthor, one: Announcement, why: Refusal) -> None:
    """Its time came, and it did not start."""
    line = phrase(f"announcement.held.{why}", number=one.id)
    tell(one, OutboundMessage((line,), for_staff=True))


def ended(tell: ToAuthor, one: Announcement, report: RunReport) -> None:
    """A run is over: in one line, how many it reached."""
    line = phrase(
        f"announcement.ended.{report.kind}",
        number=one.id,
        sent=report.count(DeliveryState.SENT),
        total=report.total,
    )
    tell(one, OutboundMessage((line,), for_staff=True))
