"""Did the answer help?"""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from bot.dialogue.actions import NotHelpful, ShowTopics, StartReport, Why
from bot.dialogue.conversation import Conversation, Turn
from bot.dialogue.effects import RecordFeedback
from bot.dialogue.events import Event
from bot.dialogue.message import phrase
from bot.dialogue.topics import report
from bot.dialogue.turns import Rows, answer_in_place, button, in_rows, say, turn
from bot.dialogue.world import World


def helpful(conversation: Conversation, entry: str) -> Turn:
    """Thanks; the second press only says that it was noted."""
    if conversation.rated == entry:
        return turn(conversation, say((phrase("feedback.noted"),)))
    conversation = replace(conversation, rated=entry)
    record = RecordFeedback(entry, helpful=True)
    return turn(conversation, record, say((phrase("feedback.thanks"),)))


def not_helpful(
    conversation: Conversation, event: Event, entry: str, why: Why | None, world: World
) -> Turn:
    """Ask why in one tap, then lead to a report with the service filled in."""
    if why is None:
        return turn(conversation, say((phrase("feedback.why"),), _reasons(entry)))
    if conversation.rated == entry:
        return turn(conversation, answer_in_place(event, (phrase("feedback.noted"),)))
    conversation = replace(conversation, rated=entry)
    record = RecordFeedback(entry, helpful=False, why=why)
    if why == "terkendala" and not world.group:
        opened = report.begin(conversation, event, entry, world)
        return turn(opened.conversation, record, *opened.effects)
    rows: Rows = ((button("button.topics", ShowTopics()),),)
    if not world.group:
        rows = ((button("button.stuck", StartReport(entry)),), *rows)
    return turn(conversation, record, answer_in_place(event, (phrase("feedback.sorry"),), rows))


def _reasons(entry: str) -> Rows:
    reasons: tuple[Why, ...] = get_args(Why)
    return in_rows([button(f"feedback.{why}", NotHelpful(entry, why)) for why in reasons], 2)
