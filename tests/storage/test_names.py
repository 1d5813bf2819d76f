"""Accepted names: kept, replaced, withdrawn, audited; in force in every process that looks."""

from datetime import UTC, date, datetime
from pathlib import Path

import sqlalchemy as sa

from bot.live_content import LiveContent, Shared
from bot.storage.tables import audit
from knowledge_base import Answered
from knowledge_base.load import CONTENT

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


def test_a_name_belongs_to_one_entry(database):
    with database.transaction() as work:
        work.names.accept("ktp hape", "ktp-el-baru", "ani", NOW)
        work.names.accept("ktp hape", "ikd", "ani", NOW)
        assert work.names.accepted() == (("ktp hape", "ikd"),)
        assert work.names.withdraw("ktp hape", "budi", NOW)
        assert not work.names.withdraw("ktp hape", "budi", NOW)
        assert work.names.accepted() == ()
    with database.engine.connect() as connection:
        actions = connection.execute(sa.select(audit.c.action, audit.c.actor)).all()
    assert [tuple(row) for row in actions] == [
        ("accept_name", "ani"),
        ("accept_name", "ani"),
        ("withdraw_name", "budi"),
    ]


def test_every_process_takes_an_accepted_name_over(database):
    def accepted() -> Shared:
        with database.transaction() as work:
            return Shared(work.names.accepted())

    workers = [LiveContent(Path(CONTENT), lambda: date(2026, 11, 24)) for _ in range(2)]
    for worker in workers:
        worker.share(accepted)
    with database.transaction() as work:
        work.names.accept("kartu ajaib walantaka", "ikd", "ani", NOW)
        work.names.accept("tidak kenal", "layanan-yang-tidak-ada", "ani", NOW)
    for worker in workers:
        assert worker.refresh()
        assert not worker.refresh()
        decision = worker.current.knowledge.decide("kartu ajaib walantaka")
        assert isinstance(decision, Answered)
        assert decision.entry.id == "ikd"
    with database.transaction() as work:
        work.names.withdraw("kartu ajaib walantaka", "ani", NOW)
    assert workers[0].refresh()
    decision = workers[0].current.knowledge.decide("kartu ajaib walantaka")
    assert not isinstance(decision, Answered) or decision.entry.id != "ikd"
