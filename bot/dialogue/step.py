"""One event, one step: pure, synchronous, and never without a reply."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from bot.dialogue.announcement_effects import AnnouncementResult
from bot.dialogue.conversation import (
    AddingNote,
    Composing,
    Conversation,
    OnCase,
    Replying,
    Reporting,
    Turn,
)
from bot.dialogue.events import (
    AnnouncementReplied,
    BotBlocked,
    Chosen,
    CommandSent,
    Event,
    ForwardSent,
    LocationSent,
    PhotoKept,
    PhotoRejected,
    StaleButton,
    TextSent,
    UnreadableSent,
)
from bot.dialogue.file_events import FileKept, FileRejected
from bot.dialogue.message import phrase
from bot.dialogue.news_effects import NewsResult
from bot.dialogue.pace import counted, most
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
    news,
    own_data,
    replying,
    report,
    similar,
    spikes,
    staff_list,
    tickets,
)
from bot.dialogue.turns import say, turn
from bot.dialogue.typed import command, photo, text
from bot.dialogue.voice_effects import HandoverAnswered, HandoversListed, QuestionHandedOver
from bot.dialogue.world import World

FromPerson = (
    TextSent
    | CommandSent
    | PhotoKept
    | PhotoRejected
    | FileKept
    | FileRejected
    | LocationSent
    | UnreadableSent
    | ForwardSent
    | AnnouncementReplied
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
    if isinstance(event, NewsResult):
        return news.told(conversation, event, world)
    match event:
        case QuestionHandedOver():
            return hand_over.handed(conversation, event, world)
        case HandoversListed():
            return hand_over.listed(conversation, event)
        case HandoverAnswered():
            return hand_over.answered(conversation, event)
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
    said = event if isinstance(event, TextSent | AnnouncementReplied) else None
    if said is not None and (urgent := _emergency(conversation, said.text, world)):
        return kindness.emergency(conversation, urgent, said.text, world)
    if (over := pace.count - most(world.role)) > 0:
        notice = (say((phrase("pace.notice"),)),) if over == 1 else ()
        return turn(conversation, *notice)
    done = _answer(conversation, event, world)
    if getattr(event, "masked", False):
        return turn(done.conversation, say((phrase("masked.notice"),)), *done.effects)
    return done


def _emergency(conversation: Conversation, text: str, world: World) -> str | None:
    """The kind of emergency somebody is in; whoever writes a warning for others is in none."""
    if isinstance(conversation.state, Composing):
        return None
    return world.knowledge.emergency(text)


def _answer(conversation: Conversation, event: FromPerson, world: World) -> Turn:
    match event:
        case TextSent():
            return text(conversation, event, world)
        case AnnouncementReplied():
            return replying.replied(conversation, event, world)
        case CommandSent():
            return command(conversation, event, world)
        case Chosen(action):
            return pressed(conversation, event, action, world)
        case StaleButton():
            return turn(conversation, say((phrase("button.stale"),), home.home_rows(world)))
        case PhotoKept():
            return photo(conversation, event, world)
        case FileKept() | FileRejected() | PhotoRejected():
            return _file(conversation, event, world)
        case LocationSent():
            return _in_form(kindness.location(conversation), event, world)
        case UnreadableSent():
            return _in_form(kindness.unreadable(conversation, event), event, world)
        case ForwardSent():
            return _in_form(kindness.forward(conversation), event, world)
    assert_never(event)


def _file(
    conversation: Conversation, event: FileKept | FileRejected | PhotoRejected, world: World
) -> Turn:
    """A file for a case or an announcement, or something that is not taken."""
    if isinstance(conversation.state, OnCase):
        return cases.file(conversation, conversation.state, event)
    if isinstance(conversation.state, Composing) and isinstance(event, FileKept):
        return announcement_typed.file(conversation, conversation.state, event, world)
    return _in_form(kindness.not_taken(conversation, event), event, world)


def _in_form(done: Turn, event: Event, world: World) -> Turn:
    """Ask the open question of a form once more after an aside."""
    state = done.conversation.state
    if isinstance(state, OnCase | AddingNote):
        waiting = say((phrase("note.still_waiting", number=state.number),))
        return turn(done.conversation, *done.effects, waiting)
    if isinstance(state, Replying):
        return turn(done.conversation, *done.effects, replying.ask(state))
    if isinstance(state, Composing):
        again = announcement_typed.again(done.conversation, state)
        return turn(again.conversation, *done.effects, *again.effects)
    if not isinstance(state, Reporting):
        return done
    again = report.repeat(done.conversation, state, event, world)
    return turn(again.conversation, *done.effects, *again.effects)
