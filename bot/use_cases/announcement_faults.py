"""What is wrong with a plan, read with the words and services of this city."""

from __future__ import annotations

from bot.civic.announcements.checks import Fault, Reader, faults
from bot.civic.announcements.plan import Plan
from bot.dialogue.world import World
from bot.masking import mask
from bot.use_cases.ports import Wording


def faults_of(plan: Plan, world: World, wording: Wording) -> tuple[Fault, ...]:
    """All that has to be mended; nothing when it may go."""
    reader = Reader(wording.length, wording.broken, lambda text: mask(text).found)

    def is_service(entry: str) -> bool:
        return world.knowledge.get(entry) is not None

    return faults(plan, world.city, is_service, reader, world.now)
