"""Carry effects out, inside the transaction of their turn."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from bot.civic.reports import Identity
from bot.civic.ticket_number import new_number
from bot.dialogue.effects import (
    AddNote,
    ChangeSubscription,
    EraseAll,
    Export,
    FileReport,
    FindTicket,
    ListTickets,
    MarkBlocked,
    RecordFeedback,
    RecordQuestion,
    Withdraw,
)
from bot.dialogue.events import (
    DataErased,
    DataExported,
    EffectResult,
    NoteAdded,
    ReportFiled,
    TicketFound,
    TicketNotFound,
    TicketsListed,
    TicketWithdrawn,
)
from bot.use_cases.ports import UnitOfWork

TICKETS_SHOWN = 5

Silent = (
    RecordQuestion
    | RecordFeedback
    | ChangeSubscription
    | MarkBlocked
    | Withdraw
    | Export
    | EraseAll
)
Performed = Silent | FileReport | FindTicket | ListTickets | AddNote


@dataclass(frozen=True, slots=True)
class Perform:
    """Performs effects for one conversation at one moment."""

    work: UnitOfWork
    conversation_id: int
    now: datetime

    def __call__(self, effect: Performed) -> EffectResult | None:
        """Do it; the result, where the effect has one, goes back into `step`."""
        me = self.conversation_id
        match effect:
            case RecordQuestion():
                self.work.questions.record(me, effect, self.now)
            case RecordFeedback():
                self.work.questions.feedback(me, effect, self.now)
            case ChangeSubscription(on):
                self.work.people.subscribe(me, on=on, now=self.now)
            case MarkBlocked():
                self.work.people.mark_blocked(me, self.now)
            case FileReport():
                return self._file(effect)
            case FindTicket(number):
                ticket = self.work.reports.find(me, number)
                return TicketFound(ticket) if ticket else TicketNotFound(number)
            case ListTickets():
                return TicketsListed(self.work.reports.own(me, TICKETS_SHOWN))
            case AddNote(number, words, photo):
                added = self.work.reports.add_note(me, number, words, photo, self.now)
                return NoteAdded(number) if added else TicketNotFound(number)
            case Withdraw(number):
                gone = self.work.reports.withdraw(me, number, self.now)
                return TicketWithdrawn(number) if gone else TicketNotFound(number)
            case Export():
                return DataExported(
                    json.dumps(self.work.people.export(me), ensure_ascii=False, indent=2)
                )
            case EraseAll():
                return DataErased(self.work.people.erase(me, self.now))
            case _:
                assert_never(effect)
        return None

    def _file(self, effect: FileReport) -> ReportFiled:
        number = new_number(secrets.choice)
        filed = self.work.reports.file(
            self.conversation_id, number, effect.draft, effect.report, effect.promised, self.now
        )
        if effect.report.identity is Identity.ANONIM:
            self.work.outbox.hide_draft(self.conversation_id, effect.draft)
        return ReportFiled(filed, effect.promised)
