"""One pace for everybody who sends over a channel, kept in the database.

A claim takes as many turns as it has messages and moves the next free moment on by just so much,
under a lock: turns are even and never overlap, however many workers ask. Should the clocks of two
machines differ, the later one decides, so that the pace is kept, too.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from math import floor

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.civic.announcements.progress import PER_SECOND
from bot.storage.codec import Row, insert_new
from bot.storage.tables import pace

FARTHEST = timedelta(seconds=5)
"""A free moment farther ahead than this means that the clock was set back."""

LONGEST_WAIT = 0.5
"""Seconds that a reply waits for its turn at most, whatever else is being sent."""

BUSY = timedelta(seconds=2)
"""For so long after an announcement's last turn replies take turns, too."""


class SqlPace:
    """Turns on one channel."""

    def __init__(self, connection: Connection, channel: str) -> None:
        self._connection = connection
        self._channel = channel

    def room(self, now: datetime, ahead: float) -> int:
        """How many turns there are within the next `ahead` seconds; locks the pace."""
        row = self._locked(now)
        if _held(row, now):
            return 0
        return max(0, floor((ahead - _seconds(_free(row, now) - now)) * PER_SECOND))

    def take(self, count: int, now: datetime) -> tuple[float, ...]:
        """Turns for an announcement, found by `room` before."""
        free = _free(self._locked(now), now)
        self._move(free, count, busy_until=now + BUSY)
        first = _seconds(free - now)
        return tuple(first + place / PER_SECOND for place in range(count))

    def reserve(self, count: int, now: datetime) -> tuple[float, ...]:
        """Turns for replies: before all announcements, and at once in quiet times."""
        row = self._locked(now)
        free = _free(row, now)
        self._move(min(free, now + FARTHEST / 2), count)
        if row["busy_until"] <= now:
            return (0.0,) * count
        first = _seconds(free - now)
        return tuple(min(first + place / PER_SECOND, LONGEST_WAIT) for place in range(count))

    def hold(self, until: datetime, now: datetime) -> None:
        """The channel asks us to wait: no announcement leaves before that moment."""
        row = self._locked(now)
        if row["held_until"] is None or row["held_until"] < until:
            self._set(held_until=until, held_seconds=_seconds(until - now))

    def _locked(self, now: datetime) -> Row:
        mine = sa.select(pace).where(pace.c.channel == self._channel).with_for_update()
        row = self._connection.execute(mine).mappings().first()
        if row is None:
            fresh = {"channel": self._channel, "free_at": now, "busy_until": now}
            self._connection.execute(insert_new(self._connection, pace).values(fresh))
            row = self._connection.execute(mine).mappings().one()
        return row

    def _move(self, free: datetime, count: int, **more: datetime) -> None:
        self._set(free_at=free + timedelta(seconds=count / PER_SECOND), **more)

    def _set(self, **values: object) -> None:
        mine = sa.update(pace).where(pace.c.channel == self._channel)
        self._connection.execute(mine.values(**values))


def _free(row: Row, now: datetime) -> datetime:
    free: datetime = row["free_at"]
    return free if now < free <= now + FARTHEST else now


def _held(row: Row, now: datetime) -> bool:
    # Never longer than we were asked to, even if the clock was set back meanwhile.
    until = row["held_until"]
    return until is not None and 0 < _seconds(until - now) <= row["held_seconds"] + 1


def _seconds(span: timedelta) -> float:
    return span.total_seconds()
