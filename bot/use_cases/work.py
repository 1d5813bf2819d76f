"""Worker threads: work off until nothing waits, then wait to be woken."""

from __future__ import annotations

import threading
from collections.abc import Callable

import structlog

POLL_SECONDS = 1.0
"""Safety net for wake-ups from other processes that got lost."""

BACK_OFF_SECONDS = 2.0
"""Pause after the database could not be reached; events wait where they are."""

_log = structlog.get_logger(__name__)


class Signal:
    """Implements the `WakeUp` port within one process; senders may add themselves."""

    def __init__(self) -> None:
        self.work = threading.Event()
        self._senders: list[Callable[[], None]] = []

    def inbox(self) -> None:
        self.work.set()

    def outbox(self) -> None:
        for wake in self._senders:
            wake()

    def add_sender(self, wake: Callable[[], None]) -> None:
        """`wake` is called from worker threads whenever something waits in the outbox."""
        self._senders.append(wake)


class Workers:
    """`count` threads that work events off."""

    def __init__(self, converse: Callable[[], bool], signal: Signal, count: int) -> None:
        self._converse = converse
        self._signal = signal
        self._stopping = threading.Event()
        self._threads = [
            threading.Thread(target=self._run, name=f"worker-{number}", daemon=True)
            for number in range(count)
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Let running events finish, then return."""
        self._stopping.set()
        self._signal.work.set()
        for thread in self._threads:
            thread.join(timeout=3)

    def _run(self) -> None:
        reachable = True
        while not self._stopping.is_set():
            self._signal.work.clear()
            try:
                while not self._stopping.is_set() and self._converse():
                    reachable = True
            except Exception as error:  # noqa: BLE001 - the database may be gone for a while
                if reachable:
                    _log.error("database unreachable, waiting", error=type(error).__name__)
                reachable = False
                self._stopping.wait(BACK_OFF_SECONDS)
                continue
            self._signal.work.wait(POLL_SECONDS)
