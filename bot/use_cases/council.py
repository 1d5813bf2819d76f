"""The report to the council (DPRD): gather what was measured, derive, draw, set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.civic.council.compare import Basis, comparable, over_time
from bot.civic.council.derive import derive, place_of
from bot.civic.council.labels import STAGES
from bot.civic.council.material import Material
from bot.civic.council.overdue import overdue_by_agency
from bot.civic.council.report import Article, CouncilReport, Names
from bot.civic.indicator.method import METHOD, NAMES
from bot.civic.statistics.figures import Filters, statistics
from bot.clock import Clock
from bot.dialogue.world import World
from bot.errors import TanyaKotaError
from bot.use_cases.council_ports import CouncilCharts, CouncilPaper
from bot.use_cases.indicator_ports import Stored
from bot.use_cases.measure import Measure, span_of
from bot.use_cases.ports import Database, UnitOfWork
from bot.use_cases.read_statistics import SETTLING, gaps
from knowledge_base.standards import missing_parts

SERVICE = "layanan"


class InputsAlteredError(TanyaKotaError):
    """Masukan IMC periode ini diubah sesudah disimpan, jadi laporan tidak dibuat; periksa dengan: tanyakota indicator verify"""  # noqa: E501 - the docstring is the message


@dataclass(frozen=True, slots=True)
class MakeCouncilReport:
    """The report of a period; `world` tells the city, its services and who runs them."""

    database: Database
    world: Callable[[datetime], World]
    measure: Measure
    charts: CouncilCharts
    paper: CouncilPaper
    clock: Clock

    def __call__(self, since: date, until: date) -> tuple[CouncilReport, bytes]:
        """The report and its PDF. The reading of the period is computed and kept if there is none.

        Raises:
            PeriodBackwardsError, PeriodInFutureError, InputsAlteredError
        """
        report = self.report(since, until)
        return report, self.paper.council(report, self.charts.council(report))

    def report(self, since: date, until: date) -> CouncilReport:
        """What the report says.

        Raises:
            as `__call__`
        """
        world = self.world(self.clock())
        with self.database.transaction() as work:
            known = any(_is_of(one, since, until) for one in work.indicator.stored())
        if not known:
            self.measure.compute(since, until)
        with self.database.transaction() as work:
            return derive(_material(work, world, since, until))


def _is_of(one: Stored, since: date, until: date) -> bool:
    reading = one.reading
    return (reading.since, reading.until, reading.method) == (since, until, METHOD)


def _material(work: UnitOfWork, world: World, since: date, until: date) -> Material:
    stored = tuple(work.indicator.stored())
    kept = [one for one in stored if _is_of(one, since, until)][-1]
    if not kept.intact:
        raise InputsAlteredError(f"{since} sampai {until}")
    zone = ZoneInfo(world.city.zona_waktu)
    filters, span = Filters(since, until), span_of(world, since, until, world.now)
    packs = work.statistics.packs(since, until, zone, world.now - SETTLING)
    return Material(
        place=place_of(world.city.nama, world.city.provinsi),
        now=_basis(kept),
        before=_before(stored, kept),
        history=over_time((one.reading for one in stored), kept.reading),
        figures=statistics(packs, filters, _agencies(world), world.today),
        overdue=overdue_by_agency(packs, since, until, world.today),
        gaps=gaps(work, world, filters),
        articles=_articles(world),
        tags=work.closures.tags(span.start, span.end),
        names=_names(world),
        inputs_hash=kept.inputs_hash,
        computed_on=kept.as_of.astimezone(zone).date(),
        made_on=world.today,
    )


def _before(stored: tuple[Stored, ...], now: Stored) -> Basis | None:
    """The last comparable reading that ended before; the one computed last of its period."""
    since = now.reading.since
    earlier = [
        one
        for one in stored
        if one.intact and one.reading.until < since and comparable(one.reading, now.reading)
    ]
    latest = max(earlier, key=lambda one: (one.reading.until, one.id), default=None)
    return _basis(latest) if latest else None


def _basis(one: Stored) -> Basis:
    return Basis(one.reading, one.inputs, one.prior)


def _agencies(world: World) -> dict[str, str]:
    return {entry.id: entry.instansi.daerah for entry in world.knowledge.entries}


def _articles(world: World) -> tuple[Article, ...]:
    return tuple(
        Article(entry.id, entry.instansi.daerah, missing_parts(entry))
        for entry in world.knowledge.entries
        if entry.jenis == SERVICE
    )


def _names(world: World) -> Names:
    return Names(
        services={entry.id: entry.judul for entry in world.knowledge.entries},
        agencies={one.id: one.nama_pendek for one in world.city.instansi},
        kecamatan={one.kode: one.nama for one in world.city.kecamatan},
        stages=STAGES,
        components=NAMES,
    )
