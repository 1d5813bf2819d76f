"""The whole channel: starting, serving, being stopped, and keeping its token to itself."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

import pytest
from structlog.testing import capture_logs

from bot.channels.telegram import channel
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.client import BadTokenError
from bot.dialogue.events import InboundEvent, TextSent
from bot.use_cases.deliveries import Delivery, SendResult, Sent
from tests.telegram.bot_api_server import TOKEN, BotApiServer, garbage, page, refusal, too_many
from tests.telegram.conftest import clock
from tests.telegram.deliveries import delivery
from tests.telegram.resident import Resident
from tests.telegram.test_menu import TEXTS


class Echo:
    """A bot without storage: repeats every text."""

    def __init__(self, server: BotApiServer, token: str = TOKEN, sleep=None) -> None:
        self.server = server
        self.loop = asyncio.get_running_loop()
        self.waiting: list[Delivery] = []
        self.results: list[SendResult] = []
        self.channel = TelegramChannel(
            token,
            server.base,
            self.store,
            self.claim,
            self.settle,
            clock,
            TEXTS,
            sleep=sleep or asyncio.sleep,
            read_seconds=0.2,
        )

    def store(self, events: Sequence[InboundEvent]) -> int:
        for one in events:
            if isinstance(one.event, TextSent):
                row = delivery(one.event.text, one.address, row=int(one.update))
                self.waiting.append(row)
        self.channel.wake()
        return len(events)

    def claim(self, limit: int) -> Sequence[Delivery]:
        taken, self.waiting = self.waiting[:limit], self.waiting[limit:]
        return taken

    def settle(self, results: Mapping[int, SendResult]) -> None:
        self.results += results.values()
        self.loop.call_soon_threadsafe(self.server.ring)


@asynccontextmanager
async def running(echo: Echo) -> AsyncIterator[asyncio.Task[None]]:
    stop = asyncio.Event()
    task = asyncio.create_task(echo.channel.run(stop))
    try:
        yield task
    finally:
        stop.set()
        async with asyncio.timeout(1):
            await task


async def test_a_resident_is_answered(server, resident):
    echo = Echo(server)
    resident.say("sebelum mulai")
    async with running(echo):
        assert (await resident.reply()).text == "sebelum mulai"
        resident.say("sesudah mulai")
        assert (await resident.reply()).text == "sesudah mulai"
        await server.until(lambda: len(server.settings) == 8)
    assert all(isinstance(one, Sent) for one in echo.results)
    assert len(echo.results) == 2


async def test_stopping_takes_less_than_a_second_while_the_poll_waits(server):
    async with running(Echo(server)):
        await server.until(lambda: server.called("getUpdates"))


async def test_stopping_while_telegram_is_unreachable(server):
    await server.stop()
    async with running(Echo(server)):
        await asyncio.sleep(0)


async def test_pending_updates_are_never_dropped(server, resident):
    server.webhook = True
    resident.say("satu")
    async with running(Echo(server)):
        assert (await resident.reply()).text == "satu"
    assert all(call["drop_pending_updates"] is False for call in server.called("deleteWebhook"))


async def test_an_invalid_token_ends_the_start_in_one_line(server):
    wrong = "123457:" + "salah-" * 6
    with pytest.raises(BadTokenError) as refused:
        await Echo(server, wrong).channel.run(asyncio.Event())
    line = str(refused.value)
    assert "TANYAKOTA_TELEGRAM_TOKEN=***" in line
    assert "\n" not in line
    assert wrong not in line


NO_USER = garbage(b'{"ok":true,"result":5}')


@pytest.mark.parametrize("mishap", [page(401), page(502), "reset", garbage(), NO_USER])
async def test_trouble_at_the_start_is_waited_out(server, resident, naps, mishap):
    server.fail("getMe", mishap)
    server.fail("deleteWebhook", too_many(1))
    resident.say("halo")
    async with running(Echo(server, sleep=naps)):
        assert (await resident.reply()).text == "halo"


async def test_unreachable_at_the_start_it_waits_then_serves(server, resident, naps):
    await server.stop()
    async with running(Echo(server, sleep=naps)):
        await naps.until(7)
        assert naps.taken[:7] == [1, 2, 4, 8, 16, 30, 30]
        await server.start()
        resident.say("halo")
        assert (await resident.reply()).text == "halo"


async def test_a_part_that_breaks_starts_again_and_others_go_on(server, resident, naps):
    echo = Echo(server, sleep=naps)
    failures = iter([KeyError("pecah")])

    def broken(limit: int) -> Sequence[Delivery]:
        for failure in failures:
            raise failure
        return Echo.claim(echo, limit)

    echo.channel.claim = broken
    resident.say("halo")
    async with running(echo):
        assert (await resident.reply()).text == "halo"


async def test_the_token_never_shows(server, client, caplog, naps):
    caplog.set_level(logging.DEBUG)
    for name in ("httpx", "telegram", "aiohttp", "asyncio"):
        caplog.set_level(logging.DEBUG, logger=name)
    for mishap in (
        "reset",
        "hang",
        garbage(),
        page(502),
        too_many(1),
        refusal(401, "Unauthorized"),
    ):
        server.fail("sendMessage", mishap)
        if mishap != "hang":
            server.fail("getUpdates", mishap)
        server.fail("setMyCommands", mishap)
    echo = Echo(server, sleep=naps)
    with capture_logs() as logs:
        async with running(echo) as task:
            for number in range(7):
                Resident(server, 600 + number).say("halo")
            await server.until(lambda: len(echo.results) == 7)
            await server.stop()
            naps.taken.clear()
            await naps.until(1)
            shown = f"{echo.channel!r} {task!r} {client!r}"
    told = f"{caplog.text} {logs} {echo.results} {shown}"
    assert "telegram refuses the token" in told
    assert TOKEN not in told
    assert TOKEN.partition(":")[2] not in told
    assert logging.getLogger("httpx").level == logging.WARNING


async def test_a_swallowed_cancellation_is_repeated(monkeypatch):
    monkeypatch.setattr(channel, "GRACE", 0.01)
    swallowed = asyncio.Event()

    async def deaf() -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            swallowed.set()
        await asyncio.Event().wait()

    stop = asyncio.Event()
    working = asyncio.create_task(channel._until(stop, deaf()))
    await asyncio.sleep(0)
    stop.set()
    await asyncio.wait_for(working, 5)
    assert swallowed.is_set()
