"""What staff are told of announcements: asked to look, sent back, held back, done."""

from __future__ import annotations

from collections.abc import Callable

from bot.civic.announcements.life import Announcement, Refusal
from bot.civic.announcements.progress import DeliveryState, RunReport
from bot.dialogue.announcement_actions import DoWithAnnouncement, OpenAnnouncement
from bot.dialogue.message import Choice, OutboundMessage, Phrase, Piece, phrase
from bot.dialogue.turns import Rows, button

ToAuthor = Callable[[Announcement, OutboundMessage], object]


def approve(one: Announcement) -> OutboundMessage:
    """Above it stands what residents will get: yes, or back with a note."""
    said = DoWithAnnouncement(one.id, "approve", one.revision)
    row = (
        button("announcement.button.approve", said),
        button("announcement.button.send_back", OpenAnnouncement(one.id, "send_back")),
    )
    lines = (phrase("announcement.told.approve", number=one.id), starts(one))
    return _notice(lines, (row, (_look(one),)))


def review(one: Announcement) -> OutboundMessage:
    """A warning left at once: somebody else should look at it."""
    row = (
        button("announcement.button.reviewed", DoWithAnnouncement(one.id, "review", one.revision)),
        button("announcement.button.review_note", OpenAnnouncement(one.id, "review")),
    )
    return _notice((phrase("announcement.told.review", number=one.id),), (row, (_look(one),)))


def approved(one: Announcement) -> OutboundMessage:
    """The second pair of eyes said yes."""
    return _notice((phrase("announcement.told.approved", number=one.id), starts(one)), _rows(one))


def sent_back(one: Announcement) -> OutboundMessage:
    """The second pair of eyes said no, and why."""
    line = phrase("announcement.told.sent_back", number=one.id, note=one.note or "")
    return _notice((line,), _rows(one))


def reviewed(one: Announcement) -> OutboundMessage:
    """Somebody looked at a warning that had left at once."""
    lines: tuple[Piece, ...] = (phrase("announcement.told.reviewed", number=one.id),)
    if one.note:
        lines = (*lines, phrase("announcement.note", note=one.note))
    return _notice(lines, _rows(one))


def stopped(one: Announcement) -> OutboundMessage:
    """Somebody cancelled it or took it back."""
    return _notice((phrase(f"announcement.told.{one.status}", number=one.id),), _rows(one))


def held_back(tell: ToAuthor, one: Announcement, why: Refusal) -> None:
    """Its time came, and it did not start."""
    tell(one, _notice((phrase(f"announcement.held.{why}", number=one.id),), _rows(one)))


def ended(tell: ToAuthor, one: Announcement, report: RunReport) -> None:
    """A run is over: how many it reached, and who got nothing."""
    sent, unsure = report.count(DeliveryState.SENT), report.count(DeliveryState.UNSURE)
    total = report.total
    key = f"announcement.ended.{report.kind}"
    lines: list[Piece] = [phrase(key, number=one.id, sent=sent, total=total)]
    if (missed := total - sent - unsure) > 0:
        lines.append(phrase("announcement.ended.missed", count=missed))
    if unsure:
        lines.append(phrase("announcement.ended.unsure", count=unsure))
    if one.next_start is not None:
        lines.append(phrase("announcement.ended.again", at=one.next_start))
    tell(one, _notice(tuple(lines), _rows(one)))


def starts(one: Announcement) -> Phrase:
    """When it starts; before it is approved, when it would."""
    at = one.next_start or one.plan.start_at
    if at is None or one.plan.start_at is None:
        soon = one.next_start is not None
        return phrase("announcement.starts.soon" if soon else "announcement.starts.now")
    return phrase("announcement.starts.at", at=at)


def _rows(one: Announcement) -> Rows:
    return ((_look(one),),)


def _look(one: Announcement) -> Choice:
    return button("announcement.button.look", OpenAnnouncement(one.id))


def _notice(lines: tuple[Piece, ...], rows: Rows) -> OutboundMessage:
    return OutboundMessage(lines, rows, for_staff=True)
