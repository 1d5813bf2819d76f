"""Raw rows of days, counted into the shape that packed days have."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import sqlalchemy as sa
from sqlalchemy import Connection

from bot.civic.reports import ReportStatus
from bot.civic.statistics.packs import (
    ATTEMPTS,
    CONFIRMED,
    DISPUTED,
    FEEDBACK,
    LONGEST,
    NEVER,
    ON_TIME,
    QUESTIONS,
    REPEAT,
    REPORTS,
    Pack,
    Rows,
)
from bot.storage.columns import Moment
from bot.storage.tables import IS_FRICTION, attempt, feedback, question, report, report_join

REPEAT_WITHIN = timedelta(days=30)
DAY = timedelta(days=1)
AT_ONCE = 500
"""Reports asked for by id in one statement."""

_earlier = report.alias("earlier")
_BEFORE = (
    sa.select(sa.func.max(_earlier.c.filed_at, type_=Moment))
    .where(
        _earlier.c.pseudonym == report.c.pseudonym,
        _earlier.c.service == report.c.service,
        _earlier.c.announcement_id.is_(None),
        _earlier.c.filed_at < report.c.filed_at,
    )
    .scalar_subquery()
)
_JOINS = sa.select(sa.func.count()).where(report_join.c.report_id == report.c.id).scalar_subquery()
NAMED = ("service", "agency", "kecamatan", "stage", "severity", "status", "channel")
"""Columns that hold names, in the order of the packed record."""

_TIMES = ("filed_at", "reply_by", "due", "promised", "first_reply_at", "settled_at")
_READ = ("id", *_TIMES, "confirmed_at", "disputed_at", *NAMED)
_REPORTS = sa.select(
    *(report.c[name] for name in _READ), _BEFORE.label("before"), _JOINS.label("joins")
).where(IS_FRICTION)


@dataclass(frozen=True, slots=True)
class RawDays:
    """Reads raw rows. `numbers` gives names their numbers; new names are added to it."""

    connection: Connection
    zone: ZoneInfo
    numbers: dict[str, int]

    def days(self, first: date, last: date) -> Pack:
        """Everything of these days, both included."""
        return Pack(
            self._rows(REPORTS, self._filed(first, last)),
            self._rows(
                QUESTIONS,
                self._counted(question.c.asked_at, ("entry", "channel", "outcome"), first, last),
            ),
            self._rows(
                FEEDBACK,
                self._counted(feedback.c.given_at, ("entry", "channel", "helpful"), first, last),
            ),
            self.attempts(first, last),
        )

    def attempts(self, first: date, last: date) -> Rows:
        """Attempts of these days that were asked about."""
        fields = ("service", "channel", "kecamatan", "outcome")
        asked = attempt.c.asked_at.is_not(None)
        return self._rows(ATTEMPTS, self._counted(attempt.c.opened_at, fields, first, last, asked))

    def reports(self, ids: Collection[int]) -> Rows:
        """Single reports."""
        wanted = sorted(ids)
        slices = (wanted[at : at + AT_ONCE] for at in range(0, len(wanted), AT_ONCE))
        queries = (_REPORTS.where(report.c.id.in_(some)) for some in slices)
        return self._rows(REPORTS, (row for query in queries for row in self._packed(query)))

    def _filed(self, first: date, last: date) -> Iterator[tuple[int, ...]]:
        here = (
            report.c.filed_at >= start_of(first, self.zone),
            report.c.filed_at < start_of(last + DAY, self.zone),
        )
        yield from self._packed(_REPORTS.where(*here).order_by(report.c.id))

    def _counted(
        self,
        moment: sa.Column[datetime],
        fields: Sequence[str],
        first: date,
        last: date,
        *conditions: sa.ColumnElement[bool],
    ) -> Iterator[tuple[int, ...]]:
        """(day, number of each field, count), day by day."""
        columns = [moment.table.c[name] for name in fields]
        for day in days_between(first, last):
            here = (
                moment >= start_of(day, self.zone),
                moment < start_of(day + DAY, self.zone),
            )
            query = (
                sa.select(*columns, sa.func.count()).where(*here, *conditions).group_by(*columns)
            )
            for *values, count in self.connection.execute(query).all():
                named = (int(v) if isinstance(v, bool | int) else self._number(v) for v in values)
                yield (day.toordinal(), *named, count)

    def _packed(self, query: sa.Select[*tuple[object, ...]]) -> Iterator[tuple[int, ...]]:
        for row in self.connection.execute(query).all():
            yield _report(row, self.zone, self._number)

    def _number(self, name: str | None) -> int:
        return self.numbers.setdefault(name, len(self.numbers) + 1) if name else 0

    def _rows(self, dtype: np.dtype[np.void], rows: Iterable[tuple[int, ...]]) -> Rows:
        return Rows.of(np.array(list(rows), dtype))


def start_of(day: date, zone: ZoneInfo) -> datetime:
    """The first moment of a local day."""
    return datetime.combine(day, time(), zone)


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day, both included."""
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _report(
    row: sa.Row[*tuple[object, ...]], zone: ZoneInfo, number: Callable[[str | None], int]
) -> tuple[int, ...]:
    filed, replied = row.filed_at, row.first_reply_at
    settled = None if row.status == ReportStatus.DITARIK.value else row.settled_at
    in_time = (
        settled is not None
        and replied is not None
        and row.reply_by is not None
        and replied <= row.reply_by
        and settled.astimezone(zone).date() <= row.due
    )
    again = row.before is not None and filed - row.before <= REPEAT_WITHIN
    flags = (
        ON_TIME * in_time
        | CONFIRMED * (row.confirmed_at is not None)
        | DISPUTED * (row.disputed_at is not None)
        | REPEAT * again
    )
    return (
        row.id,
        filed.astimezone(zone).date().toordinal(),
        row.promised.toordinal(),
        *(number(getattr(row, name)) for name in NAMED),
        _hours(filed, replied),
        _hours(filed, settled),
        min(row.joins, LONGEST),
        flags,
    )


def _hours(since: datetime, until: datetime | None) -> int:
    if until is None:
        return NEVER
    return min(max(0, int((until - since).total_seconds() // 3600)), LONGEST)
