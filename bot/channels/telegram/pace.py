"""How fast messages may leave: evenly over all chats, and softly within one chat."""

from __future__ import annotations

from bot.channels.telegram.backoff import Sleep
from bot.clock import Timer


class EvenPacer:
    """Spaces sends evenly: `per_second` of them, or no limit when None. Adjustable at any time.

    Even spacing reaches the permitted rate without ever bursting over it; limits on bulk messages
    do not concern replies, so that it is off unless it is set.
    """

    def __init__(self, timer: Timer, sleep: Sleep, per_second: float | None = None) -> None:
        self._timer = timer
        self._sleep = sleep
        self._free_at = 0.0
        self.per_second = per_second

    async def turn(self) -> None:
        """Wait for the next free moment."""
        if self.per_second is None:
            return
        now = self._timer()
        moment = max(self._free_at, now)
        self._free_at = moment + 1 / self.per_second
        if moment > now:
            await self._sleep(moment - now)


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
