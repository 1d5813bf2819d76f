"""Looking up a report, adding to it, withdrawing it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.civic.clocks import WORKING_DAYS_REOPENED
from bot.civic.reports import Ticket
from bot.civic.ticket_number import parse_number
from bot.dialogue.actions import (
    AddToTicket,
    GoHome,
    JudgeTicket,
    ShowTicket,
    StartReport,
    WithdrawTicket,
)
from bot.dialogue.conversation import AddingNote, AskingTicket, Conversation, Turn
from bot.dialogue.effects import AddNote, FindTicket, JudgeClosing, ListTickets, Say, Withdraw
from bot.dialogue.events import Event
from bot.dialogue.message import BLANK, Choice, OutboundMessage, Piece, Plain, phrase
from bot.dialogue.notices import JUDGED
from bot.dialogue.ticket_events import ClosingJudged, TicketsListed
from bot.dialogue.topics import survey
from bot.dialogue.topics.case_text import announced_line, files_of, history_line
from bot.dialogue.turns import Rows, answer_in_place, at_home, button, say, shortened, turn
from bot.dialogue.world import World


def command(conversation: Conversation, argument: str, world: World) -> Turn:
    """`/tiket` lists the own ones; with a number it looks that one up."""
    if world.group:
        return turn(conversation, say((phrase("group.no_reports"),)))
    if argument.strip():
        return look_up(conversation, argument)
    return turn(at_home(conversation), ListTickets())


def look_up(conversation: Conversation, text: str) -> Turn:
    """Look a typed number up; a mistyped one is said to be so, thanks to its check character."""
    number = parse_number(text)
    if number is None:
        conversation = replace(conversation, state=AskingTicket())
        return turn(conversation, say((phrase("ticket.mistyped"),), (_home(),)))
    return turn(at_home(conversation), FindTicket(number))


def listed(conversation: Conversation, event: TicketsListed) -> Turn:
    """The own tickets, and the way to type another number."""
    conversation = replace(conversation, state=AskingTicket())
    if not event.tickets:
        rows: Rows = ((button("button.report", StartReport()),), _home())
        return turn(conversation, say((phrase("tickets.none"),), rows))
    choices = [
        (Choice(Plain(ticket.number), ShowTicket(ticket.number)),) for ticket in event.tickets
    ]
    return turn(conversation, say((phrase("tickets.pick"),), (*choices, _home())))


def found(conversation: Conversation, ticket: Ticket, world: World) -> Turn:
    """What is known about a ticket."""
    rows: Rows = ()
    if ticket.own and ticket.status.is_open:
        rows = (
            (button("button.add_note", AddToTicket(ticket.number)),),
            (button("button.withdraw", WithdrawTicket(ticket.number)),),
        )
    elif ticket.own and ticket.status in JUDGED and ticket.confirmed is None:
        rows = (
            (
                button("button.mended", JudgeTicket(ticket.number, mended=True)),
                button("button.not_mended", JudgeTicket(ticket.number, mended=False)),
            ),
        )
    photos = tuple(one for line in ticket.history if line.staff for one in line.photos)
    message = OutboundMessage(
        tuple(_lines(ticket, world)), rows, photos=photos if ticket.own else ()
    )
    return turn(conversation, *files_of(ticket.history), Say(message))


def judge(conversation: Conversation, number: str, world: World, *, mended: bool) -> Turn:
    """The reporter's word on a closing; what is not mended is promised anew."""
    again = world.calendar.add_working_days(world.today, WORKING_DAYS_REOPENED)
    return turn(conversation, JudgeClosing(number, None if mended else again))


def judged(conversation: Conversation, event: ClosingJudged, world: World) -> Turn:
    """Thanks, or what happens now that it is open again."""
    look = (button("button.ticket", ShowTicket(event.number)),)
    if event.promised is None:
        lines: tuple[Piece, ...] = (phrase("ticket.mended", number=event.number),)
        ask = survey.offer(conversation, event.service, world) if event.service else ()
        rows = (*ask, look)
        return turn(conversation, say(lines, rows))
    lines = (phrase("ticket.reopened", number=event.number, date=event.promised),)
    more = (button("button.add_note", AddToTicket(event.number)),)
    return turn(conversation, say(lines, (more, look)))


def unchanged(conversation: Conversation, ticket: Ticket, world: World) -> Turn:
    """It was too late for that; how it stands now."""
    shown = found(conversation, ticket, world)
    return turn(shown.conversation, say((phrase("ticket.unchanged"),)), *shown.effects)


def not_found(conversation: Conversation) -> Turn:
    """No such ticket, or somebody else's to change."""
    return turn(conversation, say((phrase("ticket.not_found"),), (_home(),)))


def ask_note(conversation: Conversation, number: str) -> Turn:
    """Wait for words or a photo."""
    conversation = replace(conversation, state=AddingNote(number))
    return turn(conversation, say((phrase("ticket.ask_note", number=number),), (_home(),)))


def add_note(
    conversation: Conversation, state: AddingNote, words: str | None, photo: int | None
) -> Turn:
    """Words or a photo for the ticket."""
    words, cut = shortened(words)
    return turn(at_home(conversation), *cut, AddNote(state.number, words, photo))


def note_added(conversation: Conversation, number: str) -> Turn:
    row = (button("button.ticket", ShowTicket(number)),)
    return turn(conversation, say((phrase("ticket.note_added", number=number),), (row,)))


def withdraw(conversation: Conversation, event: Event, number: str, *, sure: bool) -> Turn:
    """Ask once, then withdraw."""
    if sure:
        return turn(conversation, Withdraw(number))
    rows = (
        (button("button.withdraw_sure", WithdrawTicket(number, sure=True)),),
        (button("button.keep", ShowTicket(number)),),
    )
    question = phrase("ticket.withdraw_sure", number=number)
    return turn(conversation, answer_in_place(event, (question,), rows))


def withdrawn(conversation: Conversation, number: str) -> Turn:
    rows = ((button("button.report", StartReport()),),)
    return turn(conversation, say((phrase("ticket.withdrawn", number=number),), rows))


def _lines(ticket: Ticket, world: World) -> Iterator[Piece]:
    report = ticket.report
    entry = world.knowledge.get(report.service)
    step = entry.step(report.step) if entry and report.step else None
    yield phrase("ticket.title", number=ticket.number)
    if report.announcement is not None:
        yield announced_line(report.announcement)
    else:
        yield phrase("summary.service", text=entry.nama if entry else report.service)
        yield phrase("summary.step", text=step.judul if step else phrase("button.nowhere"))
    yield phrase("ticket.status", text=phrase(f"status.{ticket.status}"))
    yield phrase("ticket.filed", at=ticket.filed_at)
    if ticket.status.is_open:
        yield phrase("ticket.promised", date=ticket.promised)
    if ticket.waiting_since is not None:
        yield phrase("ticket.answer_by", date=world.answer_by(ticket.waiting_since))
    if ticket.joined:
        yield phrase("case.joined", count=ticket.joined)
    if ticket.confirmed:
        yield phrase("ticket.confirmed")
    elif ticket.own and ticket.status in JUDGED:
        yield phrase("ticket.judge")
    if report.words:
        yield phrase("summary.words", text=report.words)
    if report.photos:
        yield phrase("summary.photos", count=len(report.photos))
    yield BLANK
    yield from (history_line(line) for line in ticket.history)


def _home() -> tuple[Choice, ...]:
    return (button("button.home", GoHome()),)
