"""Packed days in memory: read once, and again only where another version was written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from threading import Lock

import numpy as np
import sqlalchemy as sa
from sqlalchemy import Connection

from bot.civic.statistics.packs import (
    ATTEMPTS,
    FEEDBACK,
    NOTHING,
    QUESTIONS,
    REPORTS,
    Pack,
    Rows,
    together,
)
from bot.storage.codec import Row
from bot.storage.engine import BINARY
from bot.storage.tables import stat_day

TYPES: Mapping[str, np.dtype[np.void]] = {
    "reports": REPORTS,
    "questions": QUESTIONS,
    "feedback": FEEDBACK,
    "attempts": ATTEMPTS,
}


@dataclass(frozen=True, slots=True)
class Kept:
    """Every packed day, together with the others of its month (by its first day)."""

    version: int
    days: frozenset[date]
    months: Mapping[date, Pack]

    def day(self, day: date) -> Pack:
        """The rows of a packed day."""
        return self.months[day.replace(day=1)].day(day.toordinal())


class PackedDays:
    """The days of one database, shared by every transaction of a process.

    Each packing of a day gets a version above all others, and versions become visible in their
    order: whoever knows the newest one knows all. Nothing that a transaction has not yet committed
    may be read through here.
    """

    def __init__(self) -> None:
        self._kept = Kept(0, frozenset(), {})
        self._turn = Lock()

    def of(self, connection: Connection) -> Kept:
        """Every packed day as the database has it now; whoever comes while they are read waits."""
        with self._turn:
            return self._latest(connection)

    def _latest(self, connection: Connection) -> Kept:
        kept = self._kept
        newest, count = _state(connection)
        if (kept.version, len(kept.days)) != (newest, count):
            kept = _read(connection, kept)
            if (kept.version, len(kept.days)) != (newest, count):
                # Days vanished: somebody emptied the table or put an older copy in its place.
                kept = _read(connection, Kept(0, frozenset(), {}))
            self._kept = kept
        return kept


def blobs_of(day: Pack) -> dict[str, bytes]:
    """The columns that hold a packed day."""
    return {kind: getattr(day, kind).records(dtype).tobytes() for kind, dtype in TYPES.items()}


def newest_version(connection: Connection) -> int:
    """0 when nothing is packed."""
    return _state(connection)[0]


def _state(connection: Connection) -> tuple[int, int]:
    query = sa.select(sa.func.coalesce(sa.func.max(stat_day.c.version), 0), sa.func.count())
    newest, count = connection.execute(query).one()
    return newest, count


def _read(connection: Connection, known: Kept) -> Kept:
    query = sa.select(stat_day).where(stat_day.c.version > known.version)
    version, fresh = known.version, defaultdict[date, dict[date, Pack]](dict)
    for row in connection.execute(query, execution_options=BINARY).mappings():
        version = max(version, row["version"])
        fresh[row["day"].replace(day=1)][row["day"]] = _pack(row)
    days = known.days.union(*fresh.values())
    changed = {
        month: together([_others(known, month, new), *new.values()]) for month, new in fresh.items()
    }
    return Kept(version, days, {**known.months, **changed})


def _others(known: Kept, month: date, fresh: Iterable[date]) -> Pack:
    """The rows of the month that stay."""
    return known.months.get(month, NOTHING).without([day.toordinal() for day in fresh])


def _pack(row: Row) -> Pack:
    return Pack(*(Rows.of(np.frombuffer(row[kind], dtype)) for kind, dtype in TYPES.items()))
