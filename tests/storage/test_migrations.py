"""The schema: reached from nothing, equal to the tables, refused when it cannot be served."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from alembic import command

from bot.storage.engine import open_engine
from bot.storage.migrate import (
    DatabaseTooNewError,
    DatabaseUnreachableError,
    configuration,
    differences,
    upgrade,
)
from bot.storage.tables import report


def test_migrations_lead_to_the_tables_and_back(new_database_url: str):
    engine = open_engine(new_database_url)
    upgrade(engine, "uji")
    upgrade(engine, "uji")
    assert differences(engine) == []
    with engine.begin() as connection:
        settings = configuration()
        settings.attributes["connection"] = connection
        command.downgrade(settings, "base")
    assert set(sa.inspect(engine).get_table_names()) <= {"alembic_version"}
    upgrade(engine, "uji")
    assert differences(engine) == []
    engine.dispose()


def test_a_newer_database_is_refused(database):
    with database.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseTooNewError, match="9999"):
        upgrade(database.engine, "uji")


@pytest.mark.parametrize(
    "url",
    ["postgresql://budi:rahasia@127.0.0.1:1/kota", "sqlite:////proc/tidak/boleh.sqlite3"],
)
def test_an_unreachable_database_is_refused_in_one_line(url: str):
    with pytest.raises((DatabaseUnreachableError, OSError)) as refusal:
        upgrade(open_engine(url), "uji")
    if isinstance(refusal.value, DatabaseUnreachableError):
        assert "\n" not in str(refusal.value)
        assert "rahasia" not in str(refusal.value)


def test_cases_that_wait_already_know_since_when(database):
    """The limit of waiting came later than waiting."""
    asked = "2026-11-24 02:00:00"
    with database.engine.begin() as connection:
        settings = configuration()
        settings.attributes["connection"] = connection
        command.downgrade(settings, "0011")
        for number, status in enumerate(("menunggu_warga", "diproses"), start=1):
            connection.execute(
                sa.text(
                    "INSERT INTO report (id, number, service, stage, obstacle, severity, identity, "
                    f"status, filed_at, promised) VALUES ({number}, '{number}', 's', 'akses', "
                    f"'lain', 'berat', 'terbuka', '{status}', '2026-11-23 00:00:00', '2026-12-11')"
                )
            )
            connection.execute(
                sa.text(
                    "INSERT INTO report_event (report_id, kind, at, status) "
                    f"VALUES ({number}, 'status', '{asked}', 'menunggu_warga')"
                )
            )
    upgrade(database.engine, "uji")
    with database.engine.connect() as connection:
        query = sa.select(report.c.waiting_since).order_by(report.c.id)
        since = [one for (one,) in connection.execute(query)]
    assert since == [datetime(2026, 11, 24, 2, 0, tzinfo=UTC), None]


def test_the_history_of_a_report_cannot_be_changed(database):
    with database.engine.begin() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO report (number, service, stage, obstacle, severity, identity, "
                "status, filed_at, promised) VALUES ('TK', 's', 'akses', 'lain', 'berat', "
                "'terbuka', 'diterima', '2026-11-23 00:00:00', '2026-12-11')"
            )
        )
        connection.execute(
            sa.text(
                "INSERT INTO report_event (report_id, kind, at) "
                "VALUES (1, 'diterima', '2026-11-23 00:00:00')"
            )
        )
    for change in ("UPDATE report_event SET kind = 'x'", "DELETE FROM report_event"):
        with (
            pytest.raises(sa.exc.DBAPIError, match="append-only"),
            database.engine.begin() as connection,
        ):
            connection.execute(sa.text(change))
