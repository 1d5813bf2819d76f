"""Open311 GeoReport v2, the reading half: discovery, services, service requests.

https://wiki.open311.org/GeoReport_v2 and https://wiki.open311.org/Service_Discovery. There is one
jurisdiction, so `jurisdiction_id` is accepted and has no effect.
"""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request, Response

from bot.civic.open_data.selection import PublicReport
from bot.clock import timer
from bot.use_cases.open_data import OpenData
from bot.web.chat.routes import Site
from bot.web.gate import Gate
from bot.web.open_data.formats import MEDIA, Value, written
from bot.web.open_data.query import BadQuery, ids_of, wanted_of, window_of
from bot.web.open_data.records import discovery_record, request_record, service_record
from bot.web.open_data.replies import public

BASE = "/open311/v2"
A_MINUTE = 600
"""Requests of everybody together: residents' conversations come first."""

NOT_THERE = "Alamat itu tidak ada. Yang ada: discovery, services, requests; .xml atau .json."
NOT_HERE = "Laporan tidak dapat dibuat lewat API. Buat di percakapan."
TOO_MANY = "Terlalu banyak permintaan. Tunggu sebentar, lalu coba lagi."


class Open311Routes:
    """The endpoints, each as .xml and .json."""

    def __init__(self, data: OpenData, site: Site) -> None:
        self._data = data
        self._site = site
        self._gate = Gate(A_MINUTE, timer)
        self.router = APIRouter(prefix=BASE)
        for path, endpoint in (
            ("/discovery.{ending}", self.discovery),
            ("/services.{ending}", self.services),
            ("/services/{code}.{ending}", self.service),
            ("/requests.{ending}", self.requests),
            ("/requests/{number}.{ending}", self.request),
            ("/{path:path}", self.nothing),
        ):
            self.router.api_route(path, methods=["GET", "HEAD"], response_model=None)(endpoint)
        self.router.post("/{path:path}", response_model=None)(self.refuse_post)

    def discovery(self, request: Request, ending: str) -> Response:
        """Where things are and who to ask."""
        root = str(request.base_url).rstrip("/")
        checked = max(one.diperiksa for one in self._data.world.knowledge.entries)
        contact = f"{self._site.brand}, {self._site.city}: {root}/data"
        record = discovery_record(contact, root + BASE, f"{checked} 00:00")
        return self._answer(request, ending, "discovery", lambda: record)

    def services(self, request: Request, ending: str) -> Response:
        """Every service."""
        return self._answer(
            request,
            ending,
            "services",
            lambda: [service_record(one) for one in self._data.services()],
        )

    def service(self, request: Request, code: str, ending: str) -> Response:
        """A service's definition: it has no further attributes."""

        def definition() -> Value:
            if code not in {one.code for one in self._data.services()}:
                raise BadQuery(f"service_code '{code[:60]}' tidak ada.", 404)
            return {"service_code": code, "attributes": []}

        return self._answer(request, ending, "service_definition", definition)

    def requests(self, request: Request, ending: str) -> Response:
        """Published rows by number, or by date, service and status."""
        parameters = request.query_params

        def found() -> Value:
            data, zone = self._data, ZoneInfo(self._site.zone)
            if ids := ids_of(parameters):
                return self._records(data.by_ids(ids))
            window = window_of(parameters)
            latest = data.latest_day() or data.world.today
            return self._records(data.reports(wanted_of(parameters, latest, zone), window))

        return self._answer(request, ending, "service_requests", found)

    def request(self, request: Request, number: str, ending: str) -> Response:
        """One published row."""

        def found() -> Value:
            rows = self._data.by_ids((number,))
            if not rows:
                raise BadQuery(f"service_request_id '{number[:60]}' tidak ada.", 404)
            return self._records(rows)

        return self._answer(request, ending, "service_requests", found)

    def nothing(self, request: Request, path: str) -> Response:
        """Any other address."""
        return self._refusal(request, path.rpartition(".")[2], BadQuery(NOT_THERE, 404))

    def refuse_post(self, request: Request, path: str) -> Response:
        """Reports are made in the chat, where personal numbers are masked."""
        return self._refusal(request, path.rpartition(".")[2], BadQuery(NOT_HERE, 405))

    def _records(self, rows: tuple[PublicReport, ...]) -> Value:
        names, zone = self._data.names(), ZoneInfo(self._site.zone)
        return [request_record(one, names, self._site.city, zone) for one in rows]

    def _answer(
        self, request: Request, ending: str, root: str, make: Callable[[], Value]
    ) -> Response:
        if ending not in MEDIA:
            return self._refusal(request, ending, BadQuery(NOT_THERE, 404))
        if not self._gate.admits("open311"):
            return self._refusal(request, ending, BadQuery(TOO_MANY, 429))
        try:
            body = written(ending, root, make())
        except BadQuery as refusal:
            return self._refusal(request, ending, refusal)
        return public(request, body, MEDIA[ending])

    def _refusal(self, request: Request, ending: str, refusal: BadQuery) -> Response:
        known = ending if ending in MEDIA else "xml"
        errors: Value = [{"code": refusal.status, "description": str(refusal)}]
        answer = public(request, written(known, "errors", errors), MEDIA[known], refusal.status)
        if refusal.status == 429:
            answer.headers["Retry-After"] = "60"
        return answer
