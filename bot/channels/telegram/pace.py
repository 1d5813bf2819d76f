"""How fast messages may leave within one chat."""

from __future__ import annotations

from bot.clock import Timer


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
