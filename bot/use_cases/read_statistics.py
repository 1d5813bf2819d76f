"""The one read side: the same figures for chat, files and pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.civic.statistics.figures import Filters, statistics
from bot.civic.statistics.view import Gap, View
from bot.clock import Clock
from bot.dialogue.world import World
from bot.errors import TanyaKotaError
from bot.use_cases.ports import Database, UnitOfWork

LOOKED_AT = 2000
"""The latest questions without an answer that are grouped by likeness."""

PACKED_AT_ONCE = 5


class PeriodBackwardsError(TanyaKotaError):
    """Periode terbalik: tanggal akhir harus sama dengan atau sesudah tanggal awal"""


@dataclass(frozen=True, slots=True)
class ReadStatistics:
    """Figures for filters; `world` tells who runs a service."""

    database: Database
    world: Callable[[datetime], World]
    clock: Clock

    def __call__(self, filters: Filters) -> View:
        """The view.

        Raises:
            PeriodBackwardsError
        """
        with self.database.transaction() as work:
            return view(work, self.world(self.clock()), filters)


@dataclass(frozen=True, slots=True)
class PackDays:
    """Keeps the roll-ups up to date, a few days at a time."""

    database: Database
    world: Callable[[datetime], World]
    clock: Clock

    def __call__(self, limit: int = PACKED_AT_ONCE) -> int:
        """How many days were packed."""
        world = self.world(self.clock())
        with self.database.transaction() as work:
            zone = ZoneInfo(world.city.zona_waktu)
            return work.statistics.pack(world.today, zone, limit)


def view(work: UnitOfWork, world: World, filters: Filters) -> View:
    """The view, within a transaction that is already open."""
    if filters.until < filters.since:
        raise PeriodBackwardsError(f"{filters.since} sampai {filters.until}")
    zone = ZoneInfo(world.city.zona_waktu)
    earlier = replace(
        filters,
        since=filters.since - timedelta(days=filters.days),
        until=filters.since - timedelta(days=1),
    )
    packs = work.statistics.packs(earlier.since, filters.until, zone)
    agency_of = {entry.id: entry.instansi.daerah for entry in world.knowledge.entries}
    readings = [one.reading for one in work.indicator.stored()]
    ended = [one for one in readings if one.until <= filters.until]
    # A question that was not understood belongs to no service, agency or place.
    return View(
        now=statistics(packs, filters, agency_of, world.today),
        before=statistics(packs, earlier, agency_of, world.today),
        gaps=() if filters.narrow else gaps(work, world, filters, zone),
        subscribers=work.statistics.subscribers(),
        index=max(ended, key=lambda one: (one.until, one.since), default=None),
        made_at=world.now,
    )


def gaps(work: UnitOfWork, world: World, filters: Filters, zone: ZoneInfo) -> tuple[Gap, ...]:
    """Questions without an answer, grouped by their telling words, most first."""
    start = datetime.combine(filters.since, time(), zone)
    end = datetime.combine(filters.until + timedelta(days=1), time(), zone)
    groups: dict[str, list[str]] = {}
    for text in work.statistics.unanswered(start, end, LOOKED_AT, filters.channel):
        key = world.knowledge.gist(text)
        if key:
            groups.setdefault(key, []).append(text)
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(Gap(min(texts, key=len), len(texts)) for _, texts in ordered)
