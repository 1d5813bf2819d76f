"""APScheduler: ticks that call idempotent use cases; it owns no state.

A tick that was missed is made up for once, however long the process was down or busy.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from bot.clock import now

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Tick:
    """Call `action` every `seconds`; `name` stands in the log when it fails.

    `at_once`: for the first time right at the start.
    """

    name: str
    seconds: float
    action: Callable[[], object]
    at_once: bool = False


def start(ticks: tuple[Tick, ...], zone: str) -> BackgroundScheduler:
    """Start the ticks; `shutdown(wait=False)` of the returned scheduler ends them."""
    scheduler = BackgroundScheduler(timezone=zone)
    for tick in ticks:
        scheduler.add_job(
            _guarded(tick),
            "interval",
            seconds=tick.seconds,
            id=tick.name,
            coalesce=True,
            misfire_grace_time=None,
            max_instances=1,
            **({"next_run_time": now()} if tick.at_once else {}),
        )
    scheduler.start()
    return scheduler


def _guarded(tick: Tick) -> Callable[[], None]:
    def run() -> None:
        try:
            tick.action()
        except Exception:  # noqa: BLE001 - one failing tick must not end the others
            _log.exception("tick failed", tick=tick.name)

    return run
