"""Open data: publish months once they are due; read what was published."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from bot.civic.open_data.months import due, last_of
from bot.civic.open_data.scheme import edition
from bot.civic.open_data.selection import (
    BLANK,
    PublicReport,
    Wanted,
    find,
    month_of,
    selected,
)
from bot.civic.open_data.table import Names, header, lines
from bot.clock import Clock
from bot.dialogue.world import World
from bot.use_cases.open_data_ports import PublishedMonth
from bot.use_cases.ports import Database

SPAN = timedelta(days=90)
"""What a question without dates is about: the latest published days."""

NO_NAME = "Layanan lain"
NO_NAME_MEANING = (
    "Laporan tentang layanan yang namanya tidak disebut, agar pelapornya tidak dapat dikenali."
)


@dataclass(frozen=True, slots=True)
class OpenService:
    """A service as others may list it."""

    code: str
    name: str
    description: str
    keywords: tuple[str, ...]
    group: str


@dataclass(frozen=True, slots=True)
class OpenData:
    """The published side of reports; reading it never looks at a report."""

    database: Database
    now_world: Callable[[datetime], World]
    clock: Clock

    @property
    def world(self) -> World:
        """City and services as they are now."""
        return self.now_world(self.clock())

    def publish(self) -> date | None:
        """Publish the oldest month that is due and is not public yet; that month, or None.

        Grouping happens between two transactions, so that it keeps nobody waiting; where another
        process was quicker, its edition stands.
        """
        world = self.world
        zone = ZoneInfo(world.city.zona_waktu)
        with self.database.transaction() as work:
            oldest = work.open_months.oldest(zone)
            known = {one.month for one in work.open_months.months()}
            months = due(oldest, world.today) if oldest else iter(())
            month = next((one for one in months if one not in known), None)
            if month is None:
                return None
            reported = work.open_months.reported(month, last_of(month), zone)
        fresh = edition(month, world.today, reported, partial(_agency, world))
        with self.database.transaction() as work:
            work.open_months.add(fresh)
        return month

    def months(self) -> tuple[PublishedMonth, ...]:
        """Every public month, the oldest first."""
        with self.database.transaction() as work:
            return work.open_months.months()

    def csv(self, months: Iterable[date]) -> Iterator[str]:
        """The table of these months in pieces, one month in memory at a time."""
        yield header()
        names = self.names()
        for month in months:
            with self.database.transaction() as work:
                found = work.open_months.editions([month])
            for one in found:
                yield from lines(one, names)

    def reports(self, wanted: Wanted, window: tuple[int, int]) -> tuple[PublicReport, ...]:
        """Published rows, the latest months first; `window` is (how many to skip, at most)."""
        with self.database.transaction() as work:
            public = [one.month for one in work.open_months.months()]
            here = [one for one in public if one <= wanted.until and last_of(one) >= wanted.since]
            found = work.open_months.editions(here)
        return selected(found, wanted, window)

    def by_ids(self, ids: tuple[str, ...]) -> tuple[PublicReport, ...]:
        """The rows of these numbers, in that order; unknown ones are left out."""
        months = {month for one in ids if (month := month_of(one))}
        with self.database.transaction() as work:
            found = {one.month: one for one in work.open_months.editions(months)}
        pairs = ((one, month_of(one)) for one in dict.fromkeys(ids))
        rows = (find(found[month], one) for one, month in pairs if month in found)
        return tuple(row for row in rows if row is not None)

    def latest_day(self) -> date | None:
        """The last day that is public."""
        months = self.months()
        return last_of(months[-1].month) if months else None

    def names(self) -> Names:
        """Names of the codes in the table."""
        world = self.world
        return Names(
            services={one.id: one.nama for one in world.knowledge.entries},
            agencies={one.id: one.nama for one in world.city.instansi},
            kecamatan={one.kode: one.nama for one in world.city.kecamatan},
        )

    def services(self) -> tuple[OpenService, ...]:
        """Every service somebody may report, and the one that stands for blank."""
        world = self.world
        agencies = {one.id: one.nama for one in world.city.instansi}
        known = (
            OpenService(
                one.id,
                one.nama,
                one.singkat.apa,
                one.sebutan,
                agencies.get(one.instansi.daerah, one.instansi.daerah),
            )
            for one in world.knowledge.entries
        )
        return (*known, OpenService(BLANK, NO_NAME, NO_NAME_MEANING, (), NO_NAME))


def _agency(world: World, service: str) -> str | None:
    entry = world.knowledge.get(service)
    return entry.instansi.daerah if entry else None
