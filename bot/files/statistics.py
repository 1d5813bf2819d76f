"""Statistics as files of every kind."""

from __future__ import annotations

from typing import assert_never

from bot.civic.statistics.table import FileKind, Table
from bot.files.csv_file import csv_file
from bot.files.json_file import json_file
from bot.files.pdf import statistics_pdf
from bot.files.xlsx_file import xlsx_file


class StatisticsFiles:
    """Implements the `Files` port."""

    def write(
        self,
        kind: FileKind,
        tables: tuple[Table, ...],
        heading: str,
        picture: bytes | None = None,
    ) -> bytes:
        """The bytes of a file."""
        match kind:
            case FileKind.XLSX:
                return xlsx_file(tables, heading)
            case FileKind.CSV:
                return csv_file(tables, heading)
            case FileKind.JSON:
                return json_file(tables, heading)
            case FileKind.PDF:
                return statistics_pdf(tables, heading, picture)
        assert_never(kind)
