"""Emergencies, small talk, and things the bot cannot read: short, kind, useful."""

from __future__ import annotations

from bot.dialogue.actions import ShowTopics, StartReport
from bot.dialogue.conversation import Conversation, Reporting, Turn
from bot.dialogue.effects import Outcome, RecordQuestion
from bot.dialogue.events import PhotoRejected, UnreadableSent
from bot.dialogue.file_events import FileKept, FileRejected
from bot.dialogue.message import BLANK, Phrase, Piece, phrase
from bot.dialogue.topics.home import home_rows
from bot.dialogue.turns import Rows, button, say, turn
from bot.dialogue.world import World
from knowledge_base import SmallTalk


def emergency(conversation: Conversation, kind: str, text: str, world: World) -> Turn:
    """Numbers first, then what to do. An open form stays as it is."""
    found = world.city.emergency(kind)
    lines: list[Piece] = [phrase("emergency.title", label=found.label)]
    lines += [phrase("emergency.number", name=one.nama, number=one.nomor) for one in found.nomor]
    lines += [BLANK, *(phrase("line.bullet", text=line) for line in found.pesan)]
    if isinstance(conversation.state, Reporting):
        lines += [BLANK, phrase("emergency.form_waits")]
    record = RecordQuestion(text, Outcome.EMERGENCY, None, None)
    return turn(conversation, record, say(lines))


def small_talk(conversation: Conversation, kind: SmallTalk, text: str, world: World) -> Turn:
    """A friendly line and the way on."""
    line = phrase(f"small_talk.{kind.value}", brand=world.city.merek, city=world.city.nama)
    record = RecordQuestion(text, Outcome.SMALL_TALK, None, None)
    return turn(conversation, record, say((line,), home_rows(world)))


def unreadable(conversation: Conversation, event: UnreadableSent) -> Turn:
    """Say plainly what cannot be read."""
    rows: Rows = ((button("button.topics", ShowTopics()),),)
    return turn(conversation, say((phrase(f"unreadable.{event.what}"),), rows))


def not_taken(conversation: Conversation, event: FileKept | FileRejected | PhotoRejected) -> Turn:
    """Why a picture or file could not be taken; a form is kept."""
    if isinstance(event, FileKept):
        return unreadable(conversation, UnreadableSent("document"))
    return turn(conversation, say((why_not(event),)))


def why_not(event: FileRejected | PhotoRejected) -> Phrase:
    """What was wrong with it, and what to send instead."""
    kind = "photo" if isinstance(event, PhotoRejected) else "file"
    return phrase(f"{kind}.{event.fault}")


def location(conversation: Conversation) -> Turn:
    """Positions are not kept."""
    return turn(conversation, say((phrase("unreadable.location"),)))


def forward(conversation: Conversation) -> Turn:
    """A forwarded post is not the resident's own question."""
    return turn(conversation, say((phrase("unreadable.forward"),)))


def photo_without_form(conversation: Conversation) -> Turn:
    """A picture out of the blue probably belongs to a report."""
    rows: Rows = ((button("button.report", StartReport()),),)
    return turn(conversation, say((phrase("photo.no_form"),), rows))
