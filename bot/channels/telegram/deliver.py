"""The pump: takes what is due, sends it side by side, writes down what became of it.

One pump serves the outbox, another the ledger of announcements. Both get their turns from the one
pace in the database, so that together they stay under what the channel permits.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

import structlog

from bot.channels.telegram.backoff import BackOff, Sleep
from bot.channels.telegram.pace import ChatPacer, SecondGate
from bot.clock import Clock, Timer, timer
from bot.use_cases.deliveries import Delivery, RetryAt, SendResult, Unsure

Claim = Callable[[int], Sequence[Delivery]]
Settle = Callable[[Sequence[tuple[Delivery, SendResult]]], object]
Begin = Callable[[Delivery], bool]

AT_ONCE = 60
"""Chats that are sent to at the same time; one that hangs holds up only itself."""

GATHER_SECONDS = 0.05
LEAD_SECONDS = 0.003
"""So long before its turn a delivery is begun: then nothing stands between the turn and it."""

_log = structlog.get_logger(__name__)


class Pump:
    """`claim`, `begin` and `settle` are called in threads; `send` must not raise what is expected.

    `begin` writes down that a delivery leaves now, and says whether it still may. When the channel
    asks us to slow down, nothing that was not begun leaves before that time.
    """

    def __init__(  # noqa: PLR0913 - its parts, given by the channel
        self,
        claim: Claim,
        settle: Settle,
        send: Callable[[Delivery], Awaitable[SendResult]],
        clock: Clock,
        sleep: Sleep,
        *,
        chats: ChatPacer,
        gate: SecondGate,
        begin: Begin | None = None,
        timer: Timer = timer,
        gather_seconds: float = GATHER_SECONDS,
        poll_seconds: float = 1.0,
        grace_seconds: float = 2.0,
    ) -> None:
        self._claim = claim
        self._settle = settle
        self._send = send
        self._clock = clock
        self._sleep = sleep
        self._timer = timer
        self._begin = begin
        self._held_until = clock()
        self._chats = chats
        self._gate = gate
        self._gather_seconds = gather_seconds
        self._poll_seconds = poll_seconds
        self._grace_seconds = grace_seconds
        self._stirred = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._flying: set[asyncio.Task[None]] = set()
        self._done: list[tuple[Delivery, SendResult]] = []

    def wake(self) -> None:
        """Something waits in the outbox. May be called from any thread, at any time."""
        if self._loop is not None:
            with suppress(RuntimeError):  # the loop was closed in between
                self._loop.call_soon_threadsafe(self._stirred.set)

    async def run(self) -> None:
        """Pump until cancelled; then let messages in flight end and write down what became."""
        self._loop = asyncio.get_running_loop()
        back_off = BackOff(1, 30)
        turn: asyncio.Task[None] | None = None
        try:
            while True:
                self._stirred.clear()
                turn = asyncio.create_task(self._turn())
                try:
                    # Leases taken in a thread must not be forgotten when we are stopped meanwhile.
                    await asyncio.shield(turn)
                except Exception as error:  # noqa: BLE001 - the database may be gone for a while
                    if not back_off.waiting:
                        _log.error("outbox unreachable, waiting", error=type(error).__name__)
                    await self._sleep(back_off.next())
                    continue
                back_off.reset()
                await self._until_stirred()
        finally:
            self._loop = None
            if turn is not None:
                await asyncio.gather(turn, return_exceptions=True)
            await self._land()

    async def _turn(self) -> None:
        await self._settle_done()
        free = AT_ONCE - len(self._flying)
        if free <= 0:
            return
        for delivery in await asyncio.to_thread(self._claim, free):
            task = asyncio.create_task(self._fly(delivery))
            self._flying.add(task)
            task.add_done_callback(self._flying.discard)

    async def _settle_done(self) -> None:
        results = list(self._done)
        if results:
            await asyncio.to_thread(self._settle, results)
            del self._done[: len(results)]

    async def _fly(self, delivery: Delivery) -> None:
        result: SendResult = RetryAt(self._clock(), "stopped before sending")
        try:
            if await self._may_leave(delivery):
                result = Unsure("stopped while sending")
                result = await self._send(delivery)
                self._heed(result)
            else:
                result = RetryAt(self._held_until, "held")
        except Exception as error:  # noqa: BLE001 - one message must not end the pump
            _log.error("sending failed", outbox=delivery.id, error=type(error).__name__)
        finally:
            self._done.append((delivery, result))
            self._stirred.set()

    async def _may_leave(self, delivery: Delivery) -> bool:
        """Wait for its turn. False if it was taken away, or all has to wait."""
        turn = self._timer() + delivery.wait
        if (delay := self._chats.delay(delivery.address)) > 0:
            await self._sleep(delay)
        if self._begin is None:
            await self._until(turn)
            await self._gate.reply()
            return True
        await self._until(turn - LEAD_SECONDS)
        await self._gate.nearly(LEAD_SECONDS)
        if self._clock() < self._held_until:
            return False
        if not await asyncio.to_thread(self._begin, delivery):
            return False
        await self._until(turn)
        await self._gate.announcement()
        return True

    async def _until(self, moment: float) -> None:
        if (left := moment - self._timer()) > 0:
            await self._sleep(left)

    def _heed(self, result: SendResult) -> None:
        if isinstance(result, RetryAt) and result.everybody:
            self._held_until = max(self._held_until, result.at)

    async def _until_stirred(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(self._poll_seconds):
                await self._stirred.wait()
        if self._flying:
            # Under load, what lands within a moment is settled and claimed together.
            await asyncio.sleep(self._gather_seconds)

    async def _land(self) -> None:
        flying = set(self._flying)
        if flying:
            await asyncio.wait(flying, timeout=self._grace_seconds)
        for task in flying:
            task.cancel()
        await asyncio.gather(*flying, return_exceptions=True)
        try:
            await self._settle_done()
        except Exception as error:  # noqa: BLE001 - leases run out by themselves
            _log.error("outbox unreachable at the end", error=type(error).__name__)
