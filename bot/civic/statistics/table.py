"""A table of a file: plain values, so that every kind of file writes the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Value = str | int | float | date | None
"""Shares are floats 0 to 1, times hours; None is hidden, "belum ada" is what there is none of."""

MISSING = "belum ada"
WITHHELD = "disembunyikan (kurang dari 10)"
"""How files write None."""


class FileKind(StrEnum):
    """Kinds of files that tables are written as, by the end of their names."""

    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"
    PDF = "pdf"

    @property
    def mime(self) -> str:
        return MIMES[self]


MIMES = {
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.CSV: "text/csv",
    FileKind.JSON: "application/json",
    FileKind.PDF: "application/pdf",
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a file. `note` explains it in a sentence; `percent` names columns of shares.

    The title has at most 31 characters and none of `[]:*?/\\`: it names a sheet, too.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    note: str = ""
    percent: frozenset[str] = frozenset()
