"""Small builders shared by the topics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.civic.reports import MAX_WORDS
from bot.dialogue.actions import Action
from bot.dialogue.conversation import (
    AddingNote,
    Answering,
    AtHome,
    Composing,
    Conversation,
    OnCase,
    Replying,
    Turn,
)
from bot.dialogue.effects import Edit, Effect, Say
from bot.dialogue.events import Chosen, Event
from bot.dialogue.message import Attachment, Choice, OutboundMessage, Piece, phrase

Rows = tuple[tuple[Choice, ...], ...]


def button(key: str, action: Action) -> Choice:
    """A button with a catalogue label."""
    return Choice(phrase(key), action)


def in_rows(choices: Sequence[Choice], width: int) -> Rows:
    """Buttons laid out `width` to a row."""
    return tuple(_chunks(choices, width))


def _chunks(choices: Sequence[Choice], width: int) -> Iterator[tuple[Choice, ...]]:
    for start in range(0, len(choices), width):
        yield tuple(choices[start : start + width])


def say(text: Iterable[Piece], rows: Rows = (), attachment: Attachment | None = None) -> Say:
    """A new message."""
    return Say(OutboundMessage(tuple(text), rows, attachment))


def answer_in_place(event: Event, text: Iterable[Piece], rows: Rows = ()) -> Effect:
    """Replace the message whose button was pressed; otherwise a new message."""
    message = OutboundMessage(tuple(text), rows)
    return Edit(message) if isinstance(event, Chosen) else Say(message)


def at_home(conversation: Conversation) -> Conversation:
    """The conversation with no form open."""
    return replace(conversation, state=AtHome())


def without_note(conversation: Conversation) -> Conversation:
    """No words are waited for any more: whoever does something else must not send them by mistake.

    A report that is being filled in stays.
    """
    notes = AddingNote | OnCase | Answering | Replying | Composing
    writing = isinstance(conversation.state, notes)
    return at_home(conversation) if writing else conversation


def shortened(words: str | None) -> tuple[str | None, tuple[Effect, ...]]:
    """At most `MAX_WORDS` characters of what was typed, and what to say when that was not all."""
    kept = words.strip() if words else ""
    said = (say((phrase("words.shortened", count=MAX_WORDS),)),) if len(kept) > MAX_WORDS else ()
    return kept[:MAX_WORDS] or None, said


def turn(conversation: Conversation, *effects: Effect) -> Turn:
    """A turn with these effects, in order."""
    return Turn(conversation, effects)
