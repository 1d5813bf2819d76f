"""Compute readings of the index, keep them, and check the kept ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import isclose
from typing import Literal
from zoneinfo import ZoneInfo

from bot.civic.indicator.inputs import Inputs, gather
from bot.civic.indicator.method import Component
from bot.civic.indicator.reading import Reading, read
from bot.clock import Clock
from bot.dialogue.world import World
from bot.errors import TanyaKotaError
from bot.use_cases.indicator_ports import Indicator, Span, Stored
from bot.use_cases.ports import Database

NO_AGENCY = "-"


class PeriodBackwardsError(TanyaKotaError):
    """Periode terbalik: tanggal akhir harus sama dengan atau sesudah tanggal awal"""


class PeriodInFutureError(TanyaKotaError):
    """Periode belum selesai: tanggal akhir paling lambat kemarin"""


Finding = Literal["same", "inputs_altered", "result_differs", "history_changed"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What checking a stored reading found; `imc` as stored and as computed again."""

    stored: Stored
    finding: Finding
    again: float | None


@dataclass(frozen=True, slots=True)
class Measure:
    """The index of a period; `world` tells the city, its population and who runs a service."""

    database: Database
    world: Callable[[datetime], World]
    clock: Clock

    def compute(self, since: date, until: date) -> tuple[Reading, str]:
        """Compute and keep the reading; with the hash of its inputs.

        Raises:
            PeriodBackwardsError, PeriodInFutureError
        """
        now = self.clock()
        world = self.world(now)
        if until < since:
            raise PeriodBackwardsError(f"{since} sampai {until}")
        if until >= world.today:
            raise PeriodInFutureError(f"{until}")
        # Minutes in a large city: nobody's message waits for it.
        with self.database.reading() as work:
            inputs = self._inputs(work.indicator, world, since, until, now)
            before = work.indicator.latest(since - timedelta(days=1))
        prior = _scores(before) if before else {}
        reading = read(inputs, since, until, prior)
        with self.database.transaction() as work:
            return reading, work.indicator.save(reading, inputs, prior, now)

    def verify(self) -> Iterator[Verdict]:
        """Compute every stored reading again, from its inputs and from the history."""
        with self.database.reading() as work:
            for one in work.indicator.stored():
                yield self._verdict(work.indicator, one)

    def _verdict(self, indicator: Indicator, one: Stored) -> Verdict:
        since, until = one.reading.since, one.reading.until
        again = read(one.inputs, since, until, one.prior)
        if not one.intact:
            return Verdict(one, "inputs_altered", again.imc)
        if not _same(again, one.reading):
            return Verdict(one, "result_differs", again.imc)
        world = self.world(self.clock())
        fresh = self._inputs(indicator, world, since, until, one.as_of)
        if indicator.hash_of(fresh) != one.inputs_hash:
            return Verdict(one, "history_changed", read(fresh, since, until, one.prior).imc)
        return Verdict(one, "same", again.imc)

    def _inputs(
        self, indicator: Indicator, world: World, since: date, until: date, as_of: datetime
    ) -> Inputs:
        rows = indicator.raw(span_of(world, since, until, as_of), agencies(world))
        people = world.city.penduduk
        population = (people.per_kecamatan or {}) if people else {}
        return gather(rows.attempts, rows.frictions, rows.cases, rows.surveys, population, as_of)


def span_of(world: World, since: date, until: date, as_of: datetime) -> Span:
    """The moments between which local days lie."""
    zone = ZoneInfo(world.city.zona_waktu)
    start = datetime.combine(since, time(), zone)
    end = datetime.combine(until + timedelta(days=1), time(), zone)
    return Span(since, until, start, end, as_of, zone)


def agencies(world: World) -> Callable[[str], str]:
    """The agency that runs a service, by the content in force."""

    def agency_of(service: str) -> str:
        entry = world.knowledge.get(service)
        return entry.instansi.daerah if entry else NO_AGENCY

    return agency_of


def _scores(reading: Reading) -> dict[Component, float]:
    return {name: score.value for name, score in reading.scores.items()}


def _same(one: Reading, other: Reading) -> bool:
    """Equal up to the last digits, which differ between processors."""
    if (one.imc is None) != (other.imc is None) or one.scores.keys() != other.scores.keys():
        return False
    pairs = [(one.scores[name].value, other.scores[name].value) for name in one.scores]
    pairs += [(one.imc or 0, other.imc or 0)]
    if one.interval and other.interval:
        pairs += [(one.interval.low, other.interval.low), (one.interval.high, other.interval.high)]
    return all(isclose(first, second, abs_tol=1e-6) for first, second in pairs)
