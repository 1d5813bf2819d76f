"""Packed days say what the raw rows say, whatever happened since they were packed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from threading import Thread
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.civic.roles import Role
from bot.civic.statistics.figures import Filters, Grouping
from bot.storage.database import SqlDatabase, SqlUnitOfWork
from bot.storage.tables import question
from bot.use_cases.read_statistics import PackDays, PeriodBackwardsError, ReadStatistics, view
from bot.use_cases.seed import Seed
from tests.storage.test_reports import file_report
from tests.use_cases.rig import Rig

ZONE = ZoneInfo("Asia/Jakarta")
SINCE, UNTIL = date(2026, 9, 24), date(2026, 11, 23)


@pytest.fixture
def rig(database, knowledge) -> Rig:
    return Rig(database, knowledge)


@pytest.fixture
def city(rig: Rig) -> Rig:
    Seed(rig.database, rig.own_world(rig.now), Random(4))((60, 80, 600, 150), lambda *_: None)
    return rig


def figures(rig: Rig, **wanted):
    filters = replace(Filters(SINCE, UNTIL), **wanted)
    return ReadStatistics(rig.database, rig.own_world, rig.clock)(filters).now


def pack(rig: Rig) -> int:
    return PackDays(rig.database, rig.own_world, rig.clock)(100)


def recount(rig: Rig, **wanted) -> dict[str, object]:
    """The same from raw rows, the slow way."""
    reports = rig.rows("SELECT * FROM report")
    for field, value in wanted.items():
        reports = [one for one in reports if one[field] == value]
    questions = rig.rows("SELECT * FROM question")
    return {
        "reports": len(reports),
        "statuses": dict(Counter(one["status"] for one in reports)),
        "questions": len(questions),
        "outcomes": dict(Counter(one["outcome"] for one in questions)),
    }


def same(rig: Rig, **wanted) -> None:
    found, raw = figures(rig, **wanted), recount(rig, **wanted)
    assert found.reports == raw["reports"]
    assert dict(found.statuses) == raw["statuses"]
    if not wanted:
        assert found.questions == raw["questions"]
        assert dict(found.outcomes) == raw["outcomes"]
        assert sum(one.count for one in found.question_series) == raw["questions"]
        assert sum(one.count for one in found.report_series) == raw["reports"]


def test_packed_raw_and_half_packed_days_agree(city: Rig):
    raw = figures(city)
    same(city)
    assert PackDays(city.database, city.own_world, city.clock)(20) == 20
    assert figures(city) == raw
    assert pack(city) == 40
    assert pack(city) == 0
    assert figures(city) == raw


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    kecamatan=st.sampled_from(["99.01.01", "99.01.02"]),
    channel=st.sampled_from(["web", "telegram"]),
)
def test_filters_count_what_they_say(city: Rig, kecamatan: str, channel: str):
    pack(city)
    same(city, kecamatan=kecamatan)
    same(city, channel=channel)
    same(city, kecamatan=kecamatan, channel=channel)


def test_a_change_of_an_old_report_is_seen_at_once_and_packed_again(rig: Rig):
    rig.hire("50", Role.PETUGAS, "disdukcapil")
    number = file_report(rig, "Terbuka")
    rig.later(days=2)
    pack(rig)
    wide = {"until": date(2026, 12, 1)}
    assert dict(figures(rig, **wide).statuses) == {"diterima": 1}
    rig.press(rig.command("kasus", number, "50"), "Verifikasi", "50")
    assert dict(figures(rig, **wide).statuses) == {"diverifikasi": 1}
    assert pack(rig) == 1
    found = figures(rig, **wide)
    assert dict(found.statuses) == {"diverifikasi": 1}
    assert (found.first_reply.median, found.first_reply.base) == (48.0, 1)


def test_hours_that_are_over_are_read_once(rig: Rig):
    rig.say("KTP saya hilang")
    rig.later(hours=3)
    rig.say("KTP saya hilang")
    assert figures(rig, until=date(2026, 11, 24)).questions == 2
    # Nothing of the program does this: it only shows from where the figures come.
    with rig.database.engine.begin() as connection:
        connection.execute(sa.delete(question))
    assert figures(rig, until=date(2026, 11, 24)).questions == 1


def test_what_was_never_committed_is_not_kept(rig: Rig):
    rig.hire("50", Role.PETUGAS, "disdukcapil")
    number = file_report(rig, "Terbuka")
    rig.later(hours=3)
    wide = Filters(SINCE, date(2026, 11, 24))
    before = figures(rig, until=wide.until).statuses
    with rig.database.engine.connect() as connection:
        work = SqlUnitOfWork.over(connection, rig.database._memory)
        for person in (1, 2, 3):
            work.reports.withdraw(person, number, rig.now)
        assert dict(view(work, rig.own_world(rig.now), wide).now.statuses) == {"ditarik": 1}
    assert figures(rig, until=wide.until).statuses == before
    rig.press(rig.command("kasus", number, "50"), "Verifikasi", "50")
    assert dict(figures(rig, until=wide.until).statuses) == {"diverifikasi": 1}


def reads_of_packed_days(rig: Rig, meanwhile: Callable[[], None] = lambda: None) -> list[str]:
    """Statements that read packed days from now on; `meanwhile` happens during the first."""
    found: list[str] = []

    def note(_connection, _cursor, statement: str, *_: object) -> None:
        if "stat_day.reports" in statement:
            found.append(statement)
            if len(found) == 1:
                meanwhile()

    sa.event.listen(rig.database.engine, "before_cursor_execute", note)
    return found


def test_packing_leaves_the_days_in_memory(city: Rig):
    pack(city)
    pack(city)
    reads = reads_of_packed_days(city)
    assert figures(city).questions == 600
    assert reads == []


def test_who_comes_while_packed_days_are_read_waits_for_them(city: Rig):
    pack(city)
    fresh = SqlDatabase(city.database.engine)
    found: list[object] = []

    def view_it() -> None:
        found.append(ReadStatistics(fresh, city.own_world, city.clock)(Filters(SINCE, UNTIL)).now)

    second = Thread(target=view_it)

    def meanwhile() -> None:
        second.start()
        second.join(0.3)

    reads = reads_of_packed_days(city, meanwhile)
    view_it()
    second.join()
    assert len(reads) == 1
    assert found[0] == found[1]


def test_days_are_local_days(rig: Rig):
    rig.now = rig.now.replace(hour=16, minute=30)  # 23.30 in the city
    rig.say("KTP saya hilang")
    rig.later(hours=1)
    rig.say("KTP saya hilang")
    series = {
        one.start: one.count for one in figures(rig, until=date(2026, 11, 24)).question_series
    }
    assert series[date(2026, 11, 23)] == 1
    assert series[date(2026, 11, 24)] == 1


def test_series_by_week_and_month_hold_every_day(city: Rig):
    for grouping in Grouping:
        found = figures(city, grouping=grouping)
        assert sum(one.count for one in found.report_series) == found.reports
    weeks = figures(city, grouping=Grouping.MINGGU).report_series
    assert all(one.start.weekday() == 0 for one in weeks)
    assert len(figures(city, grouping=Grouping.BULAN).report_series) == 3


def test_small_cells_are_hidden(city: Rig):
    found = figures(city)
    for cell in (*found.districts, *found.agencies, *found.severities):
        assert cell.count is None or cell.count >= 10
    assert all(count is None or count >= 10 for _, _, count in found.friction)


def test_an_agency_is_asked_about_through_its_services(city: Rig):
    world = city.own_world(city.now)
    runs = {one.id: one.instansi.daerah for one in world.knowledge.entries}
    questions = city.rows("SELECT entry FROM question WHERE entry IS NOT NULL")
    wanted = sum(runs[one["entry"]] == "disdukcapil" for one in questions)
    assert figures(city, agency="disdukcapil").questions == wanted


def test_empty_and_backward_periods(rig: Rig):
    found = figures(rig)
    assert (found.questions, found.reports, found.answered.value) == (0, 0, None)
    assert found.first_reply.base == 0
    assert len(found.question_series) == 61
    with pytest.raises(PeriodBackwardsError):
        figures(rig, until=SINCE - timedelta(days=1))


def test_questions_without_an_answer_are_grouped(rig: Rig):
    for address in ("1", "2", "3"):
        rig.say("siapa nama wali kota sekarang", address)
    view = ReadStatistics(rig.database, rig.own_world, rig.clock)(Filters(SINCE, UNTIL))
    assert [(one.example, one.count) for one in view.gaps] == [("siapa nama wali kota sekarang", 3)]
    assert view.subscribers == (3, 3)


def test_who_wants_news_and_who_can_be_reached(rig: Rig):
    for address in ("1", "2", "3", "4"):
        rig.command("start", address=address)
    with rig.database.transaction() as work:
        work.people.subscribe(1, on=False, now=rig.now)
        work.people.mark_blocked(2, rig.now)
        work.people.erase(3, rig.now)
        assert work.statistics.subscribers() == (1, 2)
