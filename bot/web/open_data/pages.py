"""The page that explains the open data, and its two files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import StreamingResponse
from fastapi.templating import Jinja2Templates

from bot.civic.open_data.months import next_month, publishing_day
from bot.civic.open_data.scheme import K
from bot.civic.open_data.table import COLUMNS, dictionary, rule
from bot.clock import timer
from bot.use_cases.open_data import OpenData
from bot.use_cases.open_data_ports import PublishedMonth
from bot.web.chat.routes import Site
from bot.web.gate import Gate
from bot.web.open_data.open311 import BASE, TOO_MANY
from bot.web.open_data.records import day_text, month_text
from bot.web.open_data.replies import ANYBODY, is_known, public, tag_of

CSV = "text/csv; charset=utf-8; header=present"
A_MINUTE = 60
"""Whole files for everybody together: one may hold a million rows."""

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


class DataRoutes:
    """The routes of the page."""

    def __init__(self, data: OpenData, site: Site, templates: Jinja2Templates) -> None:
        self._data = data
        self._site = site
        self._templates = templates
        self._gate = Gate(A_MINUTE, timer)
        self.router = APIRouter()
        for path, endpoint in (
            ("/data", self.page),
            ("/data/laporan.csv", self.reports),
            ("/data/kamus.csv", self.dictionary),
        ):
            self.router.api_route(path, methods=["GET", "HEAD"], response_model=None)(endpoint)

    def page(self, request: Request) -> Response:
        """What the data are, where they are, and what is done so that nobody is recognised."""
        months = self._data.months()
        facts = {
            "site": self._site,
            "months": tuple(reversed(months)),
            "total": sum(one.reports for one in months),
            "next": _next(months, self._data.world.today),
            "columns": COLUMNS,
            "rule": rule(),
            "k": K,
            "licence": self._data.world.city.lisensi_data,
            "api": str(request.base_url).rstrip("/") + BASE,
            "day_text": day_text,
            "month_text": month_text,
        }
        response = self._templates.TemplateResponse(request, "data.html", facts)
        response.headers["Cache-Control"] = "public, max-age=300"
        return response

    def reports(self, request: Request, dari: str = "", sampai: str = "") -> Response:
        """The table, of all months or of those from `dari` to `sampai` (2026-10)."""
        since, until = _month(dari, date.min), _month(sampai, date.max)
        if not self._gate.admits("csv"):
            raise HTTPException(429, TOO_MANY, {"Retry-After": "60"})
        months = tuple(one for one in self._data.months() if since <= one.month <= until)
        headers = {
            **ANYBODY,
            "ETag": tag_of(months, self._data.names()),
            "Content-Disposition": 'attachment; filename="laporan.csv"',
        }
        if is_known(request, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        pieces: Iterable[str] = self._data.csv(one.month for one in months)
        return StreamingResponse(
            () if request.method == "HEAD" else pieces, 200, headers, media_type=CSV
        )

    def dictionary(self, request: Request) -> Response:
        """What every column means."""
        response = public(request, dictionary(), CSV)
        response.headers["Content-Disposition"] = 'attachment; filename="kamus.csv"'
        return response


def _month(text: str, without: date) -> date:
    if not text:
        return without
    parts = _MONTH.fullmatch(text)
    if parts is None or not int(parts[1]):
        raise HTTPException(400, "Tulis bulan seperti 2026-10.")
    return date(int(parts[1]), int(parts[2]), 1)


def _next(months: tuple[PublishedMonth, ...], today: date) -> tuple[date, date] | None:
    """(month that is public next, the day it will be); None before the first report."""
    if not months:
        return None
    month = next_month(months[-1].month)
    return month, max(publishing_day(month), today)
