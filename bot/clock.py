"""The only reader of time. Everything else receives the time as a value."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Returns the present moment, aware, in UTC."""

Timer = Callable[[], float]
"""Returns seconds of a monotonic timer; only differences mean anything."""


def now() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC)


def timer() -> float:
    """Seconds of the monotonic high-resolution timer."""
    return time.perf_counter()
