"""The made-up city hangs together, and never covers a real one."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
import sqlalchemy as sa

from bot.civic.cases import fold, may_follow
from bot.civic.reports import ReportStatus
from bot.civic.statistics.figures import Filters
from bot.storage.case_rows import event_of, state_of
from bot.storage.tables import metadata, report, report_event
from bot.use_cases.read_statistics import ReadStatistics
from bot.use_cases.seed import NotEmptyError, Seed, quarters
from tests.use_cases.rig import Rig

SIZE = (60, 50, 300, 60)


def seeded(rig: Rig) -> list[str]:
    shown: list[str] = []
    seed = Seed(rig.database, rig.own_world(rig.now), Random(1))
    seed(SIZE, lambda what, done, total: shown.append(f"{what} {done}/{total}"))
    return shown


def test_it_has_the_size_that_was_asked_for(rig: Rig):
    assert seeded(rig) == [f"hari {day}/60" for day in range(61)]
    for table, count in (("question", 300), ("report", 60), ("attempt", 50), ("conversation", 50)):
        assert rig.rows(f"SELECT COUNT(*) AS n FROM {table}") == [{"n": count}]


def test_every_row_is_the_fold_of_its_history(rig: Rig):
    seeded(rig)
    with rig.database.engine.connect() as connection:
        rows = connection.execute(report.select()).mappings().all()
        events = connection.execute(report_event.select()).mappings().all()
    empty = dict.fromkeys(
        ("first_reply_at", "settled_at", "closed_at", "confirmed_at", "disputed_at", "tag")
    )
    for row in rows:
        start = state_of(
            {**row, **empty, "reminded_at": None, "status": "diterima", "level": 0}
            | {"promised": row["due"]}
        )
        history = [event_of(one) for one in events if one["report_id"] == row["id"]]
        assert fold(start, history[1:]) == state_of(row)


def test_rows_lie_in_the_order_of_time_from_the_first_day_until_now(rig: Rig):
    seeded(rig)
    for table, moment in (("question", "asked_at"), ("report", "filed_at")):
        with rig.database.engine.connect() as connection:
            column = metadata.tables[table].c[moment]
            moments = connection.execute(
                sa.select(column).order_by(metadata.tables[table].c.id)
            ).scalars()
            found = list(moments)
        assert found == sorted(found)
        assert rig.now - timedelta(days=61) < found[0] < rig.now - timedelta(days=50)
        assert rig.now - timedelta(days=10) < found[-1] < rig.now


def test_there_is_something_to_see_in_every_place(rig: Rig):
    seed = Seed(rig.database, rig.own_world(rig.now), Random(1))
    seed((200, 300, 8_000, 1_500), lambda *_: None)
    statuses = {one["status"] for one in rig.rows("SELECT DISTINCT status FROM report")}
    assert statuses == {status.value for status in ReportStatus}
    with rig.database.reading() as work:
        counts = work.cases.counts(None, rig.now.date())
        assert min(counts.open, counts.overdue, counts.unanswered, counts.waiting) > 0
        assert work.handovers.waiting()
        assert work.handovers.drafts()
    for table in ("report_join", "report_words", "skm", "feedback"):
        assert rig.rows(f"SELECT COUNT(*) AS n FROM {table}")[0]["n"] > 20
    view = ReadStatistics(rig.database, rig.own_world, rig.clock)(
        Filters(date(2026, 10, 24), date(2026, 11, 22))
    )
    assert len(view.gaps) == 12
    assert view.now.joined > 0


def test_every_change_in_a_history_is_one_that_may_be(rig: Rig):
    seeded(rig)
    rows = rig.rows("SELECT report_id, status FROM report_event WHERE status IS NOT NULL")
    now: dict[int, ReportStatus] = {}
    for row in rows:
        then = ReportStatus(row["status"])
        assert may_follow(now.get(row["report_id"], ReportStatus.DITERIMA), then)
        now[row["report_id"]] = then


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-11-23", "2026-04-01 2026-06-30 2026-07-01 2026-09-30 2026-10-01 2026-11-22"),
        ("2027-01-01", "2026-04-01 2026-06-30 2026-07-01 2026-09-30 2026-10-01 2026-12-31"),
        ("2027-01-02", "2026-07-01 2026-09-30 2026-10-01 2026-12-31 2027-01-01 2027-01-01"),
    ],
)
def test_the_last_quarters(today: str, expected: str):
    found = [day for span in quarters(date.fromisoformat(today), 3) for day in span]
    assert " ".join(day.isoformat() for day in found) == expected


def test_life_goes_on_after_it(rig: Rig):
    seeded(rig)
    rig.say("KTP saya hilang")
    assert rig.rows("SELECT COUNT(*) AS n FROM question") == [{"n": 301}]


def test_a_database_in_use_is_left_alone(rig: Rig):
    rig.say("KTP saya hilang")
    with pytest.raises(NotEmptyError):
        seeded(rig)
    assert rig.rows("SELECT COUNT(*) AS n FROM question") == [{"n": 1}]
