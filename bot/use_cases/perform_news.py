"""Carry out what residents say about the news they want."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from bot.dialogue.news_effects import (
    NewsEffect,
    ReadSubscriptions,
    SetArea,
    SetQuiet,
    SetTopic,
    SubscriptionsRead,
)
from bot.use_cases.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class PerformNews:
    """Performs for one conversation."""

    work: UnitOfWork
    conversation_id: int

    def __call__(self, effect: NewsEffect) -> SubscriptionsRead:
        """Do it; what the person gets afterwards."""
        me, subscribers = self.conversation_id, self.work.subscribers
        match effect:
            case ReadSubscriptions():
                pass
            case SetTopic(topic, on):
                subscribers.want(me, topic, on=on)
            case SetArea(area):
                subscribers.live_in(me, area)
            case SetQuiet(quiet):
                subscribers.be_quiet(me, quiet)
            case _:
                assert_never(effect)
        return SubscriptionsRead(subscribers.of(me))
