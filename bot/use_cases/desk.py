"""What staff do from outside the chat, the dashboard for one: the same acts, the same checks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.civic.roles import Member
from bot.clock import Clock
from bot.dialogue.announcement_effects import AnnouncementEffect, AnnouncementResult
from bot.dialogue.events import Prepared
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
from bot.masking import mask
from bot.use_cases.courier import Courier
from bot.use_cases.documents import Files
from bot.use_cases.fetch import keep, taken
from bot.use_cases.masked_acts import masked_act
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
"""Of staff who have not written to the bot yet: nothing of theirs is kept."""


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
            me = work.photos.conversation_of(*who) or NO_CONVERSATION
            result = self._done(work, courier, (work.staff.member(*who), me, now), masked_act(act))
        self.wake.outbox()
        return result

    def attach(self, who: tuple[str, str], name: str, data: bytes) -> Prepared | None:
        """Keep a picture or file that may go along with an act of `who`, or say what is wrong.

        None: they handle no cases, or have not written to the bot yet.
        """
        now, found = self.clock(), taken(data, mask(name).text)
        with self.database.transaction() as work:
            owner = work.photos.conversation_of(*who)
            if owner is None or not work.staff.member(*who).role.handles_cases:
                return None
            return keep(work, owner, found, now)

    def _done(
        self, work: UnitOfWork, courier: Courier, actor: tuple[Member, int, datetime], act: Act
    ) -> Result:
        if isinstance(act, OnQuestions):
            return PerformVoice(work, courier, *actor)(act)
        if isinstance(act, AnnouncementEffect):
            member, _, now = actor
            nobodys = (member, None, now)
            return PerformAnnouncements(work, courier, self.files, *nobodys)(act)
        return PerformStaff(work, courier, self.charts, self.files, *actor)(act)
