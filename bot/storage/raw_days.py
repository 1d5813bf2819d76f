"""Raw rows of days, counted into the shape that packed days have."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy import Connection

from bot.civic.statistics.packs import (
    ATTEMPTS,
    FEEDBACK,
    QUESTIONS,
    REPORTS,
    Pack,
    Rows,
    stacked,
)
from bot.storage.instants import DAY, start_of
from bot.storage.raw_reports import RAW_REPORTS, packed
from bot.storage.tables import attempt, feedback, question, report

AT_ONCE = 500
"""Reports asked for by id in one statement."""


@dataclass(frozen=True, slots=True)
class RawDays:
    """Reads raw rows. `numbers` gives names their numbers; new names are added to it."""

    connection: Connection
    zone: ZoneInfo
    numbers: dict[str, int]

    def days(self, first: date, last: date) -> Pack:
        """Everything of these days, both included."""
        asked, given = question.c.asked_at, feedback.c.given_at
        return Pack(
            self._filed(first, last),
            self._counted(QUESTIONS, asked, ("entry", "channel", "outcome"), first, last),
            self._counted(FEEDBACK, given, ("entry", "channel", "helpful"), first, last),
            self.attempts(first, last),
        )

    def attempts(self, first: date, last: date) -> Rows:
        """Attempts of these days that were asked about."""
        fields = ("service", "channel", "kecamatan", "outcome")
        asked = attempt.c.asked_at.is_not(None)
        return self._counted(ATTEMPTS, attempt.c.opened_at, fields, first, last, asked)

    def reports(self, ids: Collection[int]) -> Rows:
        """Single reports."""
        wanted = sorted(ids)
        slices = (wanted[at : at + AT_ONCE] for at in range(0, len(wanted), AT_ONCE))
        none = Rows.of(np.zeros(0, REPORTS))
        return stacked(
            [none, *(self._packed(RAW_REPORTS.where(report.c.id.in_(some))) for some in slices)]
        )

    def _filed(self, first: date, last: date) -> Rows:
        here = (
            report.c.filed_at >= start_of(first, self.zone),
            report.c.filed_at < start_of(last + DAY, self.zone),
        )
        return self._packed(RAW_REPORTS.where(*here).order_by(report.c.id))

    def _packed(self, query: sa.Select[*tuple[Any, ...]]) -> Rows:
        return packed(self.connection.execute(query), self.zone, self._codes)

    def _counted(
        self,
        dtype: np.dtype[np.void],
        moment: sa.Column[datetime],
        fields: Sequence[str],
        first: date,
        last: date,
        *conditions: sa.ColumnElement[bool],
    ) -> Rows:
        """Counts by `fields`, day by day."""
        columns = [moment.table.c[name] for name in fields]
        days = [Rows.of(np.zeros(0, dtype))]
        for day in days_between(first, last):
            here = (moment >= start_of(day, self.zone), moment < start_of(day + DAY, self.zone))
            counts = (
                sa.select(*columns, sa.func.count()).where(*here, *conditions).group_by(*columns)
            )
            if rows := self.connection.execute(counts).all():
                *coded, n = zip(*rows, strict=True)
                ordinals = np.full(len(rows), day.toordinal())
                days.append(Rows.made(dtype, (ordinals, *map(self._codes, coded), n)))
        return stacked(days)

    def _codes(self, column: Sequence[str | bool | None]) -> NDArray[np.int64]:
        """Numbers of names, 0 for none; what is true or false stays 1 or 0."""
        codes = {
            one: self._number(one) if isinstance(one, str) else int(one or 0)
            for one in dict.fromkeys(column)
        }
        return np.fromiter(map(codes.__getitem__, column), np.int64, len(column))

    def _number(self, name: str) -> int:
        return self.numbers.setdefault(name, len(self.numbers) + 1) if name else 0


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day, both included."""
    return (first + n * DAY for n in range((last - first).days + 1))
