"""A local server that plays Telegram's Bot API, and misbehaves on request.

    async with BotApiServer() as server:
        resident = Resident(server)
        server.fail("sendMessage", too_many(3))
        await resident.say("cara bikin KTP")
        reply = await resident.reply()

`server.base` is the address for TANYAKOTA_TELEGRAM_API, `server.token` the only valid token.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any, Literal

from aiohttp import web

from tests.telegram.bot_api_rules import ApiError
from tests.telegram.bot_api_state import BOT_ID, BotApiState

TOKEN = f"{BOT_ID}:" + "uji-coba-" * 4
PAGE = b"<html><body><h1>nginx</h1></body></html>"


@dataclass(frozen=True)
class Answer:
    """A reply in place of the true one."""

    status: int
    body: bytes
    kind: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)


Mishap = Answer | Literal["reset", "hang", "truncated"]


@dataclass
class Fault:
    """What happens to the next `times` calls of a method (to a chat, if one is named).

    `applied`: the call is done first; only its reply is lost.
    """

    method: str
    mishap: Mishap
    chat: str | None = None
    times: int = 1
    applied: bool = False


@dataclass(frozen=True)
class Call:
    method: str
    params: dict[str, Any]


def refusal(code: int, description: str, **parameters: object) -> Answer:
    """Telegram says no."""
    return Answer(code, json.dumps(ApiError(code, description, **parameters).body()).encode())


def too_many(retry_after: int) -> Answer:
    """429."""
    said = refusal(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)
    return Answer(429, said.body, headers={"Retry-After": str(retry_after)})


def page(status: int) -> Answer:
    """An HTML page by somebody on the way."""
    return Answer(status, PAGE, "text/html")


def garbage(body: bytes = b'{"ok":tru') -> Answer:
    """200 with something else than a reply."""
    return Answer(200, body)


class BotApiServer(BotApiState):
    """Start it with `async with`; `delay` seconds pass before each reply."""

    def __init__(self, token: str = TOKEN, delay: float = 0.0) -> None:
        super().__init__()
        self.token = token
        self.delay = delay
        self.calls: list[Call] = []
        self.faults: list[Fault] = []
        self.port = 0
        self._closing = asyncio.Event()
        self._runner: web.AppRunner | None = None

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def __aenter__(self) -> BotApiServer:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self) -> None:
        """Listen; after `stop`, on the same port again."""
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        app.router.add_get("/file/bot{token}/{file}", self._download)
        self._closing = asyncio.Event()
        self._runner = web.AppRunner(
            app, access_log=None, handler_cancellation=True, shutdown_timeout=0.05
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Vanish: connections are refused, what is kept stays."""
        self._closing.set()
        self.ring()
        if self._runner is not None:
            await self._runner.cleanup()
        self._runner = None

    def fail(
        self,
        method: str,
        mishap: Mishap,
        *,
        chat: str | None = None,
        times: int = 1,
        applied: bool = False,
    ) -> None:
        """Let the next calls go wrong; faults of a method are used up in order."""
        self.faults.append(Fault(method, mishap, chat, times, applied))

    def called(self, method: str) -> list[dict[str, Any]]:
        """Parameters of the calls of a method so far."""
        return [call.params for call in self.calls if call.method == method]

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method, params = request.match_info["method"], await _params(request)
        self.calls.append(Call(method, params))
        if request.match_info["token"] != self.token:
            return _failed(ApiError(401, "Unauthorized"))
        fault = self._due(method, str(params.get("chat_id", "")))
        self.ring()
        if self.delay:
            await asyncio.sleep(self.delay)
        if fault is not None and not fault.applied:
            return await self._misbehave(request, fault.mishap)
        try:
            result = await self.call(method, params)
        except ApiError as error:
            return _failed(error)
        if fault is not None:
            return await self._misbehave(request, fault.mishap)
        return web.json_response({"ok": True, "result": result})

    async def _download(self, request: web.Request) -> web.StreamResponse:
        self.calls.append(Call("download", dict(request.match_info)))
        fault = self._due("download", "")
        if fault is not None:
            return await self._misbehave(request, fault.mishap)
        return web.Response(body=self.files[request.match_info["file"]])

    def _due(self, method: str, chat: str) -> Fault | None:
        for fault in self.faults:
            if fault.method == method and fault.chat in {None, chat}:
                fault.times -= 1
                if fault.times <= 0:
                    self.faults.remove(fault)
                return fault
        return None

    async def _misbehave(self, request: web.Request, mishap: Mishap) -> web.StreamResponse:
        if isinstance(mishap, Answer):
            return web.Response(
                status=mishap.status,
                body=mishap.body,
                content_type=mishap.kind,
                headers=mishap.headers,
            )
        if mishap == "hang":
            await self._closing.wait()
            return web.Response()
        if mishap == "truncated":
            reply = web.StreamResponse(headers={"Content-Length": "1000"})
            await reply.prepare(request)
            await reply.write(b'{"ok":true,"result":{"mess')
        if request.transport is not None:
            request.transport.abort()
        return web.Response()


async def _params(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        sent = json.loads(await request.read() or b"{}")
        return {name: _decoded(name, value) for name, value in sent.items()}
    found: dict[str, Any] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            with value.file:
                found[name] = (value.filename, value.file.read())
        else:
            found[name] = value
    return found


def _decoded(name: str, value: Any) -> Any:
    # Everything but texts comes JSON-encoded within the JSON, which Telegram accepts, too.
    if not isinstance(value, str) or name in {"text", "chat_id", "caption"}:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _failed(error: ApiError) -> web.Response:
    return web.json_response(error.body(), status=error.code)
