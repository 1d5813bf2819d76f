"""A made-up city: residents who ask, get stuck, report, are answered late or in time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from bot.dialogue.world import World
from bot.errors import TanyaKotaError
from bot.use_cases.made_up_city import MadeUpCity
from bot.use_cases.ports import Database

SMALL = (300, 2_500, 40_000, 3_500)
"""Days, residents, questions, reports of an ordinary demonstration."""

SCALE = (730, 400_000, 10_000_000, 1_000_000)


class NotEmptyError(TanyaKotaError):
    """Basis data sudah berisi percakapan, atau contoh yang terhenti; pakai basis data yang baru"""


Progress = Callable[[str, int, int], object]
"""Called with what is being written, how much of it is done, and the whole."""


@dataclass(frozen=True, slots=True)
class Seed:
    """Fills an empty database with a city that was never there. The same seed, the same city."""

    database: Database
    world: World
    random: Random

    def __call__(self, size: tuple[int, int, int, int], progress: Progress) -> None:
        """Write `size` = (days, residents, questions, reports), a day a transaction.

        Raises:
            NotEmptyError: somebody already talked to this database.
        """
        days, residents, questions, reports = size
        zone = ZoneInfo(self.world.city.zona_waktu)
        first = self.world.today - timedelta(days=days)
        with self.database.transaction() as work:
            if not work.seeder.is_empty():
                raise NotEmptyError
            work.seeder.residents(residents, datetime.combine(first, time(), zone))
        city = MadeUpCity(self.world, self.random, days, residents)
        for done, day in enumerate(city.days(questions, reports)):
            with self.database.transaction() as work:
                work.seeder.day(day)
            progress("hari", done, days)
        with self.database.transaction() as work:
            work.seeder.finish()


def quarters(today: date, count: int) -> Iterator[tuple[date, date]]:
    """The last `count` quarters, the oldest first; the present one until yesterday."""
    first = today.replace(month=today.month - (today.month - 1) % 3, day=1)
    if first < today:
        count -= 1
    starts = [first]
    for _ in range(count):
        before = starts[0] - timedelta(days=1)
        starts.insert(0, before.replace(month=before.month - 2, day=1))
    ends = [*(start - timedelta(days=1) for start in starts[1:]), today - timedelta(days=1)]
    yield from ((start, end) for start, end in zip(starts, ends, strict=True) if start <= end)
