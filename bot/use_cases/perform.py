"""Carry effects out, inside the transaction of their turn."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from bot.civic.announcements.life import AnnouncementStatus
from bot.civic.announcements.replies import reply_report
from bot.civic.reports import Identity
from bot.civic.ticket_number import new_number
from bot.dialogue.announcement_effects import AnnouncementEffect
from bot.dialogue.effects import (
    AddNote,
    ChangeSubscription,
    EraseAll,
    Export,
    FileReply,
    FileReport,
    FindSimilar,
    FindTicket,
    JoinReport,
    JudgeClosing,
    ListTickets,
    MarkBlocked,
    RecordFeedback,
    RecordQuestion,
    Withdraw,
)
from bot.dialogue.events import EffectResult
from bot.dialogue.news_effects import AnnouncementRead, NewsEffect
from bot.dialogue.staff_effects import StaffEffect
from bot.dialogue.ticket_events import (
    ClosingJudged,
    DataErased,
    DataExported,
    JoinRefused,
    NoteAdded,
    ReportFiled,
    ReportJoined,
    TicketFound,
    TicketNotFound,
    TicketsListed,
    TicketUnchanged,
    TicketWithdrawn,
)
from bot.dialogue.voice_effects import VoiceEffect
from bot.use_cases.courier import Courier
from bot.use_cases.perform_announcements import PerformAnnouncements
from bot.use_cases.perform_news import PerformNews
from bot.use_cases.perform_staff import PerformStaff
from bot.use_cases.perform_voice import PerformVoice
from bot.use_cases.ports import UnitOfWork
from bot.use_cases.similar import most_similar

TICKETS_SHOWN = 5

Silent = RecordQuestion | RecordFeedback | ChangeSubscription | MarkBlocked | Export | EraseAll
Filing = FileReport | FileReply | FindSimilar | JoinReport
OnTicket = JudgeClosing | FindTicket | ListTickets | AddNote | Withdraw
Elsewhere = StaffEffect | VoiceEffect | NewsEffect | AnnouncementEffect
Performed = Silent | Filing | OnTicket | Elsewhere


@dataclass(frozen=True, slots=True)
class Perform:
    """Performs effects for one conversation at one moment."""

    work: UnitOfWork
    courier: Courier
    staff: PerformStaff
    voice: PerformVoice
    news: PerformNews
    announcements: PerformAnnouncements
    conversation_id: int
    now: datetime

    def __call__(self, effect: Performed) -> EffectResult | None:
        """Do it; the result, where the effect has one, goes back into `step`."""
        me = self.conversation_id
        if isinstance(effect, Elsewhere):
            return self._elsewhere(effect)
        if isinstance(effect, Filing):
            return self._on_filing(effect)
        if isinstance(effect, OnTicket):
            return self._on_ticket(effect)
        match effect:
            case RecordQuestion():
                self.work.questions.record(me, effect, self.now)
            case RecordFeedback():
                self.work.questions.feedback(me, effect, self.now)
            case ChangeSubscription(on):
                keeper = self.work.subscribers.keeper(me)
                self.work.people.subscribe(keeper, on=on, now=self.now)
            case MarkBlocked():
                self.work.people.mark_blocked(me, self.now)
            case Export():
                return DataExported(
                    json.dumps(self.work.people.export(me), ensure_ascii=False, indent=2)
                )
            case EraseAll():
                return DataErased(self.work.people.erase(me, self.now))
            case _:
                assert_never(effect)
        return None

    def _elsewhere(self, effect: Elsewhere) -> EffectResult | None:
        if isinstance(effect, StaffEffect):
            return self.staff(effect)
        if isinstance(effect, VoiceEffect):
            return self.voice(effect)
        if isinstance(effect, NewsEffect):
            return self.news(effect)
        return self.announcements(effect)

    def _on_filing(self, effect: Filing) -> EffectResult:
        me = self.conversation_id
        match effect:
            case FileReport():
                return self._file(effect)
            case FileReply():
                return self._reply(effect)
            case FindSimilar():
                knowledge = self.courier.world.knowledge
                return most_similar(self.work, knowledge, me, effect, self.now)
            case JoinReport(draft, case, mine):
                if not self.work.reports.join(me, case, mine, self.now):
                    return JoinRefused(draft)
                return ReportJoined(1 + len(self.work.cases.joiners(case)))
        assert_never(effect)

    def _on_ticket(self, effect: OnTicket) -> EffectResult:
        me, reports = self.conversation_id, self.work.reports
        match effect:
            case FindTicket(number):
                ticket = reports.find(me, number)
                return TicketFound(ticket) if ticket else TicketNotFound(number)
            case ListTickets():
                return TicketsListed(reports.own(me, TICKETS_SHOWN))
            case AddNote(number, words, photo):
                if not reports.add_note(me, number, words, photo, self.now):
                    return self._too_late(number)
                self._tell_staff("answered", number, words)
                return NoteAdded(number)
            case Withdraw(number):
                if not reports.withdraw(me, number, self.now):
                    return self._too_late(number)
                self._tell_staff("withdrawn", number)
                return TicketWithdrawn(number)
            case JudgeClosing(number, promised):
                ticket = reports.find(me, number)
                if ticket is None or not reports.judge(me, number, promised, self.now):
                    return self._too_late(number)
                self._tell_staff("confirmed" if promised is None else "reopened", number)
                service = None if ticket.report.announcement else ticket.report.service
                return ClosingJudged(number, service, promised)
        assert_never(effect)

    def _too_late(self, number: str) -> EffectResult:
        ticket = self.work.reports.find(self.conversation_id, number)
        return TicketUnchanged(ticket) if ticket and ticket.own else TicketNotFound(number)

    def _file(self, effect: FileReport) -> ReportFiled:
        numbers = (new_number(secrets.choice), new_number(secrets.choice))
        filed = self.work.reports.file(self.conversation_id, numbers, effect, self.now)
        if effect.report.identity is Identity.ANONIM:
            self.work.outbox.hide_draft(self.conversation_id, effect.draft)
        if filed == numbers[0]:
            self._tell_staff("new", filed)
        anonymous = effect.report.identity is Identity.ANONIM
        return ReportFiled(filed, effect.deadlines.promised, anonymous)

    def _reply(self, effect: FileReply) -> EffectResult:
        """To the agency that sent the announcement; the admins', where none did."""
        one = self.work.announcements.read(effect.announcement)
        if one is None or one.status is AnnouncementStatus.DITARIK:
            return AnnouncementRead(None, "answer")
        report = reply_report(one, effect.words, effect.photos)
        filing = FileReport(
            effect.draft, report, effect.deadlines, one.agency, by_staff=effect.by_staff
        )
        return replace(self._file(filing), is_reply=True)

    def _tell_staff(self, kind: str, ticket: str, words: str | None = None) -> None:
        number = self.work.reports.case_number(ticket)
        case = self.work.cases.find(number) if number else None
        if case is None:
            return
        self.courier.to_staff(kind, case, words)
        if kind in ("withdrawn", "reopened"):
            self.courier.to_joiners(case)
