"""The week in one message to admins, on Monday at eight. Idempotent: once a week, however late."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.civic.clocks import digest_monday
from bot.civic.indicator.reading import Reading
from bot.civic.roles import Role
from bot.civic.statistics.figures import Filters
from bot.clock import Clock
from bot.dialogue.topics import week
from bot.dialogue.topics.week import Week
from bot.dialogue.world import World
from bot.use_cases.courier import Courier
from bot.use_cases.ports import Database, UnitOfWork, WakeUp, Wording
from bot.use_cases.read_statistics import view


@dataclass(frozen=True, slots=True)
class WeeklyDigest:
    """Sends the digest of the week before, unless nothing ever happened."""

    database: Database
    world: Callable[[datetime], World]
    wording: Wording
    wake: WakeUp
    clock: Clock

    def __call__(self) -> int:
        """How many admins it went to."""
        now = self.clock()
        world = self.world(now)
        monday = digest_monday(world.local)
        if monday is None:
            return 0
        with self.database.transaction() as work:
            if not work.once.claim("weekly_digest", monday.isoformat(), now):
                return 0
            found = _week(work, world, monday)
            if found.is_empty:
                return 0
            courier = Courier(work, self.wording, world, now)
            told = courier.to_roles((Role.ADMIN,), None, week.digest(found))
        self.wake.outbox()
        return told


def _week(work: UnitOfWork, world: World, monday: date) -> Week:
    """The seven days before that Monday, and how things stand now."""
    filters = Filters(monday - timedelta(days=7), monday - timedelta(days=1))
    found = view(work, world, filters)
    return Week(
        view=found,
        cases=work.cases.counts(None, world.today),
        questions_waiting=len(work.handovers.waiting()),
        index_before=_before(work, found.index),
    )


def _before(work: UnitOfWork, index: Reading | None) -> Reading | None:
    """The latest reading that could be published and ended earlier."""
    if index is None:
        return None
    readings = [one.reading for one in work.indicator.stored()]
    earlier = [one for one in readings if one.imc is not None and one.until < index.until]
    return max(earlier, key=lambda one: (one.until, one.since), default=None)
