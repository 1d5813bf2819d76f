"""CSV for Indonesian spreadsheets: UTF-8 with its mark, semicolons, one table after another."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from bot.civic.statistics.table import Table
from bot.files.cells import cell, guarded

MARK = "\ufeff"
"""By this the spreadsheet knows that it is UTF-8."""


def csv_file(tables: tuple[Table, ...], heading: str) -> bytes:
    """The heading, then each table under its title, with an empty line between."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow([guarded(heading)])
    for table in tables:
        writer.writerow([])
        writer.writerows(_lines(table))
    return (MARK + target.getvalue()).encode()


def _lines(table: Table) -> Iterator[list[str]]:
    yield [guarded(table.title)]
    if table.note:
        yield [guarded(table.note)]
    yield [guarded(column) for column in table.columns]
    shares = [column in table.percent for column in table.columns]
    for row in table.rows:
        yield [cell(value, percent=share) for value, share in zip(row, shares, strict=True)]
