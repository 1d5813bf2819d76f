"""Carry out what residents say about how it went, and pass questions and answers on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from bot.civic.roles import Member
from bot.civic.statistics.figures import Filters
from bot.dialogue.topics import hand_over
from bot.dialogue.voice_effects import (
    AnswerHandover,
    ChangeFollowUps,
    HandOver,
    HandoverAnswered,
    HandoversListed,
    ListHandovers,
    OpenAttempt,
    QuestionHandedOver,
    RecordAttempt,
    RecordSurvey,
    VoiceEffect,
    VoiceResult,
)
from bot.use_cases.courier import Courier
from bot.use_cases.pass_on import tell_answerers
from bot.use_cases.ports import UnitOfWork
from bot.use_cases.read_statistics import gaps


@dataclass(frozen=True, slots=True)
class PerformVoice:
    """Performs for one conversation at one moment."""

    work: UnitOfWork
    courier: Courier
    member: Member
    conversation_id: int
    now: datetime

    def __call__(self, effect: VoiceEffect) -> VoiceResult | None:
        """Do it."""
        me, now = self.conversation_id, self.now
        match effect:
            case OpenAttempt():
                self.work.attempts.open(me, effect, now)
            case RecordAttempt(attempt, answer):
                self.work.attempts.record(me, attempt, answer, now)
            case ChangeFollowUps(on):
                self.work.attempts.follow_ups(me, on=on)
            case RecordSurvey():
                self.work.surveys.record(me, effect, now)
            case HandOver(question):
                return self._hand_over(question)
            case ListHandovers():
                return self._waiting()
            case AnswerHandover():
                return self._answer(effect)
            case _:
                assert_never(effect)
        return None

    def _hand_over(self, question: str) -> QuestionHandedOver:
        number = self.work.handovers.add(self.conversation_id, question, self.now)
        told = tell_answerers(self.courier, hand_over.to_answerers(number, question))
        if told:
            self.work.handovers.mark_told([number], self.now)
        return QuestionHandedOver(told)

    def _waiting(self) -> HandoversListed:
        if self.member.role not in hand_over.ANSWERERS:
            return HandoversListed(())
        world = self.courier.world
        lately = Filters(world.today - timedelta(days=hand_over.MISSING_DAYS), world.today)
        missing = gaps(self.work, world, lately)
        return HandoversListed(self.work.handovers.waiting(), missing[: hand_over.SHOWN])

    def _answer(self, effect: AnswerHandover) -> HandoverAnswered:
        if self.member.role not in hand_over.ANSWERERS:
            return HandoverAnswered(done=False, told=False)
        found = self.work.handovers.answer(effect.handover, effect.words, self.member.who, self.now)
        if found is None:
            return HandoverAnswered(done=False, told=False)
        question, conversation_id = found
        self.work.staff.note(self.member.who, "answer", f"tanya:{effect.handover}", "", self.now)
        told = conversation_id is not None and self.courier.to_resident(
            conversation_id, hand_over.to_asker(question, effect.words)
        )
        return HandoverAnswered(done=True, told=told)
