"""How fast messages may leave: in all within any second, and softly within one chat."""

from __future__ import annotations

import asyncio
from collections import deque

from bot.channels.telegram.backoff import Sleep
from bot.clock import Timer

MOST_IN_A_SECOND = 30
A_SECOND = 1.03
"""A little longer than the second that the channel counts: the way there takes each its time."""


class SecondGate:
    """Lets announcements pass so that never more than 30 messages leave within a second.

    The pace in the database spaces turns evenly; this holds back what comes late out of its turn
    and would meet the next ones. Replies pass at once, but are counted.
    """

    def __init__(self, timer: Timer, sleep: Sleep) -> None:
        self._timer = timer
        self._sleep = sleep
        self._passed: deque[float] = deque(maxlen=MOST_IN_A_SECOND)
        self._one_by_one = asyncio.Lock()

    def count(self) -> None:
        """A message leaves now."""
        self._passed.append(self._timer())

    async def wait(self) -> None:
        """Wait until one more may leave, and count it."""
        async with self._one_by_one:
            while (left := self._left()) > 0:
                await self._sleep(left)
            self.count()

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
