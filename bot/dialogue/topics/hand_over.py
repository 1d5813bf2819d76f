"""A question without an answer goes to an officer; their reply comes back into the chat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.civic.roles import Role
from bot.dialogue.actions import GoHome, ShowTopics
from bot.dialogue.conversation import Answering, Conversation, Turn
from bot.dialogue.effects import Edit
from bot.dialogue.message import BLANK, Choice, OutboundMessage, Piece, phrase
from bot.dialogue.parts import complaint_channels
from bot.dialogue.turns import Rows, at_home, button, say, shortened, turn
from bot.dialogue.voice_actions import ReplyToQuestion
from bot.dialogue.voice_effects import (
    AnswerHandover,
    HandoverAnswered,
    HandoversListed,
    ListHandovers,
    QuestionHandedOver,
    Waiting,
)
from bot.dialogue.world import World

ANSWERERS = frozenset({Role.EDITOR, Role.PETUGAS, Role.KEPALA, Role.ADMIN})
SHOWN = 8
MISSING_DAYS = 30


def handed(conversation: Conversation, event: QuestionHandedOver, world: World) -> Turn:
    """When to expect an answer; or, honestly, that nobody is there yet, and whom to ask now."""
    if event.told:
        return turn(conversation, Edit(OutboundMessage((phrase("handover.done"), *_hours(world)))))
    lines: list[Piece] = [phrase("handover.kept")]
    places = complaint_channels(world.city)
    if places:
        lines += [BLANK, phrase("handover.meanwhile"), *places]
    rows = ((button("button.topics", ShowTopics()),),)
    return turn(conversation, Edit(OutboundMessage(tuple(lines), rows)))


def to_answerers(handover: int, question: str) -> OutboundMessage:
    """What those who may answer are shown."""
    lines = (phrase("handover.new"), phrase("handover.question", text=question))
    rows = ((button("button.answer_question", ReplyToQuestion(handover)),),)
    return OutboundMessage(lines, rows, for_staff=True)


def kept_for(waiting: Sequence[Waiting]) -> OutboundMessage:
    """Questions that came before anybody was there to answer them."""
    lines, rows = _queue(waiting)
    return OutboundMessage((phrase("handover.kept_for"), *lines), rows, for_staff=True)


def to_asker(question: str, answer: str) -> OutboundMessage:
    """The officer's reply, with the question it answers."""
    return OutboundMessage(
        (phrase("handover.reply", question=question), BLANK, phrase("handover.answer", text=answer))
    )


def command(conversation: Conversation, world: World) -> Turn:
    """`/tanya`: the questions that wait."""
    if world.role not in ANSWERERS or world.group:
        return turn(conversation, say((phrase("staff.only"),)))
    return turn(at_home(conversation), ListHandovers())


def listed(conversation: Conversation, event: HandoversListed) -> Turn:
    """Each with a button to answer it; then what the articles do not answer yet."""
    lines, rows = _queue(event.waiting)
    if event.missing:
        lines += [BLANK, phrase("handover.missing", days=MISSING_DAYS)]
    lines += [phrase("figures.cell", name=one.example, count=one.count) for one in event.missing]
    return turn(conversation, say(lines, rows))


def reply(conversation: Conversation, handover: int, world: World) -> Turn:
    """Wait for the words of the answer."""
    if world.role not in ANSWERERS:
        return turn(conversation, say((phrase("staff.only"),)))
    conversation = replace(conversation, state=Answering(handover))
    rows = ((button("button.keep", GoHome()),),)
    return turn(conversation, say((phrase("handover.write"),), rows))


def written(conversation: Conversation, state: Answering, words: str) -> Turn:
    """The answer, as it goes to the resident."""
    kept, cut = shortened(words)
    if kept is None:
        return turn(conversation, say((phrase("handover.write"),)))
    return turn(at_home(conversation), *cut, AnswerHandover(state.handover, kept))


def answered(conversation: Conversation, event: HandoverAnswered) -> Turn:
    """Whether it was delivered, and that it is a draft now."""
    if not event.done:
        return turn(conversation, say((phrase("handover.already"),)))
    key = "handover.delivered" if event.told else "handover.undelivered"
    return turn(conversation, say((phrase(key), phrase("handover.draft"))))


def _queue(waiting: Sequence[Waiting]) -> tuple[list[Piece], Rows]:
    """The first of them, each with a button to answer it."""
    shown = waiting[:SHOWN]
    if not shown:
        return [phrase("handover.none")], ()
    lines: list[Piece] = [phrase("handover.list", count=len(waiting))]
    lines += [
        phrase("handover.line", number=place, text=text, at=at)
        for place, (_, text, at) in enumerate(shown, start=1)
    ]
    rows = tuple(
        (Choice(phrase("handover.answer_number", number=place), ReplyToQuestion(one)),)
        for place, (one, _, _) in enumerate(shown, start=1)
    )
    return lines, rows


def _hours(world: World) -> list[Piece]:
    desk = world.city.jam_petugas
    if desk is None:
        return [phrase("handover.hours", text=world.city.jam_kantor)]
    by = desk.answered_by(world.local, world.calendar)
    opening = desk.next_open(world.local, world.calendar)
    if desk.is_open(world.local, world.calendar):
        lines: list[Piece] = [phrase("handover.open")]
    else:
        lines = [phrase("handover.closed", at=opening)] if opening else []
    return [*lines, phrase("handover.by", at=by)] if by else lines
