"""The made-up city hangs together, and never covers a real one."""

from __future__ import annotations

from random import Random

import pytest

from bot.civic.cases import fold
from bot.storage.case_rows import event_of, state_of
from bot.storage.tables import report, report_event
from bot.use_cases.seed import NotEmptyError, Seed
from tests.use_cases.rig import Rig

SIZE = (60, 50, 300, 60)


def seeded(rig: Rig) -> list[str]:
    shown: list[str] = []
    seed = Seed(rig.database, rig.own_world(rig.now), Random(1))
    seed(SIZE, lambda what, done, total: shown.append(f"{what} {done}/{total}"))
    return shown


def test_it_has_the_size_that_was_asked_for(rig: Rig):
    assert seeded(rig) == ["pertanyaan 300/300", "laporan 60/60", "usaha warga 50/50"]
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


def test_life_goes_on_after_it(rig: Rig):
    seeded(rig)
    rig.say("KTP saya hilang")
    assert rig.rows("SELECT COUNT(*) AS n FROM question") == [{"n": 301}]


def test_a_database_in_use_is_left_alone(rig: Rig):
    rig.say("KTP saya hilang")
    with pytest.raises(NotEmptyError):
        seeded(rig)
    assert rig.rows("SELECT COUNT(*) AS n FROM question") == [{"n": 1}]
