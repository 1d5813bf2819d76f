"""A workbook: filters and definitions on the first sheet, then one sheet a table."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from bot.civic.statistics.table import WITHHELD, Table, Value
from bot.files.cells import clean, plain_cell

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
INDONESIAN = "[$-421]"
WHOLE, DECIMAL, PERCENT = f"{INDONESIAN}#,##0", f"{INDONESIAN}#,##0.0", f"{INDONESIAN}0.0%"
DAY = f"{INDONESIAN}d mmmm yyyy"
NARROWEST, WIDEST = 10, 60
DAY_WIDTH, LINE_HEIGHT = 19, 15
A4 = 9
SHADE = "#DDEBF7"
LONGEST = 32_000
"""Characters; a cell holds no more than 32,767."""

EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 - the same tables make the same file, whenever written


@dataclass(frozen=True, slots=True)
class _Looks:
    title: Format
    note: Format
    head: Format
    head_right: Format
    text: Format
    whole: Format
    decimal: Format
    percent: Format
    day: Format


def xlsx_file(tables: tuple[Table, ...], heading: str) -> bytes:
    """The first and the last table share the first sheet; every other table has its own."""
    target = io.BytesIO()
    first, *rest, last = tables
    with Workbook(target, OPTIONS) as book:
        book.set_properties({"title": clean(heading), "created": EPOCH})
        looks = _looks(book)
        _Sheet(book.add_worksheet(first.title), looks).fill([first, last], heading)
        for table in rest:
            _Sheet(book.add_worksheet(table.title), looks).fill([table])
    return target.getvalue()


class _Sheet:
    """Rows must be written from top to bottom: only the present one is kept in memory."""

    def __init__(self, sheet: Worksheet, looks: _Looks) -> None:
        self._sheet = sheet
        self._looks = looks
        self._row = 0

    def fill(self, tables: Sequence[Table], heading: str = "") -> None:
        self._on_paper()
        widths = list(_widths(tables))
        for place, width in enumerate(widths):
            self._sheet.set_column(place, place, width)
        if heading:
            self._line(heading, self._looks.title)
        for place, table in enumerate(tables):
            self._line(table.title, self._looks.title)
            if table.note:
                self._note(table, widths)
            self._head(table)
            if place == 0:
                self._sheet.freeze_panes(self._row, 0)
            if len(tables) == 1:
                self._sheet.repeat_rows(self._row - 1)
            self._rows(table, widths)
            self._row += 1

    def _on_paper(self) -> None:
        self._sheet.set_paper(A4)
        self._sheet.set_landscape()
        self._sheet.fit_to_pages(1, 0)

    def _note(self, table: Table, widths: Sequence[int]) -> None:
        """Over the width of its table, so that it does not make the page wider."""
        across = widths[: len(table.columns)]
        self._grow(_lines(table.note, sum(across)))
        end = (self._row, len(across) - 1)
        self._sheet.merge_range(self._row, 0, *end, _fit(table.note), self._looks.note)
        self._row += 1

    def _grow(self, lines: int) -> None:
        if lines > 1:
            self._sheet.set_row(self._row, LINE_HEIGHT * lines)

    def _head(self, table: Table) -> None:
        for column, name in enumerate(table.columns):
            numbers = any(isinstance(row[column], int | float) for row in table.rows)
            look = self._looks.head_right if numbers else self._looks.head
            self._sheet.write_string(self._row, column, _fit(name), look)
        self._row += 1

    def _rows(self, table: Table, widths: Sequence[int]) -> None:
        for row in table.rows:
            self._grow(max(map(_lines, row, widths)))
            for column, (name, value) in enumerate(zip(table.columns, row, strict=True)):
                self._write(column, value, percent=name in table.percent)
            self._row += 1

    def _line(self, text: str, look: Format) -> None:
        self._sheet.write_string(self._row, 0, _fit(text), look)
        self._row += 1

    def _write(self, column: int, value: Value, *, percent: bool) -> None:
        sheet, looks, place = self._sheet, self._looks, (self._row, column)
        match value:
            case None:
                sheet.write_string(*place, WITHHELD, looks.note)
            case str():
                sheet.write_string(*place, _fit(value), looks.text)
            case int():
                sheet.write_number(*place, value, looks.percent if percent else looks.whole)
            case float():
                sheet.write_number(*place, value, looks.percent if percent else looks.decimal)
            case date():
                sheet.write_datetime(*place, value, looks.day)


def _looks(book: Workbook) -> _Looks:
    def look(**properties: object) -> Format:
        return book.add_format({"valign": "top", **properties})

    return _Looks(
        title=look(bold=True, font_size=13),
        note=look(italic=True, font_color="#555555", text_wrap=True, align="left"),
        head=look(bold=True, bg_color=SHADE, bottom=1, align="left", indent=1),
        head_right=look(bold=True, bg_color=SHADE, bottom=1, align="right"),
        text=look(text_wrap=True, align="left", indent=1),
        whole=look(num_format=WHOLE, align="right"),
        decimal=look(num_format=DECIMAL, align="right"),
        percent=look(num_format=PERCENT, align="right"),
        day=look(num_format=DAY, align="left", indent=1),
    )


def _widths(tables: Sequence[Table]) -> Iterator[int]:
    """As wide as the longest cell, within bounds; titles and notes may run over."""
    columns = max(len(table.columns) for table in tables)
    for place in range(columns):
        longest = max(_longest(table, place) for table in tables if place < len(table.columns))
        yield min(max(longest + 3, NARROWEST), WIDEST)


def _longest(table: Table, place: int) -> int:
    name = table.columns[place]
    cells = (_width(row[place], percent=name in table.percent) for row in table.rows)
    return max([len(name), *cells])


def _width(value: Value, *, percent: bool) -> int:
    return DAY_WIDTH if isinstance(value, date) else len(plain_cell(value, percent=percent))


def _lines(value: Value, width: int) -> int:
    """Lines of a wrapped text: programs do not all grow the row by themselves."""
    if not isinstance(value, str):
        return 1
    return sum(1 + max(0, len(line) - 1) // (width - 2) for line in value.split("\n"))


def _fit(text: str) -> str:
    return clean(text)[:LONGEST]
