"""Closing tags are counted over closed reports filed in the period, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from bot.storage.database import SqlDatabase
from bot.storage.tables import report

START = datetime(2026, 7, 1, tzinfo=UTC)
END = datetime(2026, 10, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def put(database: SqlDatabase, number: str, filed: datetime, status: str, tag: str | None) -> None:
    values = {
        "number": number,
        "service": "s",
        "stage": "proses",
        "obstacle": "lama",
        "severity": "berat",
        "identity": "terbuka",
        "status": status,
        "filed_at": filed,
        "promised": filed.date(),
        "tag": tag,
    }
    with database.engine.begin() as connection:
        connection.execute(sa.insert(report).values(values))


def tags(database: SqlDatabase) -> dict[str, int]:
    with database.transaction() as work:
        return dict(work.closures.tags(START, END))


def test_tags_of_closed_reports_of_the_period(database: SqlDatabase):
    assert tags(database) == {}
    put(database, "1", START, "selesai", "anggaran")
    put(database, "2", END - SECOND, "ditolak", "anggaran")
    put(database, "3", START, "ditolak", "regulasi")
    put(database, "4", START, "selesai", None)
    assert tags(database) == {"anggaran": 2, "regulasi": 1}


@pytest.mark.parametrize(
    ("filed", "status"),
    [(START - SECOND, "selesai"), (END, "selesai"), (START, "dibuka_kembali")],
)
def test_others_are_left_out(database: SqlDatabase, filed: datetime, status: str):
    put(database, "1", filed, status, "anggaran")
    assert tags(database) == {}
