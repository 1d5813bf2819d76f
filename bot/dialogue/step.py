"""One event, one step: pure, synchronous, and never without a reply."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from bot.dialogue.announcement_effects import AnnouncementResult
from bot.dialogue.conversation import AddingNote, Composing, Conversation, OnCase, Reporting, Turn
from bot.dialogue.events import (
    BotBlocked,
    Chosen,
    CommandSent,
    DocumentKept,
    DocumentRejected,
    Event,
    ForwardSent,
    LocationSent,
    PhotoKept,
    PhotoRejected,
    StaleButton,
    TextSent,
    UnreadableSent,
)
from bot.dialogue.message import phrase
from bot.dialogue.news_effects import SubscriptionsRead
from bot.dialogue.pace import PER_MINUTE, counted
from bot.dialogue.press import pressed
from bot.dialogue.staff_events import (
    CaseChanged,
    CaseFound,
    CaseRefused,
    CasesListed,
    FiguresExported,
    FiguresRead,
    SpikeSet,
    StaffListed,
    StaffRefused,
    StaffResult,
)
from bot.dialogue.ticket_events import (
    ClosingJudged,
    DataErased,
    DataExported,
    JoinRefused,
    NoteAdded,
    ReportFiled,
    ReportJoined,
    SimilarFound,
    TicketFound,
    TicketNotFound,
    TicketResult,
    TicketsListed,
    TicketUnchanged,
    TicketWithdrawn,
)
from bot.dialogue.topics import (
    announcement_typed,
    announcements,
    cases,
    figures,
    figures_file,
    hand_over,
    home,
    kindness,
    own_data,
    report,
    similar,
    spikes,
    staff_list,
    subscriptions,
    tickets,
)
from bot.dialogue.turns import say, turn
from bot.dialogue.typed import command, document, photo, text
from bot.dialogue.voice_effects import HandoverAnswered, HandoversListed
from bot.dialogue.world import World

FromPerson = (
    TextSent
    | CommandSent
    | PhotoKept
    | PhotoRejected
    | DocumentKept
    | DocumentRejected
    | LocationSent
    | UnreadableSent
    | ForwardSent
    | Chosen
    | StaleButton
)


def step(conversation: Conversation, event: Event, world: World) -> Turn:
    """What the event leads to: the conversation afterwards and what is to be done."""
    if isinstance(event, FromPerson):
        return _from_person(conversation, event, world)
    if isinstance(event, StaffResult):
        return _staff(conversation, event, world)
    if isinstance(event, AnnouncementResult):
        return announcements.happened(conversation, event, world)
    if isinstance(event, TicketResult):
        return _ticket(conversation, event, world)
    match event:
        case HandoversListed():
            return hand_over.listed(conversation, event)
        case HandoverAnswered():
            return hand_over.answered(conversation, event)
        case SubscriptionsRead():
            return subscriptions.shown(conversation, event, world)
        case BotBlocked():
            return home.blocked(conversation)
        case DataExported():
            return own_data.exported(conversation, event)
        case DataErased():
            return own_data.erased(conversation, event)
    assert_never(event)


def _ticket(conversation: Conversation, event: TicketResult, world: World) -> Turn:
    match event:
        case SimilarFound():
            return similar.found(conversation, event, world)
        case ReportJoined(people):
            return similar.joined(conversation, people)
        case JoinRefused():
            return similar.refused(conversation, event)
        case ReportFiled():
            return report.filed(conversation, event, world)
        case ClosingJudged():
            return tickets.judged(conversation, event, world)
        case TicketFound(ticket):
            return tickets.found(conversation, ticket, world)
        case TicketUnchanged(ticket):
            return tickets.unchanged(conversation, ticket, world)
        case TicketNotFound():
            return tickets.not_found(conversation)
        case TicketsListed():
            return tickets.listed(conversation, event)
        case NoteAdded(number):
            return tickets.note_added(conversation, number)
        case TicketWithdrawn(number):
            return tickets.withdrawn(conversation, number)
    assert_never(event)


def _staff(conversation: Conversation, event: StaffResult, world: World) -> Turn:
    match event:
        case CasesListed():
            return cases.listed(conversation, event, world)
        case CaseFound(case):
            return cases.found(conversation, case, world)
        case CaseChanged():
            return cases.changed(conversation, event)
        case CaseRefused():
            return cases.refused(conversation, event, world)
        case FiguresRead():
            return figures.shown(conversation, event, world)
        case FiguresExported():
            return figures_file.ready(conversation, event, world)
        case SpikeSet():
            return spikes.changed(conversation, event, world)
        case StaffListed():
            return staff_list.listed(conversation, event, world)
        case StaffRefused():
            return staff_list.refused(conversation, event)
    assert_never(event)


def _from_person(conversation: Conversation, event: FromPerson, world: World) -> Turn:
    pace = counted(conversation.pace, world.now)
    conversation = replace(conversation, pace=pace)
    if isinstance(event, TextSent) and (urgent := _emergency(conversation, event, world)):
        return kindness.emergency(conversation, urgent, event.text, world)
    if pace.count > PER_MINUTE:
        notice = (say((phrase("pace.notice"),)),) if pace.count == PER_MINUTE + 1 else ()
        return turn(conversation, *notice)
    done = _answer(conversation, event, world)
    if getattr(event, "masked", False):
        return turn(done.conversation, say((phrase("masked.notice"),)), *done.effects)
    return done


def _emergency(conversation: Conversation, event: TextSent, world: World) -> str | None:
    """The kind of emergency somebody is in; whoever writes a warning for others is in none."""
    if isinstance(conversation.state, Composing):
        return None
    return world.knowledge.emergency(event.text)


def _answer(conversation: Conversation, event: FromPerson, world: World) -> Turn:
    match event:
        case TextSent():
            return text(conversation, event, world)
        case CommandSent():
            return command(conversation, event, world)
        case Chosen(action):
            return pressed(conversation, event, action, world)
        case StaleButton():
            return turn(conversation, say((phrase("button.stale"),), home.home_rows(world)))
        case PhotoKept():
            return photo(conversation, event, world)
        case DocumentKept() | DocumentRejected():
            return document(conversation, event, world)
        case PhotoRejected():
            return _in_form(kindness.photo_rejected(conversation, event), event, world)
        case LocationSent():
            return _in_form(kindness.location(conversation), event, world)
        case UnreadableSent():
            return _in_form(kindness.unreadable(conversation, event), event, world)
        case ForwardSent():
            return _in_form(kindness.forward(conversation), event, world)
    assert_never(event)


def _in_form(done: Turn, event: Event, world: World) -> Turn:
    """Ask the open question of a form once more after an aside."""
    state = done.conversation.state
    if isinstance(state, OnCase | AddingNote):
        waiting = say((phrase("note.still_waiting", number=state.number),))
        return turn(done.conversation, *done.effects, waiting)
    if isinstance(state, Composing):
        again = announcement_typed.again(done.conversation, state)
        return turn(again.conversation, *done.effects, *again.effects)
    if not isinstance(state, Reporting):
        return done
    again = report.repeat(done.conversation, state, event, world)
    return turn(again.conversation, *done.effects, *again.effects)
