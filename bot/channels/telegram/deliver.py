"""The pump: takes due messages out of the outbox, sends them side by side, writes down the end."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress

import structlog

from bot.channels.telegram.backoff import BackOff, Sleep
from bot.channels.telegram.pace import ChatPacer, EvenPacer
from bot.clock import Clock
from bot.use_cases.deliveries import Delivery, RetryAt, SendResult, Unsure

Claim = Callable[[int], Sequence[Delivery]]
Settle = Callable[[Mapping[int, SendResult]], object]

AT_ONCE = 60
"""Chats that are sent to at the same time; one that hangs holds up only itself."""

GATHER_SECONDS = 0.05

_log = structlog.get_logger(__name__)


class Pump:
    """`claim` and `settle` are called in threads; `send` must not raise for expected faults."""

    def __init__(  # noqa: PLR0913 - its parts, given by the channel
        self,
        claim: Claim,
        settle: Settle,
        send: Callable[[Delivery], Awaitable[SendResult]],
        clock: Clock,
        sleep: Sleep,
        *,
        everyone: EvenPacer,
        chats: ChatPacer,
        poll_seconds: float = 1.0,
        grace_seconds: float = 2.0,
    ) -> None:
        self._claim = claim
        self._settle = settle
        self._send = send
        self._clock = clock
        self._sleep = sleep
        self._everyone = everyone
        self._chats = chats
        self._poll_seconds = poll_seconds
        self._grace_seconds = grace_seconds
        self._stirred = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._flying: set[asyncio.Task[None]] = set()
        self._done: dict[int, SendResult] = {}

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
        results = dict(self._done)
        if results:
            await asyncio.to_thread(self._settle, results)
            for row in results:
                del self._done[row]

    async def _fly(self, delivery: Delivery) -> None:
        result: SendResult = RetryAt(self._clock(), "stopped before sending")
        try:
            if (delay := self._chats.delay(delivery.address)) > 0:
                await self._sleep(delay)
            await self._everyone.turn()
            result = Unsure("stopped while sending")
            result = await self._send(delivery)
        except Exception as error:  # noqa: BLE001 - one message must not end the pump
            _log.error("sending failed", outbox=delivery.id, error=type(error).__name__)
        finally:
            self._done[delivery.id] = result
            self._stirred.set()

    async def _until_stirred(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(self._poll_seconds):
                await self._stirred.wait()
        if self._flying:
            # Under load, what lands within a moment is settled and claimed together.
            await asyncio.sleep(GATHER_SECONDS)

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
