"""The HTTP edge."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import structlog
from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates
from starlette.exceptions import HTTPException

from bot.use_cases.open_data import OpenData
from bot.web.chat.routes import ChatRoutes, Site
from bot.web.chat.talk import Talk
from bot.web.open_data.open311 import Open311Routes
from bot.web.open_data.pages import DataRoutes
from bot.web.security import guard

HERE = Path(__file__).parent

_log = structlog.get_logger(__name__)

SAID = {
    403: "Kiriman itu tidak berasal dari halaman ini. Muat ulang halaman, lalu coba lagi.",
    404: "Halaman itu tidak ada.",
    405: "Cara itu tidak dikenal di sini.",
}
SORRY = "Maaf, ada gangguan di sistem kami. Coba lagi sebentar."


def create_app(
    talk: Talk, site: Site, is_ready: Callable[[], bool], open_data: OpenData | None = None
) -> FastAPI:
    """The chat page, open data where there are any, and the health checks.

    `is_ready` says whether the database answers.
    """
    app = FastAPI(title=site.brand, docs_url=None, redoc_url=None, openapi_url=None)
    templates = Jinja2Templates(HERE / "templates")
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    app.middleware("http")(guard)
    app.include_router(ChatRoutes(talk, site, templates).router)
    for router in _public(open_data, site, templates):
        app.include_router(router)

    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "hidup"}

    @app.get("/readyz")
    def readyz() -> Response:
        try:
            ready = is_ready()
        except Exception as error:  # noqa: BLE001 - any fault of the database means "not ready"
            _log.warning("not ready", error=type(error).__name__)
            ready = False
        status = "siap" if ready else "belum siap"
        return JSONResponse({"status": status}, 200 if ready else 503)

    def refuse(request: Request, status: int, said: str) -> Response:
        if "application/json" in request.headers.get("accept", ""):
            return JSONResponse({"galat": said}, status)
        facts = {"site": site, "said": said, "status": status}
        return templates.TemplateResponse(request, "error.html", facts, status)

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> Response:
        return refuse(request, error.status_code, SAID.get(error.status_code, str(error.detail)))

    @app.exception_handler(Exception)
    def broken(request: Request, error: Exception) -> Response:
        _log.error("request failed", path=request.url.path, error=type(error).__name__)
        return refuse(request, 500, SORRY)

    return app


def _public(data: OpenData | None, site: Site, templates: Jinja2Templates) -> tuple[APIRouter, ...]:
    if data is None:
        return ()
    return DataRoutes(data, site, templates).router, Open311Routes(data, site).router
