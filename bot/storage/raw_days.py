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

    @property
    def is_committed(self) -> bool:
        """Whether everything that is read was committed: nothing else may be kept."""
        return bool(self.connection.get_execution_options().get("reading", False))

    def days(self, first: date, last: date) -> Pack:
        """Everything of these days, both included."""
        return self.between(self.span(first)[0], self.span(last)[1])

    def span(self, day: date) -> tuple[datetime, datetime]:
        """When a local day begins, and the next one."""
        return start_of(day, self.zone), start_of(day + DAY, self.zone)

    def between(self, since: datetime, until: datetime) -> Pack:
        """Everything from then on, before then."""
        asked, given = question.c.asked_at, feedback.c.given_at
        return Pack(
            self._filed(since, until),
            self._counted(QUESTIONS, asked, ("entry", "channel", "outcome"), since, until),
            self._counted(FEEDBACK, given, ("entry", "channel", "helpful"), since, until),
            self.attempts(since, until),
        )

    def attempts(self, since: datetime, until: datetime) -> Rows:
        """Attempts from then on, before then, that were asked about."""
        fields = ("service", "channel", "kecamatan", "outcome")
        asked = attempt.c.asked_at.is_not(None)
        return self._counted(ATTEMPTS, attempt.c.opened_at, fields, since, until, asked)

    def reports(self, ids: Collection[int]) -> Rows:
        """Single reports."""
        wanted = sorted(ids)
        slices = (wanted[at : at + AT_ONCE] for at in range(0, len(wanted), AT_ONCE))
        none = Rows.of(np.zeros(0, REPORTS))
        return stacked(
            [none, *(self._packed(RAW_REPORTS.where(report.c.id.in_(some))) for some in slices)]
        )

    def _filed(self, since: datetime, until: datetime) -> Rows:
        here = (report.c.filed_at >= since, report.c.filed_at < until)
        return self._packed(RAW_REPORTS.where(*here).order_by(report.c.id))

    def _packed(self, query: sa.Select[*tuple[Any, ...]]) -> Rows:
        return packed(self.connection.execute(query), self.zone, self._codes)

    def _counted(
        self,
        dtype: np.dtype[np.void],
        moment: sa.Column[datetime],
        fields: Sequence[str],
        since: datetime,
        until: datetime,
        *conditions: sa.ColumnElement[bool],
    ) -> Rows:
        """Counts by `fields`, day by day."""
        columns = [moment.table.c[name] for name in fields]
        days = [Rows.of(np.zeros(0, dtype))]
        for day, begins, ends in self._pieces(since, until):
            here = (moment >= begins, moment < ends)
            counts = (
                sa.select(*columns, sa.func.count()).where(*here, *conditions).group_by(*columns)
            )
            if rows := self.connection.execute(counts).all():
                *coded, n = zip(*rows, strict=True)
                ordinals = np.full(len(rows), day.toordinal())
                days.append(Rows.made(dtype, (ordinals, *map(self._codes, coded), n)))
        return stacked(days)

    def _pieces(
        self, since: datetime, until: datetime
    ) -> Iterator[tuple[date, datetime, datetime]]:
        """(local day, from then, to then)."""
        first, last = (moment.astimezone(self.zone).date() for moment in (since, until))
        for day in days_between(first, last):
            begins, ends = self.span(day)
            if max(since, begins) < min(until, ends):
                yield day, max(since, begins), min(until, ends)

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
