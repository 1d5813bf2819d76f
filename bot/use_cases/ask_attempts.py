"""The day after: ask residents whether it worked. Idempotent; each attempt is asked about once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.clock import Clock
from bot.dialogue.topics.follow_up import question
from bot.dialogue.world import World
from bot.use_cases.courier import Courier
from bot.use_cases.ports import Database, WakeUp, Wording

AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class AskAttempts:
    """Asks about every attempt that is due; one of a service that is gone is let go."""

    database: Database
    world: Callable[[datetime], World]
    wording: Wording
    wake: WakeUp
    clock: Clock

    def __call__(self) -> int:
        """How many were asked."""
        now, asked = self.clock(), 0
        world = self.world(now)
        with self.database.transaction() as work:
            courier = Courier(work, self.wording, world, now)
            for due in work.attempts.take_due(now, AT_ONCE):
                entry = world.knowledge.get(due.service)
                if entry is not None:
                    message = question(due.attempt, due.service, entry.judul)
                    asked += courier.to_resident(due.conversation_id, message)
        if asked:
            self.wake.outbox()
        return asked
