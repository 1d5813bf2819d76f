"""A value as a cell of a text file: Indonesian numbers, and never a formula."""

from __future__ import annotations

import re
from datetime import date

from bot.civic.statistics.table import WITHHELD, Value

FORMULA_STARTS = "=+-@＝＋－＠"
"""What a spreadsheet would compute; the wide forms are read as the narrow ones."""

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")


def cell(value: Value, *, percent: bool = False) -> str:
    """The value for a spreadsheet."""
    text = plain_cell(value, percent=percent)
    return guarded(text) if isinstance(value, str) else text


def plain_cell(value: Value, *, percent: bool = False) -> str:
    """The value as people in Indonesia write it: "45,6%", "12,5", "2026-11-23"."""
    match value:
        case None:
            return WITHHELD
        case str():
            return clean(value)
        case float():
            return _decimal(100 * value) + "%" if percent else _decimal(value)
        case int():
            return f"{100 * value}%" if percent else str(value)
        case date():
            return value.isoformat()


def guarded(text: str) -> str:
    """Text that a spreadsheet takes for text: what would start a formula gets an apostrophe."""
    starts = text.lstrip()[:1]
    harmful = (starts and starts in FORMULA_STARTS) or text[:1] in {"\t", "\r", "\n"}
    return f"'{text}" if harmful else text


def clean(text: str) -> str:
    """Without characters that no file of these kinds can hold."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _decimal(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")
