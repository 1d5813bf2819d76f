"""Packed days in memory: read once, and again only where another version was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import sqlalchemy as sa
from sqlalchemy import Connection

from bot.civic.statistics.packs import ATTEMPTS, FEEDBACK, QUESTIONS, REPORTS, Day, Rows
from bot.storage.codec import Row
from bot.storage.tables import stat_day

TYPES: Mapping[str, np.dtype[np.void]] = {
    "reports": REPORTS,
    "questions": QUESTIONS,
    "feedback": FEEDBACK,
    "attempts": ATTEMPTS,
}


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was read, and the newest version among it."""

    version: int
    days: Mapping[date, Day]


class PackedDays:
    """The days of one database, shared by every transaction of a process.

    Each packing of a day gets a version above all others, and versions become visible in their
    order: whoever knows the newest one knows all. Nothing that a transaction has not yet committed
    may be read through here.
    """

    def __init__(self) -> None:
        self._seen = _Seen(0, {})

    def of(self, connection: Connection) -> Mapping[date, Day]:
        """Every packed day as the database has it now."""
        seen = self._seen
        newest, count = _state(connection)
        if (seen.version, len(seen.days)) != (newest, count):
            seen = _read(connection, seen)
            if (seen.version, len(seen.days)) != (newest, count):
                # Days vanished: somebody emptied the table or put an older copy in its place.
                seen = _read(connection, _Seen(0, {}))
            self._seen = seen
        return seen.days


def blobs_of(day: Day) -> dict[str, bytes]:
    """The columns that hold a packed day."""
    return {kind: getattr(day, kind).records(dtype).tobytes() for kind, dtype in TYPES.items()}


def newest_version(connection: Connection) -> int:
    """0 when nothing is packed."""
    return _state(connection)[0]


def _state(connection: Connection) -> tuple[int, int]:
    query = sa.select(sa.func.coalesce(sa.func.max(stat_day.c.version), 0), sa.func.count())
    newest, count = connection.execute(query).one()
    return newest, count


def _read(connection: Connection, known: _Seen) -> _Seen:
    query = sa.select(stat_day).where(stat_day.c.version > known.version)
    version, days = known.version, dict(known.days)
    for row in connection.execute(query).mappings():
        version = max(version, row["version"])
        days[row["day"]] = _day(row)
    return _Seen(version, days)


def _day(row: Row) -> Day:
    return Day(*(Rows.of(np.frombuffer(row[kind], dtype)) for kind, dtype in TYPES.items()))
