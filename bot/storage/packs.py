"""Packed days: the roll-ups behind every statistic, built from raw rows, void once they change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
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
    Packs,
    joined,
)
from bot.storage.codec import Row
from bot.storage.columns import Moment
from bot.storage.tables import (
    attempt,
    conversation,
    feedback,
    question,
    report,
    report_join,
    stat_day,
    stat_name,
    stat_touched,
)

_Number = Callable[[str | None], int]

REPEAT_WITHIN = timedelta(days=30)
KINDS = ("reports", "questions", "feedback", "attempts")
TYPES = (REPORTS, QUESTIONS, FEEDBACK, ATTEMPTS)


class SqlStatistics:
    """Implements the `Statistics` port."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def packs(self, since: date, until: date, zone: ZoneInfo) -> Packs:
        touched = self._touched(zone)
        days = sa.select(stat_day).where(stat_day.c.day.between(since, until))
        kept = {
            row["day"]: row
            for row in self._connection.execute(days.order_by(stat_day.c.day)).mappings()
            if row["day"] not in touched
        }
        raw = self._raw_days(since, until, kept, zone)
        names = self._names()
        numbers = {name: number for number, name in names.items()}
        parts = [_unpacked(row, names) for row in kept.values()]
        parts += [self._built(first, last, zone, numbers) for first, last in raw]
        names |= {number: name for name, number in numbers.items()}
        return joined(parts, names)

    def pack(self, today: date, zone: ZoneInfo, limit: int) -> int:
        touched = self._touched(zone)
        known = set(self._connection.execute(sa.select(stat_day.c.day)).scalars())
        first = self._first_day(zone)
        if first is None:
            return 0
        every = (first + timedelta(days=n) for n in range((today - first).days))
        due = [day for day in every if day not in known or day in touched][:limit]
        numbers = {name: number for number, name in self._names().items()}
        for day in due:
            self._pack(day, zone, numbers)
        self._forget_touched(set(due), zone, today)
        return len(due)

    def unanswered(
        self, since: datetime, until: datetime, limit: int, channel: str | None
    ) -> tuple[str, ...]:
        query = (
            sa.select(question.c.text)
            .where(
                question.c.outcome == "unanswered",
                question.c.asked_at >= since,
                question.c.asked_at < until,
                question.c.text != "",
            )
            .order_by(question.c.id.desc())
            .limit(limit)
        )
        if channel is not None:
            query = query.where(question.c.channel == channel)
        return tuple(self._connection.execute(query).scalars())

    def subscribers(self) -> tuple[int, int]:
        reachable = sa.and_(conversation.c.blocked_at.is_(None), conversation.c.erased_at.is_(None))
        wanting = sa.func.sum(sa.case((conversation.c.subscribed, 1), else_=0))
        row = self._connection.execute(
            sa.select(wanting, sa.func.count()).select_from(conversation).where(reachable)
        ).one()
        return int(row[0] or 0), int(row[1])

    def _pack(self, day: date, zone: ZoneInfo, numbers: dict[str, int]) -> None:
        known = set(numbers)
        built = self._built(day, day, zone, numbers)
        # A plain insert: two processes giving one number to two names must not both succeed.
        fresh = [{"id": numbers[name], "name": name} for name in numbers if name not in known]
        if fresh:
            self._connection.execute(sa.insert(stat_name), fresh)
        self._connection.execute(sa.delete(stat_day).where(stat_day.c.day == day))
        blobs = {kind: getattr(built, kind).tobytes() for kind in KINDS}
        self._connection.execute(sa.insert(stat_day).values(day=day, **blobs))

    def _built(self, first: date, last: date, zone: ZoneInfo, numbers: dict[str, int]) -> Packs:
        """The rows of these days from their raw rows; new names are added to `numbers`."""
        span = (_start(first, zone), _start(last + timedelta(days=1), zone))

        def number(name: str | None) -> int:
            return numbers.setdefault(name, len(numbers) + 1) if name else 0

        rows: tuple[Iterable[tuple[object, ...]], ...] = (
            (_report(row, zone, number) for row in self._reports(span)),
            self._counted(
                question, "asked_at", ("entry", "channel", "outcome"), span, zone, number
            ),
            self._judged(span, zone, number),
            self._tried(span, zone, number),
        )
        arrays = [np.array(list(each), kind) for each, kind in zip(rows, TYPES, strict=True)]
        names = {n: name for name, n in numbers.items()}
        return Packs(arrays[0], arrays[1], arrays[2], arrays[3], names)

    def _reports(self, span: tuple[datetime, datetime]) -> Iterator[Row]:
        earlier = report.alias("earlier")
        before = (
            sa.select(sa.func.max(earlier.c.filed_at, type_=Moment))
            .where(
                earlier.c.pseudonym == report.c.pseudonym,
                earlier.c.service == report.c.service,
                earlier.c.filed_at < report.c.filed_at,
            )
            .scalar_subquery()
        )
        joins = (
            sa.select(sa.func.count())
            .where(report_join.c.report_id == report.c.id)
            .scalar_subquery()
        )
        query = (
            sa.select(report, before.label("before"), joins.label("joins"))
            .where(report.c.filed_at >= span[0], report.c.filed_at < span[1])
            .order_by(report.c.id)
        )
        yield from self._connection.execute(query).mappings()

    def _counted(
        self,
        table: sa.Table,
        moment: str,
        fields: Sequence[str],
        span: tuple[datetime, datetime],
        zone: ZoneInfo,
        number: _Number,
        *conditions: sa.ColumnElement[bool],
    ) -> Iterator[tuple[int, ...]]:
        """(day, number of each field, count), day by day."""
        columns = [table.c[name] for name in fields]
        day = span[0].astimezone(zone).date()
        while _start(day, zone) < span[1]:
            here = (
                table.c[moment] >= _start(day, zone),
                table.c[moment] < _start(day + _DAY, zone),
            )
            query = (
                sa.select(*columns, sa.func.count()).where(*here, *conditions).group_by(*columns)
            )
            for *values, count in self._connection.execute(query.order_by(*columns)):
                named = (int(v) if isinstance(v, bool | int) else number(v) for v in values)
                yield (day.toordinal(), *named, count)
            day += _DAY

    def _judged(
        self, span: tuple[datetime, datetime], zone: ZoneInfo, number: _Number
    ) -> Iterator[tuple[int, ...]]:
        return self._counted(
            feedback, "given_at", ("entry", "channel", "helpful"), span, zone, number
        )

    def _tried(
        self, span: tuple[datetime, datetime], zone: ZoneInfo, number: _Number
    ) -> Iterator[tuple[int, ...]]:
        fields = ("service", "channel", "kecamatan", "outcome")
        asked = attempt.c.asked_at.is_not(None)
        return self._counted(attempt, "opened_at", fields, span, zone, number, asked)

    def _raw_days(
        self, since: date, until: date, kept: Iterable[date], zone: ZoneInfo
    ) -> Iterator[tuple[date, date]]:
        """Stretches of days that have to be read raw."""
        first = self._first_day(zone)
        if first is None:
            return
        missing = set(_days(max(since, first), until)) - set(kept)
        for day in sorted(missing):
            if day - _DAY not in missing:
                last = day
                while last + _DAY in missing:
                    last += _DAY
                yield day, last

    def _first_day(self, zone: ZoneInfo) -> date | None:
        moments = (question.c.asked_at, report.c.filed_at, attempt.c.opened_at, feedback.c.given_at)
        found = [self._connection.execute(sa.select(sa.func.min(one))).scalar() for one in moments]
        known = [one for one in found if one is not None]
        return min(known).astimezone(zone).date() if known else None

    def _touched(self, zone: ZoneInfo) -> set[date]:
        moments = self._connection.execute(sa.select(stat_touched.c.at)).scalars()
        return {at.astimezone(zone).date() for at in moments}

    def _forget_touched(self, packed: set[date], zone: ZoneInfo, today: date) -> None:
        for at in self._connection.execute(sa.select(stat_touched.c.at)).scalars().all():
            day = at.astimezone(zone).date()
            if day in packed or day >= today:
                self._connection.execute(sa.delete(stat_touched).where(stat_touched.c.at == at))

    def _names(self) -> dict[int, str]:
        rows = self._connection.execute(sa.select(stat_name.c.id, stat_name.c.name))
        return {row.id: row.name for row in rows}


_DAY = timedelta(days=1)


def _start(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)


def _days(since: date, until: date) -> Iterator[date]:
    return (since + timedelta(days=n) for n in range((until - since).days + 1))


def _unpacked(row: Row, names: dict[int, str]) -> Packs:
    arrays = [np.frombuffer(row[kind], dtype) for kind, dtype in zip(KINDS, TYPES, strict=True)]
    return Packs(arrays[0], arrays[1], arrays[2], arrays[3], names)


def _report(row: Row, zone: ZoneInfo, number: _Number) -> tuple[int, ...]:
    withdrawn = row["status"] == ReportStatus.DITARIK.value
    settled = None if withdrawn else row["settled_at"]
    replied = row["first_reply_at"]
    in_time = (
        settled is not None
        and replied is not None
        and row["reply_by"] is not None
        and replied <= row["reply_by"]
        and settled.astimezone(zone).date() <= row["due"]
    )
    before = row["before"]
    again = before is not None and row["filed_at"] - before <= REPEAT_WITHIN
    flags = (
        ON_TIME * in_time
        | CONFIRMED * (row["confirmed_at"] is not None)
        | DISPUTED * (row["disputed_at"] is not None)
        | REPEAT * again
    )
    return (
        row["filed_at"].astimezone(zone).date().toordinal(),
        row["promised"].toordinal(),
        number(row["service"]),
        number(row["agency"]),
        number(row["kecamatan"]),
        number(row["stage"]),
        number(row["severity"]),
        number(row["status"]),
        number(row["channel"]),
        _hours(row["filed_at"], replied),
        _hours(row["filed_at"], settled),
        min(row["joins"], LONGEST),
        flags,
    )


def _hours(since: datetime, until: datetime | None) -> int:
    if until is None:
        return NEVER
    return min(max(0, int((until - since).total_seconds() // 3600)), LONGEST)
