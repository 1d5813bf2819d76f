"""Reports straight into the table, for tests that need many."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count

import sqlalchemy as sa

from bot.storage.database import SqlDatabase
from bot.storage.tables import report

FILED = datetime(2026, 9, 8, 4, 0, tzinfo=UTC)
_numbers = count(1)


def add_reports(database: SqlDatabase, people: int, **changes: object) -> None:
    """One report each of so many people."""
    row = {
        "service": "kia",
        "stage": "akses",
        "obstacle": "antrean",
        "severity": "berat",
        "kecamatan": "99.01.01",
        "kelurahan": "99.01.01.1001",
        "identity": "terbuka",
        "status": "selesai",
        "filed_at": FILED,
        "promised": FILED.date(),
        "agency": "disdukcapil",
    }
    rows = []
    for _ in range(people):
        n = next(_numbers)
        given = {"number": f"TK-T{n}", "case_number": f"TK-K{n}", "pseudonym": f"samaran-{n}"}
        rows.append({**row, **given, **changes})
    with database.engine.begin() as connection:
        connection.execute(sa.insert(report), rows)
