"""So many messages a minute a person, then one polite notice."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.civic.roles import Role
from bot.dialogue.conversation import Pace

PER_MINUTE = 20
STAFF_PER_MINUTE = 60
"""Who works through cases, or taps the areas of an announcement, is no flood."""

_MINUTE = timedelta(minutes=1)


def counted(pace: Pace | None, now: datetime) -> Pace:
    """The pace after one more message at `now`."""
    if pace is None or not timedelta() <= now - pace.since < _MINUTE:
        return Pace(now, 1)
    return Pace(pace.since, pace.count + 1)


def most(role: Role) -> int:
    """Messages a minute that are answered."""
    return PER_MINUTE if role is Role.WARGA else STAFF_PER_MINUTE
