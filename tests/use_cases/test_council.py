"""From a made-up city to its report: what is gathered, kept, compared and refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random

import pytest
import sqlalchemy as sa

from bot.civic.council.report import CouncilReport
from bot.civic.statistics.figures import Filters
from bot.storage.tables import indicator_reading
from bot.use_cases.council import InputsAlteredError, MakeCouncilReport
from bot.use_cases.measure import Measure, PeriodBackwardsError, PeriodInFutureError
from bot.use_cases.read_statistics import ReadStatistics
from bot.use_cases.seed import Seed
from tests.use_cases.rig import Rig

SINCE, UNTIL = date(2026, 10, 24), date(2026, 11, 22)
BEFORE = (date(2026, 9, 24), date(2026, 10, 23))


@dataclass
class Desk:
    """Draws and sets nothing, but remembers what it was given."""

    given: list[object] = field(default_factory=list)

    def council(self, report: CouncilReport, pictures: object = None) -> object:
        self.given.append((report, pictures))
        return b"%PDF" if pictures else {"history": "<svg/>"}


@pytest.fixture
def measure(rig: Rig) -> Measure:
    return Measure(rig.database, rig.own_world, rig.clock)


@pytest.fixture
def make(rig: Rig, measure: Measure) -> MakeCouncilReport:
    desk = Desk()
    return MakeCouncilReport(rig.database, rig.own_world, measure, desk, desk, rig.clock)


@pytest.fixture
def city(rig: Rig) -> Rig:
    Seed(rig.database, rig.own_world(rig.now), Random(4))((60, 200, 3000, 300), lambda *_: None)
    return rig


def kept(rig: Rig) -> int:
    return len(rig.rows("SELECT id FROM indicator_reading"))


def test_the_reading_is_computed_once_and_kept(city: Rig, make: MakeCouncilReport):
    report, pdf = make(SINCE, UNTIL)
    assert pdf == b"%PDF"
    assert kept(city) == 1
    assert make.report(SINCE, UNTIL) == report
    assert kept(city) == 1
    assert report.index.value is not None
    digest = city.rows("SELECT inputs_hash FROM indicator_reading")[0]["inputs_hash"]
    assert report.method.inputs_hash == digest


def test_figures_are_those_of_every_other_view(city: Rig, make: MakeCouncilReport):
    report = make.report(SINCE, UNTIL)
    seen = ReadStatistics(city.database, city.own_world, city.clock)(Filters(SINCE, UNTIL)).now
    assert report.capaian.reports == seen.reports > 0
    assert report.capaian.confirmed == seen.confirmed
    assert report.hambatan.overdue_total == seen.overdue
    assert report.hambatan.repeated == seen.repeated
    assert report.kebutuhan.unanswered == seen.outcomes["unanswered"] > 0


def test_articles_are_services_of_the_content_in_force(rig: Rig, make: MakeCouncilReport):
    found = make.report(SINCE, UNTIL).kebutuhan
    services = [one for one in rig.knowledge.entries if one.jenis == "layanan"]
    assert found.articles == len(services)
    assert 0 < found.incomplete < found.articles


def test_the_last_comparable_reading_before_is_compared(
    city: Rig, make: MakeCouncilReport, measure: Measure
):
    measure.compute(date(2026, 10, 17), date(2026, 10, 23))
    measure.compute(*BEFORE)
    report = make.report(SINCE, UNTIL)
    compared = report.capaian.compared
    assert compared is not None
    assert (compared.since, compared.until) == BEFORE
    assert [(one.since, one.until) for one in report.history] == [BEFORE, (SINCE, UNTIL)]


def test_without_a_comparable_reading_nothing_is_compared(
    city: Rig, make: MakeCouncilReport, measure: Measure
):
    measure.compute(date(2026, 10, 17), date(2026, 10, 23))
    assert make.report(SINCE, UNTIL).trend == "first"


def test_an_empty_city(rig: Rig, make: MakeCouncilReport):
    report = make.report(SINCE, UNTIL)
    assert report.trend == "no_answers"
    assert (report.capaian.reports, report.kebutuhan.questions) == (0, 0)
    assert kept(rig) == 1


def test_wrong_periods_are_refused_and_nothing_is_kept(rig: Rig, make: MakeCouncilReport):
    with pytest.raises(PeriodBackwardsError, match="terbalik"):
        make(UNTIL, SINCE)
    with pytest.raises(PeriodInFutureError, match="kemarin"):
        make(SINCE, date(2026, 11, 23))
    assert kept(rig) == 0


def test_altered_inputs_are_not_signed(city: Rig, make: MakeCouncilReport):
    make.report(SINCE, UNTIL)
    with city.database.engine.begin() as connection:
        connection.execute(sa.update(indicator_reading).values(inputs_hash="0" * 64))
    with pytest.raises(InputsAlteredError, match="indicator verify"):
        make.report(SINCE, UNTIL)
