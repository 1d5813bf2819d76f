"""The one read side: the same figures for chat, files and pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.civic.announcements.figures import NewsFigures
from bot.civic.statistics.figures import Filters, statistics
from bot.civic.statistics.view import Gap, View
from bot.clock import Clock
from bot.dialogue.world import World
from bot.errors import TanyaKotaError
from bot.use_cases.ports import Database, UnitOfWork

LOOKED_AT = 2000
"""The latest questions without an answer that are grouped by likeness."""

PACKED_AT_ONCE = 30
"""Days a tick packs at most, each in a transaction of its own: nobody waits long behind one."""

SETTLING = timedelta(hours=1)
"""A day is packed once it is so long over: what was begun before midnight is written by then."""


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
        with self.database.reading() as work:
            return view(work, self.world(self.clock()), filters)


@dataclass(frozen=True, slots=True)
class PackDays:
    """Keeps the roll-ups up to date and in memory, a few days at a time."""

    database: Database
    world: Callable[[datetime], World]
    clock: Clock

    def __call__(self, limit: int = PACKED_AT_ONCE) -> int:
        """How many days were packed."""
        before, zone = self._before()
        # Into memory, so that nobody's view has to wait for it; nor, on SQLite, any writer below.
        with self.database.reading() as work:
            work.statistics.packs(before, before, zone, self.clock() - SETTLING)
        for done in range(limit):
            with self.database.transaction() as work:
                if not work.statistics.pack(before, zone):
                    return done
        return limit

    def due(self) -> int:
        """How many days wait for it."""
        with self.database.reading() as work:
            return work.statistics.due(*self._before())

    def _before(self) -> tuple[date, ZoneInfo]:
        """The day that is not over yet, as far as packing goes."""
        now = self.clock()
        zone = ZoneInfo(self.world(now).city.zona_waktu)
        return (now - SETTLING).astimezone(zone).date(), zone


def view(work: UnitOfWork, world: World, filters: Filters) -> View:
    """The view, within a transaction that is already open."""
    if filters.until < filters.since:
        raise PeriodBackwardsError(f"{filters.since} sampai {filters.until}")
    earlier = replace(
        filters,
        since=filters.since - timedelta(days=filters.days),
        until=filters.since - timedelta(days=1),
    )
    zone = ZoneInfo(world.city.zona_waktu)
    packs = work.statistics.packs(earlier.since, filters.until, zone, world.now - SETTLING)
    agency_of = {entry.id: entry.instansi.daerah for entry in world.knowledge.entries}
    # A question that was not understood belongs to no service, agency or place.
    return View(
        now=statistics(packs, filters, agency_of, world.today),
        before=statistics(packs, earlier, agency_of, world.today),
        gaps=() if filters.narrow else gaps(work, world, filters),
        subscribers=work.statistics.subscribers(),
        news=_news(work, world, filters),
        index=work.indicator.latest(filters.until),
        made_at=world.now,
    )


def _news(work: UnitOfWork, world: World, filters: Filters) -> NewsFigures:
    start, end = _moments(world, filters)
    return work.runs.figures(start, end, filters.agency)


def _moments(world: World, filters: Filters) -> tuple[datetime, datetime]:
    """From the first local midnight to the one after the last day."""
    zone = ZoneInfo(world.city.zona_waktu)
    after = filters.until + timedelta(days=1)
    return datetime.combine(filters.since, time(), zone), datetime.combine(after, time(), zone)


def gaps(work: UnitOfWork, world: World, filters: Filters) -> tuple[Gap, ...]:
    """Questions without an answer, grouped by their telling words, most first."""
    start, end = _moments(world, filters)
    groups: dict[str, list[str]] = {}
    for gist, text in work.statistics.unanswered(start, end, LOOKED_AT, filters.channel):
        key = world.knowledge.gist(text) if gist is None else gist
        if key:
            groups.setdefault(key, []).append(text)
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(Gap(min(texts, key=len), len(texts)) for _, texts in ordered)
