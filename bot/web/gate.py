"""A guard against floods, before anything is stored."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from bot.clock import Timer

WINDOW_SECONDS = 60.0


@dataclass(slots=True)
class Gate:
    """Lets each conversation through `limit` times a minute, counted in this process.

    The dialogue has its own, lower limit with a kind answer; this one only keeps the database from
    filling up. Floods from many cookies are for the reverse proxy: behind one, or behind a mobile
    network, a whole city may come from one internet address.
    """

    limit: int
    timer: Timer
    _since: float = field(default=float("-inf"), init=False)
    _counts: Counter[str] = field(default_factory=Counter, init=False)

    def admits(self, who: str) -> bool:
        """Count one more; False when it is one too many."""
        now = self.timer()
        if now - self._since >= WINDOW_SECONDS:
            self._since = now
            self._counts.clear()
        self._counts[who] += 1
        return self._counts[who] <= self.limit
