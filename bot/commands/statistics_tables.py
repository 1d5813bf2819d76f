"""Statistics as tables of the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.markup import escape
from rich.table import Table as Shown

from bot.civic.statistics.table import Table
from bot.files.cells import plain_cell

ROWS = 40
"""Rows of a list that would otherwise fill several screens; files have all."""


def rich_tables(found: Sequence[Table]) -> Iterator[tuple[Shown, str]]:
    """Each table, and what must be said below it."""
    for table in found:
        yield _shown(table), "\n".join(_notes(table))


def _shown(table: Table) -> Shown:
    shown = Shown(*table.columns, title=table.title, title_justify="left")
    for row in table.rows[:ROWS]:
        cells = (
            plain_cell(value, percent=column in table.percent)
            for column, value in zip(table.columns, row, strict=True)
        )
        shown.add_row(*map(escape, cells))
    return shown


def _notes(table: Table) -> Iterator[str]:
    if len(table.rows) > ROWS:
        yield f"… dan {len(table.rows) - ROWS} lagi; semuanya ada di berkas (statistics export)."
    if table.note:
        yield table.note
