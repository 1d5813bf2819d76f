"""How fast messages may leave: in all within any second, and softly within one chat."""

from __future__ import annotations

import asyncio
from collections import deque

from bot.channels.telegram.backoff import Sleep
from bot.clock import Timer

MOST_IN_A_SECOND = 30
A_SECOND = 1.025
"""A little longer than the second that the channel counts: the way there takes each its time."""


LONGEST_REPLY_WAIT = 0.25
STEP_ASIDE = 0.005
"""Seconds."""


class SecondGate:
    """Lets announcements pass so that never more than 30 messages leave within a second.

    The pace in the database spaces turns evenly; this holds back what comes late out of its turn
    and would meet the next ones. Replies pass before announcements, and while there are none at
    once.
    """

    def __init__(self, timer: Timer, sleep: Sleep) -> None:
        self._timer = timer
        self._sleep = sleep
        self._passed: deque[float] = deque(maxlen=MOST_IN_A_SECOND)
        self._one_by_one = asyncio.Lock()
        self._replies = 0
        self._announced = -A_SECOND

    async def reply(self) -> None:
        """Let a reply leave: it waits for room only beside announcements, and not for long."""
        self._replies += 1
        until = self._timer() + LONGEST_REPLY_WAIT
        try:
            while (left := self._left()) > 0 and self._announcing() and self._timer() < until:
                await self._sleep(min(left, LONGEST_REPLY_WAIT))
        finally:
            self._replies -= 1
        self._passed.append(self._timer())

    async def nearly(self, lead: float) -> None:
        """Wait until there is room in so many seconds: what is begun then leaves at once."""
        if (left := self._left() - lead) > 0:
            await self._sleep(left)

    async def announcement(self) -> None:
        """Wait until there is room that no reply wants."""
        async with self._one_by_one:
            while (left := self._left()) > 0 or self._replies:
                await self._sleep(max(left, STEP_ASIDE))
            self._announced = self._timer()
            self._passed.append(self._announced)

    def _announcing(self) -> bool:
        return self._timer() - self._announced < A_SECOND

    def _left(self) -> float:
        if len(self._passed) < MOST_IN_A_SECOND:
            return 0.0
        return self._passed[0] + A_SECOND - self._timer()


class ChatPacer:
    """Lets a chat have `burst` messages at once, then one a second."""

    MOST_CHATS = 10_000

    def __init__(self, timer: Timer, burst: int = 20) -> None:
        self._timer = timer
        self._burst = burst
        self._busy_until: dict[str, float] = {}

    def delay(self, address: str) -> float:
        """Seconds that the next message to this chat has to wait; counts it as sent then."""
        now = self._timer()
        if len(self._busy_until) > self.MOST_CHATS:
            self._busy_until = {key: at for key, at in self._busy_until.items() if at > now}
        until = max(now, self._busy_until.get(address, now))
        self._busy_until[address] = until + 1
        return max(0.0, until + 1 - now - self._burst)
