"""A process that plays Telegram and enforces its limits: 30 messages in any second, one a chat.

    python -m benchmarks.announcements.server PORT

A call over a limit is refused with 429 and counted. `/stats` tells what was sent, `/push` takes
updates that `getUpdates` then hands out, `/forget` begins anew.
"""

from __future__ import annotations

import asyncio
import sys
from collections import defaultdict, deque
from typing import Any

from aiohttp import web

from bot.clock import timer

LATENCY = 0.05
PER_SECOND = 30
RETRY_AFTER = 1
CHAT_BURST = 3
"""Telegram lets a chat have more than one message a second for a moment."""


class Limits:
    """What was sent, and how fast."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        self.recent: deque[float] = deque()
        self.chats: dict[str, list[float]] = defaultdict(list)
        self.sent: list[tuple[float, str, str]] = []
        self.refused = 0
        self.flying = 0

    def allows(self, chat: str, now: float) -> bool:
        while self.recent and self.recent[0] <= now - 1:
            self.recent.popleft()
        mine = [at for at in self.chats[chat] if at > now - 1]
        if len(self.recent) >= PER_SECOND or len(mine) >= CHAT_BURST:
            self.refused += 1
            return False
        self.recent.append(now)
        self.chats[chat] = [*mine, now]
        return True


class Server:
    def __init__(self) -> None:
        self.limits = Limits()
        self.updates: deque[dict[str, Any]] = deque()
        self.bell = asyncio.Event()
        self.number = 0

    async def answer(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        params = await _params(request)
        if method == "getUpdates":
            return await self._updates(params)
        if method == "getMe":
            me = {"id": 1, "is_bot": True, "first_name": "Uji", "username": "UjiBot"}
            return _done(me)
        if method == "sendMessage":
            return await self._send(params)
        return _done(True)

    async def _send(self, params: dict[str, Any]) -> web.Response:
        chat, now = str(params["chat_id"]), timer()
        if not self.limits.allows(chat, now):
            await asyncio.sleep(LATENCY)
            error = {"ok": False, "error_code": 429, "description": "Too Many Requests"}
            wait = {"parameters": {"retry_after": RETRY_AFTER}}
            return web.json_response(error | wait, status=429)
        self.number += 1
        number = self.number
        self.limits.sent.append((now, chat, str(params.get("text", ""))))
        self.limits.flying += 1
        try:
            await asyncio.sleep(LATENCY)
        finally:
            self.limits.flying -= 1
        kind = "private" if int(chat) > 0 else "supergroup"
        where = {"id": int(chat), "type": kind}
        return _done({"message_id": number, "date": 1, "chat": where, "text": "x"})

    async def _updates(self, params: dict[str, Any]) -> web.Response:
        offset = int(params.get("offset") or 0)
        while self.updates and self.updates[0]["update_id"] < offset:
            self.updates.popleft()
        if not self.updates:
            self.bell.clear()
            try:
                async with asyncio.timeout(int(params.get("timeout") or 1)):
                    await self.bell.wait()
            except TimeoutError:
                pass
        return _done(list(self.updates))

    async def push(self, request: web.Request) -> web.Response:
        self.updates += await request.json()
        self.bell.set()
        return web.json_response({"at": timer()})

    async def stats(self, _request: web.Request) -> web.Response:
        limits = self.limits
        found = {"sent": limits.sent, "refused": limits.refused, "flying": limits.flying}
        return web.json_response(found)

    async def forget(self, _request: web.Request) -> web.Response:
        self.limits.forget()
        return web.json_response({})


async def _params(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        return dict(await request.json())
    return dict((await request.post()).items())


def _done(result: object) -> web.Response:
    return web.json_response({"ok": True, "result": result})


def main(port: int) -> None:
    server = Server()
    app = web.Application()
    app.router.add_get("/stats", server.stats)
    app.router.add_post("/push", server.push)
    app.router.add_post("/forget", server.forget)
    app.router.add_route("*", "/bot{token}/{method}", server.answer)
    web.run_app(app, host="127.0.0.1", port=port, access_log=None, print=None)


if __name__ == "__main__":
    main(int(sys.argv[1]))
