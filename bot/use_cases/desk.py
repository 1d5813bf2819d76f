"""What staff do from outside the chat, the dashboard for one: the same acts, the same checks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.civic.roles import Member
from bot.clock import Clock
from bot.dialogue.announcement_effects import AnnouncementEffect, AnnouncementResult
from bot.dialogue.staff_effects import (
    ChangeCase,
    FindCase,
    GrantRole,
    ListCases,
    ListStaff,
    NoteCase,
    RevokeRole,
    SetSpike,
    TagCase,
)
from bot.dialogue.staff_events import StaffResult
from bot.dialogue.voice_effects import AnswerHandover, ListHandovers, VoiceResult
from bot.dialogue.world import World
from bot.use_cases.courier import Courier
from bot.use_cases.documents import Files
from bot.use_cases.perform_announcements import PerformAnnouncements
from bot.use_cases.perform_staff import PerformStaff
from bot.use_cases.perform_voice import PerformVoice
from bot.use_cases.ports import Charts, Database, UnitOfWork, WakeUp, Wording

OnCases = ListCases | FindCase | ChangeCase | NoteCase | TagCase | SetSpike
OnStaff = ListStaff | GrantRole | RevokeRole
OnQuestions = ListHandovers | AnswerHandover
Act = OnCases | OnStaff | OnQuestions | AnnouncementEffect
Result = StaffResult | VoiceResult | AnnouncementResult | None

NO_CONVERSATION = 0
"""Whoever acts here does not write in a chat: nothing is sent back, no picture comes along."""


@dataclass(frozen=True, slots=True)
class Desk:
    """One act, one transaction. Role and agency are those of the staff list at that moment."""

    database: Database
    world: Callable[[datetime], World]
    wording: Wording
    charts: Charts
    files: Files
    wake: WakeUp
    clock: Clock

    def __call__(self, who: tuple[str, str], act: Act) -> Result:
        """Do it for `who` = (channel, person), or say why not."""
        now = self.clock()
        with self.database.transaction() as work:
            courier = Courier(work, self.wording, self.world(now), now)
            result = self._done(work, courier, work.staff.member(*who), act)
        self.wake.outbox()
        return result

    def _done(self, work: UnitOfWork, courier: Courier, member: Member, act: Act) -> Result:
        actor = (member, NO_CONVERSATION, courier.now)
        if isinstance(act, OnQuestions):
            return PerformVoice(work, courier, *actor)(act)
        if isinstance(act, AnnouncementEffect):
            nobodys = (member, None, courier.now)
            return PerformAnnouncements(work, courier, self.files, *nobodys)(act)
        return PerformStaff(work, courier, self.charts, self.files, *actor)(act)
