"""The chat page: works as plain forms, and without reloading where scripts run."""

from __future__ import annotations

import asyncio
import re
import secrets
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote
from zoneinfo import ZoneInfo

from fastapi import APIRouter, File, Form, HTTPException, Request, Response, UploadFile
from fastapi.responses import JSONResponse, RedirectResponse
from fastapi.templating import Jinja2Templates

from bot.dialogue.events import ButtonPressed, CommandSent, Incoming, TextSent
from bot.photos import MAX_UPLOAD
from bot.web.chat.talk import Talk
from bot.web.chat.view import Bubble, bubbles, folded
from bot.web.security import address_of, form_token, is_own_form, key_of, new_key, remember

MAX_TEXT = 4000
WAIT_SECONDS = 8.0
LOOK_SECONDS = 0.02
"""The first look; each next one waits longer, so that a busy database is left alone."""

_CLIENT_ID = re.compile(r"^[A-Za-z0-9-]{8,64}$")
_PAYLOAD = re.compile(r"^[A-Za-z0-9_-]{1,64}$")


@dataclass(frozen=True, slots=True)
class Site:
    """What the page says about itself. `commands` are (command, label) for its menu.

    `open_data`: whether the menu leads to the page of open data.
    """

    brand: str
    city: str
    zone: str
    commands: tuple[tuple[str, str], ...]
    open_data: bool = False


class ChatRoutes:
    """The routes of the page."""

    def __init__(self, talk: Talk, site: Site, templates: Jinja2Templates) -> None:
        self._talk = talk
        self._site = site
        self._zone = ZoneInfo(site.zone)
        self._templates = templates
        self.router = APIRouter()
        self.router.get("/", response_model=None)(self.page)
        self.router.post("/pesan", response_model=None)(self.hand_in)
        self.router.get("/pesan", response_model=None)(self.news)
        self.router.get("/berkas/{token}", response_model=None)(self.file)
        self.router.get("/foto/{token}", response_model=None)(self.picture)

    async def page(self, request: Request, start: str = "") -> Response:
        """The conversation so far; a first visit begins one."""
        key = key_of(request)
        payload = start if _PAYLOAD.match(start) else ""
        if key is not None and payload:
            event = CommandSent("start", payload)
            await self._store(address_of(key), secrets.token_hex(8), event)
            return RedirectResponse("/", 303)
        known = key or new_key()
        address = address_of(known)
        messages = await self._shown(address, 0)
        if not messages:
            await asyncio.to_thread(self._talk.greet, address, payload)
            await self._settled(address)
            messages = await self._shown(address, 0)
        facts = {
            "site": self._site,
            "messages": folded(messages),
            "last": messages[-1].id if messages else 0,
            "form_token": form_token(known),
            "client_id": secrets.token_hex(8),
        }
        response = self._templates.TemplateResponse(request, "chat.html", facts)
        response.headers["Cache-Control"] = "no-store"
        remember(response, request, known)
        return response

    async def hand_in(  # noqa: PLR0913 - one parameter a form field
        self,
        request: Request,
        *,
        formulir: Annotated[str, Form()] = "",
        klien: Annotated[str, Form()] = "",
        teks: Annotated[str, Form()] = "",
        tombol: Annotated[str, Form()] = "",
        foto: Annotated[UploadFile | None, File()] = None,
        setelah: Annotated[int, Form(ge=0)] = 0,
    ) -> Response:
        """A text, a pressed button or a photo. Sent twice with one `klien`, it counts once."""
        key = key_of(request)
        if key is None or not is_own_form(request, key, formulir):
            raise HTTPException(403)
        address = address_of(key)
        event = await self._event(address, teks.strip()[:MAX_TEXT], tombol, foto)
        if event is not None:
            client = klien if _CLIENT_ID.match(klien) else secrets.token_hex(8)
            await self._store(address, client, event)
        if not _wants_json(request):
            return RedirectResponse("/#akhir", 303)
        return await self._json(request, address, setelah, key)

    async def news(self, request: Request, setelah: int = 0) -> Response:
        """What was said since; empty where nothing was."""
        key = key_of(request)
        if key is None:
            raise HTTPException(403)
        return await self._json(request, address_of(key), max(0, setelah), key)

    async def file(self, request: Request, token: str) -> Response:
        """A file that was sent along, for the person it was sent to."""
        key = key_of(request)
        found = await asyncio.to_thread(self._talk.file, address_of(key), token) if key else None
        if found is None:
            raise HTTPException(404)
        headers = {
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(found.name)}",
            "Cache-Control": "no-store",
        }
        return Response(found.content, media_type=found.mime, headers=headers)

    async def picture(self, request: Request, token: str) -> Response:
        """A photo that was sent along, for the person it was sent to."""
        key = key_of(request)
        found = await asyncio.to_thread(self._talk.picture, address_of(key), token) if key else None
        if found is None:
            raise HTTPException(404)
        headers = {"Cache-Control": "private, max-age=86400"}
        return Response(found, media_type="image/jpeg", headers=headers)

    async def _event(
        self, address: str, text: str, button: str, photo: UploadFile | None
    ) -> Incoming | None:
        if button:
            token, _, choice = button.partition(":")
            return ButtonPressed(token[:64], choice[:16])
        if photo is not None and photo.filename:
            data = await photo.read(MAX_UPLOAD + 1)
            return await asyncio.to_thread(self._talk.keep_photo, address, data, text)
        if text.startswith("/") and len(text) > 1:
            name, _, argument = text[1:].partition(" ")
            return CommandSent(name.lower()[:32], argument)
        return TextSent(text) if text else None

    async def _store(self, address: str, client: str, event: Incoming) -> None:
        await asyncio.to_thread(self._talk.hand_in, address, client, event)
        await self._settled(address)

    async def _settled(self, address: str) -> None:
        """Wait, for a while, until what was handed in was worked off."""
        pause, waited = LOOK_SECONDS, 0.0
        while waited < WAIT_SECONDS and await asyncio.to_thread(self._talk.is_waiting, address):
            await asyncio.sleep(pause)
            waited += pause
            pause = min(pause * 1.5, 0.5)

    async def _shown(self, address: str, after: int) -> list[Bubble]:
        return bubbles(await asyncio.to_thread(self._talk.shown, address, after), self._zone)

    async def _json(self, request: Request, address: str, after: int, key: str) -> Response:
        messages = await self._shown(address, after)
        waiting = await asyncio.to_thread(self._talk.is_waiting, address)
        bubble = self._templates.get_template("bubble.html")
        return JSONResponse(
            {
                "pesan": [
                    {
                        "id": one.id,
                        "token": one.token,
                        "mengganti": one.edits,
                        "html": bubble.render(
                            one=one, site=self._site, form_token=form_token(key), request=request
                        ),
                    }
                    for one in messages
                ],
                "terakhir": messages[-1].id if messages else after,
                "menunggu": waiting,
            }
        )


def _wants_json(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")
