"""Telegram as a channel: polls for what residents write, and delivers what the bot says."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field

import structlog

from bot.channels.telegram.backoff import BackOff, Sleep
from bot.channels.telegram.client import Client, connected, introduce
from bot.channels.telegram.deliver import AT_ONCE, Begin, Claim, Pump, Settle
from bot.channels.telegram.menu import DEFAULT_LANGUAGE, MenuTexts, set_menu
from bot.channels.telegram.pace import ChatPacer, SecondGate
from bot.channels.telegram.photos import TelegramPhotos
from bot.channels.telegram.poll import POLL_SECONDS, Poller, Store
from bot.channels.telegram.request import quiet_libraries
from bot.channels.telegram.send import Send
from bot.channels.telegram.translate import Me
from bot.clock import Clock, timer
from bot.use_cases.deliveries import Delivery, SendResult

ANNOUNCEMENT_POLL = 0.2
"""Seconds between two looks for announcements that are due."""

ANNOUNCEMENT_GATHER = 0.001
"""Written down at once: what died unwritten is one that nobody can be sure of."""

CONNECTIONS = 2 * AT_ONCE + 4
"""Sends, answers to buttons, and a few downloads beside them."""

GRACE = 3.0
"""Seconds for sends in flight; a library may swallow one cancellation, so it is then repeated."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Announcing:
    """The way to deliveries of announcements; called in threads."""

    claim: Claim
    begin: Begin
    settle: Settle


@dataclass(slots=True)
class TelegramChannel:
    """The whole channel. `store`, `claim` and `settle` are called in threads.

    `wake` and `photos` may be used from any thread, before and after `run`, too. `announcements`
    leave beside the replies of the outbox, which come first.
    """

    token: str = field(repr=False)
    api_base: str
    store: Store
    claim: Claim
    settle: Callable[[Mapping[int, SendResult]], object]
    clock: Clock
    menu: Mapping[str, MenuTexts] = field(default_factory=dict)
    sleep: Sleep = asyncio.sleep
    poll_seconds: int = POLL_SECONDS
    read_seconds: float = 15.0
    photos: TelegramPhotos = field(default_factory=TelegramPhotos)
    announcements: Announcing | None = None
    _pumps: tuple[Pump, ...] = field(init=False, default=(), repr=False)

    def wake(self) -> None:
        """Something waits to be sent."""
        for pump in self._pumps:
            pump.wake()

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until `stop` is set; then end the poll at once and let sends in flight finish.

        Raises:
            BadTokenError: Telegram does not know the token.
        """
        quiet_libraries()
        async with (
            connected(self.token, self.api_base, CONNECTIONS, self.read_seconds) as client,
            self.photos.reached_by(client),
        ):
            await _until(stop, self._serve(client))

    async def _serve(self, client: Client) -> None:
        user = await introduce(client, self.sleep)
        me = Me(user.id, user.username or "", self._group_commands())
        _log.info("serving telegram", bot=me.username)
        poller = Poller(client, me, self.store, self.sleep, self.poll_seconds)
        self._pumps = self._new_pumps(client)
        async with asyncio.TaskGroup() as group:
            group.create_task(_kept("poll", poller.run, self.sleep))
            for pump in self._pumps:
                group.create_task(_kept("pump", pump.run, self.sleep))
            group.create_task(set_menu(client, self.menu, self.sleep))

    def _new_pumps(self, client: Client) -> tuple[Pump, ...]:
        send = Send(client, self.clock, random.random)
        chats, gate = ChatPacer(timer), SecondGate(timer, self.sleep)
        replies = Pump(
            self.claim, self._settle_replies, send, self.clock, self.sleep, chats=chats, gate=gate
        )
        if self.announcements is None:
            return (replies,)
        bulk = Pump(
            self.announcements.claim,
            self.announcements.settle,
            send,
            self.clock,
            self.sleep,
            chats=chats,
            gate=gate,
            begin=self.announcements.begin,
            gather_seconds=ANNOUNCEMENT_GATHER,
            poll_seconds=ANNOUNCEMENT_POLL,
        )
        return (replies, bulk)

    def _settle_replies(self, results: Sequence[tuple[Delivery, SendResult]]) -> None:
        self.settle({delivery.id: result for delivery, result in results})

    def _group_commands(self) -> frozenset[str]:
        texts = self.menu.get(DEFAULT_LANGUAGE)
        return frozenset(name for name, _ in texts.group_commands) if texts else frozenset()


async def _kept(name: str, run: Callable[[], Awaitable[None]], sleep: Sleep) -> None:
    """Run a part for ever: what breaks it is logged, and it starts again."""
    back_off = BackOff(1, 30)
    while True:
        try:
            await run()
        except Exception:  # noqa: BLE001 - a fault in one part must not end the others
            _log.exception("part broke, starting it again", part=name)
        await sleep(back_off.next())


async def _until(stop: asyncio.Event, work: Coroutine[None, None, None]) -> None:
    """Run `work` to its end, or until `stop` is set and it has cleaned up."""
    working = asyncio.create_task(work)
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopping.cancel()
        while not working.done():
            working.cancel()
            await asyncio.wait({working}, timeout=GRACE)
        ended = await asyncio.gather(working, return_exceptions=True)
    if isinstance(ended[0], Exception):
        raise ended[0]
