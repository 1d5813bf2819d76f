"""JSON for other programs."""

from __future__ import annotations

import json
from datetime import date

from bot.civic.statistics.table import MISSING, WITHHELD, Table, Value

HOW_TO_READ = {
    "null": WITHHELD,
    "tanpa kolom": MISSING,
    "persen": "nilai 0 sampai 1",
    "tanggal": "YYYY-MM-DD",
}


def json_file(tables: tuple[Table, ...], heading: str) -> bytes:
    """Filters, tables and definitions; null is hidden, a column that is absent has no value."""
    first, *rest, last = tables
    content = {
        "judul": heading,
        "cara_baca": HOW_TO_READ,
        "saringan": _pairs(first),
        "tabel": [_table(one) for one in rest],
        "definisi": _pairs(last),
    }
    return json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False).encode()


def _pairs(table: Table) -> dict[str, str | int | float | None]:
    return {str(name): _plain(value) for name, value in table.rows}


def _table(table: Table) -> dict[str, object]:
    return {
        "judul": table.title,
        "catatan": table.note,
        "kolom": list(table.columns),
        "kolom_persen": [column for column in table.columns if column in table.percent],
        "baris": [
            {
                column: _plain(value)
                for column, value in zip(table.columns, row, strict=True)
                if value != MISSING
            }
            for row in table.rows
        ],
    }


def _plain(value: Value) -> str | int | float | None:
    return value.isoformat() if isinstance(value, date) else value
