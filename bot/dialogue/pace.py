"""Twenty messages a minute a person, then one polite notice."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.dialogue.conversation import Pace

PER_MINUTE = 20
_MINUTE = timedelta(minutes=1)


def counted(pace: Pace | None, now: datetime) -> Pace:
    """The pace after one more message at `now`."""
    if pace is None or not timedelta() <= now - pace.since < _MINUTE:
        return Pace(now, 1)
    return Pace(pace.since, pace.count + 1)
