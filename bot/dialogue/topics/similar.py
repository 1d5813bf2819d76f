"""Somebody else already reported this: join them, or send a report of one's own."""

from __future__ import annotations

from bot.dialogue.actions import DropReport, JoinCase, SendReport
from bot.dialogue.conversation import Conversation, Turn
from bot.dialogue.effects import Edit, JoinReport
from bot.dialogue.message import OutboundMessage, phrase
from bot.dialogue.ticket_events import JoinRefused, SimilarFound
from bot.dialogue.topics import report
from bot.dialogue.turns import at_home, button, say, turn
from bot.dialogue.world import World


def found(conversation: Conversation, event: SimilarFound, world: World) -> Turn:
    """Offer to join where there is something to join; otherwise hand the report in."""
    draft = report.open_draft(conversation, event.draft)
    complete = report.complete(draft) if draft else None
    if complete is None:
        return report.stale(conversation)
    if event.case is None:
        return report.file(conversation, event.draft, complete, world)
    rows = (
        (button("button.join", JoinCase(event.draft, event.case)),),
        (button("button.send_alone", SendReport(event.draft, alone=True)),),
    )
    question = phrase("similar.ask", people=event.people)
    return turn(conversation, Edit(OutboundMessage((question, phrase("similar.what")), rows)))


def join(conversation: Conversation, draft_id: str, case: str) -> Turn:
    """Say "me too"."""
    draft = report.open_draft(conversation, draft_id)
    complete = report.complete(draft) if draft else None
    if complete is None:
        return report.stale(conversation)
    return turn(conversation, JoinReport(draft_id, case, complete))


def joined(conversation: Conversation, people: int) -> Turn:
    """How many stand behind it now; the draft is done with."""
    return turn(at_home(conversation), say((phrase("similar.joined", people=people),)))


def refused(conversation: Conversation, event: JoinRefused) -> Turn:
    """That report was closed meanwhile: send one of one's own, or nothing."""
    rows = (
        (button("button.send_alone", SendReport(event.draft, alone=True)),),
        (button("button.cancel", DropReport(event.draft)),),
    )
    return turn(conversation, say((phrase("similar.closed"),), rows))
