"""What people read when a request cannot be served: never a trace, always the mend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import Request, Response
from fastapi.responses import JSONResponse
from fastapi.templating import Jinja2Templates

if TYPE_CHECKING:
    from bot.web.chat.routes import Site

UNREADABLE = "Kiriman itu tidak dapat dibaca. Muat ulang halaman, lalu coba lagi."
SAID = {
    403: (
        "Kiriman itu tidak berasal dari halaman ini. "
        "Izinkan cookie, muat ulang halaman, lalu coba lagi."
    ),
    404: "Halaman itu tidak ada.",
    405: "Cara itu tidak dikenal di sini.",
    411: "Ukuran kiriman tidak diketahui.",
    413: "Kiriman terlalu besar. Foto paling besar 10 MB.",
    429: "Terlalu cepat. Tunggu sebentar, lalu coba lagi.",
    500: "Maaf, ada gangguan di sistem kami. Coba lagi sebentar.",
}


class Refusals:
    """Refuses as JSON where a script asks, else as a page."""

    def __init__(self, site: Site, templates: Jinja2Templates) -> None:
        self._site = site
        self._templates = templates

    def __call__(self, request: Request, status: int) -> Response:
        said = SAID.get(status, UNREADABLE)
        if "application/json" in request.headers.get("accept", ""):
            return JSONResponse({"galat": said}, status)
        facts = {"site": self._site, "said": said}
        return self._templates.TemplateResponse(request, "error.html", facts, status)
