"""What a person typed or photographed, by the state of the conversation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import assert_never

from bot.civic.ticket_number import looks_like_number
from bot.dialogue.conversation import (
    AddingNote,
    Answering,
    AskingTicket,
    AtHome,
    Composing,
    Conversation,
    OnCase,
    Replying,
    Reporting,
    Turn,
)
from bot.dialogue.events import (
    CommandSent,
    PhotoKept,
    TextSent,
)
from bot.dialogue.message import phrase
from bot.dialogue.topics import (
    announcement_typed,
    announcements,
    answer,
    cases,
    figures,
    guides,
    hand_over,
    home,
    kindness,
    latest_news,
    own_data,
    replying,
    report,
    staff_list,
    subscriptions,
    tickets,
)
from bot.dialogue.turns import at_home, say, turn, without_note
from bot.dialogue.world import World


def text(conversation: Conversation, event: TextSent, world: World) -> Turn:
    """Words: a ticket number, a value of an open form, small talk or a question."""
    state = conversation.state
    match state:
        case Reporting():
            return report.text(conversation, state, event, world)
        case AddingNote():
            return tickets.add_note(conversation, state, event.text, None)
        case AskingTicket():
            if any(char.isdigit() for char in event.text) and len(event.text) <= 20:
                return tickets.look_up(conversation, event.text)
            return _at_home(at_home(conversation), event, world)
        case OnCase():
            return cases.written(conversation, state, event.text)
        case Answering():
            return hand_over.written(conversation, state, event.text)
        case Replying():
            return replying.written(conversation, state, event.text, world)
        case Composing():
            return announcement_typed.written(conversation, state, event, world)
        case AtHome():
            return _at_home(conversation, event, world)
    assert_never(state)


Handler = Callable[[Conversation, CommandSent, World], Turn]

COMMANDS: Mapping[str, Handler] = {
    "start": lambda talk, event, world: home.start(talk, event.argument, world),
    "bantuan": lambda talk, _event, world: home.help_text(talk, world),
    "batal": home.cancel,
    "topik": home.topics,
    "panduan": guides.overview,
    "lapor": lambda talk, event, world: report.begin(talk, event, None, world),
    "tiket": lambda talk, event, world: tickets.command(talk, event.argument, world),
    "privasi": lambda talk, _event, world: home.privacy(talk, world),
    "dataku": lambda talk, _event, world: own_data.export(talk, world),
    "hapus": lambda talk, event, world: own_data.erase(talk, event, world, sure=False),
    "langganan": lambda talk, _event, _world: subscriptions.command(talk),
    "pengumuman": lambda talk, _event, _world: latest_news.command(talk),
    "berhenti": lambda talk, event, _world: home.subscribe(talk, event, on=False),
    "bahasa": lambda talk, _event, world: home.ask_language(talk, world),
}
"""What residents can command, by name."""

STAFF_COMMANDS: Mapping[str, Handler] = {
    "kasus": lambda talk, event, world: cases.command(talk, event.argument, world),
    "statistik": lambda talk, _event, world: figures.command(talk, world),
    "tanya": lambda talk, _event, world: hand_over.command(talk, world),
    "umumkan": lambda talk, _event, world: announcements.command(talk, world),
    "petugas": lambda talk, event, world: staff_list.command(talk, event.argument, world),
}
"""What staff can command besides; everybody else is told that it is for staff."""

ALIASES: Mapping[str, str] = {
    "mulai": "start",
    "help": "bantuan",
    "cancel": "batal",
    "language": "bahasa",
    "stop": "berhenti",
}


def command(conversation: Conversation, event: CommandSent, world: World) -> Turn:
    """A command; an unknown one is answered with what there is."""
    conversation = without_note(conversation)
    name = ALIASES.get(event.name, event.name)
    handler = COMMANDS.get(name) or STAFF_COMMANDS.get(name)
    if handler is None:
        rows = home.home_rows(world)
        return turn(conversation, say((phrase("command.unknown"),), rows))
    return handler(conversation, event, world)


def photo(conversation: Conversation, event: PhotoKept, world: World) -> Turn:
    """A stored picture: for the open report or ticket, otherwise an offer to report."""
    state = conversation.state
    match state:
        case Reporting():
            return report.photo(conversation, state, event, world)
        case AddingNote():
            return tickets.add_note(conversation, state, event.caption or None, event.photo)
        case OnCase():
            return cases.written(conversation, state, event.caption or None, photo=event.photo)
        case Replying():
            return replying.photo(conversation, state, event, world)
        case Composing():
            return announcement_typed.photo(conversation, state, event, world)
        case AtHome() | AskingTicket() | Answering():
            return kindness.photo_without_form(conversation)
    assert_never(state)


def _at_home(conversation: Conversation, event: TextSent, world: World) -> Turn:
    if looks_like_number(event.text):
        return tickets.look_up(conversation, event.text)
    kind = world.knowledge.small_talk(event.text)
    if kind is not None:
        return kindness.small_talk(conversation, kind, event.text, world)
    return answer.question(conversation, event, event.text, world)
