"""Questions that nobody could be told of, passed on once somebody is there to answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.civic.roles import Role
from bot.clock import Clock
from bot.dialogue.message import OutboundMessage
from bot.dialogue.topics import hand_over
from bot.dialogue.world import World
from bot.use_cases.courier import Courier
from bot.use_cases.ports import Database, WakeUp, Wording


@dataclass(frozen=True, slots=True)
class PassQuestionsOn:
    """Idempotent: whoever is granted a role, by whatever way, finds the list in their chat."""

    database: Database
    world: Callable[[datetime], World]
    wording: Wording
    wake: WakeUp
    clock: Clock

    def __call__(self) -> int:
        """How many questions were passed on."""
        now = self.clock()
        with self.database.transaction() as work:
            untold = work.handovers.untold()
            if not untold:
                return 0
            courier = Courier(work, self.wording, self.world(now), now)
            if not tell_answerers(courier, hand_over.kept_for(untold)):
                return 0
            work.handovers.mark_told([number for number, _, _ in untold], now)
        self.wake.outbox()
        return len(untold)


def tell_answerers(courier: Courier, message: OutboundMessage) -> bool:
    """Tell editors, or admins where there is no editor; False when nobody can be reached."""
    return bool(
        courier.to_roles((Role.EDITOR,), None, message)
        or courier.to_roles((Role.ADMIN,), None, message)
    )
