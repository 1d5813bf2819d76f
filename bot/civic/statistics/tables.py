"""Statistics as tables: what files and pages show, in the same order and with the same words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

Value = str | int | float | date | None
"""Shares are floats 0 to 1; None is a hidden or missing figure."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a file. `note` explains it in a sentence; `percent` names columns of shares."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    note: str = ""
    percent: frozenset[str] = frozenset()
