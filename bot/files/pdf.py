"""PDF by typst: tagged (PDF/UA-1), with typst's own fonts, without the network.

Everything reaches a template as JSON data and is inserted as a value: nothing a resident wrote is
ever read as markup.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import structlog
import typst
from babel.dates import format_date
from pydantic import TypeAdapter

from bot.civic.council.report import CouncilReport
from bot.civic.statistics.table import WITHHELD, Table, Value
from bot.use_cases.council_ports import Pictures

TEMPLATES = Path(__file__).parent / "templates"
_REPORT = TypeAdapter(CouncilReport)
_log = structlog.get_logger(__name__)


class TypstPaper:
    """Implements the `CouncilPaper` port."""

    def council(self, report: CouncilReport, pictures: Pictures) -> bytes:
        return council_pdf(report, pictures)


def council_pdf(report: CouncilReport, pictures: Pictures) -> bytes:
    """The report as PDF. `pictures` are SVG by name; a missing one becomes a sentence."""
    data = {"report": _REPORT.dump_python(report, mode="json"), "pictures": dict(pictures)}
    return _pdf("council.typ", data)


def statistics_pdf(tables: Sequence[Table], heading: str, picture: bytes | None) -> bytes:
    """Tables under a heading as PDF; `picture` is a PNG or SVG above them."""
    data = {
        "heading": heading,
        "picture": None if picture is None else list(picture),
        "format": "png" if picture is not None and picture.startswith(b"\x89PNG") else "svg",
        "tables": [_table(one) for one in tables],
    }
    return _pdf("statistics.typ", data)


def _table(table: Table) -> dict[str, Any]:
    rows = [[_value(value) for value in row] for row in table.rows]
    numeric = [
        place
        for place in range(len(table.columns))
        if any(isinstance(row[place], int | float) for row in rows)
    ]
    return {
        "title": table.title,
        "note": table.note,
        "columns": list(table.columns),
        "rows": rows,
        "percent": sorted(table.percent),
        "numeric": numeric,
    }


def _value(value: Value) -> str | int | float | None:
    if value is None:
        return WITHHELD
    return format_date(value, "d MMM y", locale="id") if isinstance(value, date) else value


def _pdf(template: str, data: dict[str, Any]) -> bytes:
    made, warnings = typst.compile_with_warnings(
        TEMPLATES / template,
        root=TEMPLATES,
        font_paths=_fonts(),
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards="ua-1",
    )
    for warning in warnings:
        _log.warning("paper set with a warning", template=template, warning=warning.message)
    return made


@cache
def _fonts() -> typst.Fonts:
    """Only those that come with typst: the same paper on every machine."""
    return typst.Fonts(include_system_fonts=False)
