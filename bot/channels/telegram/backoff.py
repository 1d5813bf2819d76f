"""Waiting longer and longer, within bounds."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

Sleep = Callable[[float], Awaitable[object]]
"""Waits that many seconds; tests pass one that does not."""


class BackOff:
    """Doubles from `first` to `most` seconds; `waiting` is True while trouble lasts."""

    def __init__(self, first: float, most: float) -> None:
        self._first = first
        self._most = most
        self._next = first
        self.waiting = False

    def next(self) -> float:
        """Seconds to wait this time."""
        self.waiting = True
        seconds = self._next
        self._next = min(seconds * 2, self._most)
        return seconds

    def reset(self) -> None:
        """All is well: the next trouble waits shortly again."""
        self._next = self._first
        self.waiting = False
