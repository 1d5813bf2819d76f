"""What staff do from outside the chat, the dashboard for one: the same acts, the same checks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.clock import Clock
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
from bot.use_cases.perform_staff import PerformStaff
from bot.use_cases.perform_voice import PerformVoice
from bot.use_cases.ports import Charts, Database, WakeUp, Wording

OnCases = ListCases | FindCase | ChangeCase | NoteCase | TagCase | SetSpike
OnStaff = ListStaff | GrantRole | RevokeRole
OnQuestions = ListHandovers | AnswerHandover

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

    def __call__(
        self, who: tuple[str, str], act: OnCases | OnStaff | OnQuestions
    ) -> StaffResult | VoiceResult | None:
        """Do it for `who` = (channel, person), or say why not."""
        now = self.clock()
        with self.database.transaction() as work:
            courier = Courier(work, self.wording, self.world(now), now)
            actor = (work.staff.member(*who), NO_CONVERSATION, now)
            if isinstance(act, OnQuestions):
                result: StaffResult | VoiceResult | None = PerformVoice(work, courier, *actor)(act)
            else:
                result = PerformStaff(work, courier, self.charts, self.files, *actor)(act)
        self.wake.outbox()
        return result
