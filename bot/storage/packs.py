"""The roll-ups behind every statistic: packed days, and what changed since they were packed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.civic.statistics.packs import NOTHING, Pack, Packs, together
from bot.storage.instants import DAY
from bot.storage.latest_hours import LatestHours
from bot.storage.packed_days import Kept, PackedDays, blobs_of, newest_version
from bot.storage.raw_days import RawDays, days_between
from bot.storage.tables import (
    APART,
    attempt,
    conversation,
    feedback,
    question,
    report,
    stat_day,
    stat_name,
)
from bot.storage.touch import Touched, forget, touched_days

PACKING = 7_230_114
"""The advisory lock of whoever packs: versions must become visible in their order."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What a process keeps of one database, for every transaction."""

    days: PackedDays = field(default_factory=PackedDays)
    hours: LatestHours = field(default_factory=LatestHours)


class SqlStatistics:
    """Implements the `Statistics` port."""

    def __init__(self, connection: Connection, memory: Memory) -> None:
        self._connection = connection
        self._packed = memory.days
        self._hours = memory.hours

    def packs(self, since: date, until: date, zone: ZoneInfo, settled: datetime) -> Packs:
        # Marks first: whatever is packed meanwhile is at worst read raw once more.
        touched = touched_days(self._connection, zone)
        kept = self._packed.of(self._connection)
        raw = self._raw(zone)
        latest = _latest(kept.days, settled.astimezone(zone).date())
        # The latest first: names that they have in memory keep the numbers given them there.
        parts = list(self._recent(raw, latest, until, settled, touched))
        parts += self._months(since, until, kept, touched, raw)
        older = self._unpacked(since, min(until, latest - DAY), kept.days, zone)
        parts += [raw.days(first, last) for first, last in older]
        return Packs((NOTHING, *parts), {number: name for name, number in raw.numbers.items()})

    def pack(self, before: date, zone: ZoneInfo) -> bool:
        if not self._may_pack():
            return False
        touched = touched_days(self._connection, zone)
        kept = self._packed.of(self._connection)
        day = next(self._due(before, zone, kept.days, touched), None)
        if day is None:
            return False
        raw = self._raw(zone)
        known = len(raw.numbers)
        if day in kept.days:
            made = self._patched(kept.day(day), day.replace(day=1), {day: touched[day]}, raw)
        else:
            made = raw.days(day, day)
        self._write(day, made, list(raw.numbers.items())[known:])
        if day in touched:
            forget(self._connection, touched[day].marks)
        return True

    def due(self, before: date, zone: ZoneInfo) -> int:
        days = self._packed.of(self._connection).days
        touched = touched_days(self._connection, zone)
        return sum(1 for _ in self._due(before, zone, days, touched))

    def unanswered(
        self, since: datetime, until: datetime, limit: int, channel: str | None
    ) -> tuple[tuple[str | None, str], ...]:
        query = (
            sa.select(question.c.gist, question.c.text)
            .where(
                question.c.outcome == "unanswered",
                question.c.asked_at >= since,
                question.c.asked_at < until,
                question.c.text != "",
            )
            .order_by(question.c.asked_at.desc())
            .limit(limit)
        )
        if channel is not None:
            query = query.where(question.c.channel == channel)
        return tuple((row.gist, row.text) for row in self._connection.execute(query))

    def subscribers(self) -> tuple[int, int]:
        # Those who want no news or cannot be reached are few and have an index of their own.
        everybody = sa.select(sa.func.count()).select_from(conversation)
        silent = sa.and_(conversation.c.blocked_at.is_(None), conversation.c.erased_at.is_(None))
        apart = sa.select(
            sa.func.count(), sa.func.coalesce(sa.func.sum(sa.case((silent, 1), else_=0)), 0)
        ).where(sa.text(APART))
        total = self._connection.execute(everybody).scalar_one()
        others, reachable = self._connection.execute(apart.select_from(conversation)).one()
        return total - others, total - others + reachable

    def _recent(
        self,
        raw: RawDays,
        latest: date,
        until: date,
        settled: datetime,
        touched: Mapping[date, Touched],
    ) -> Iterator[Pack]:
        """The days from `latest` on: whole hours that are over from memory, the others raw."""
        if until < latest:
            return
        since, end = raw.span(latest)[0], raw.span(until)[1]
        over = max(since, settled.replace(minute=0, second=0, microsecond=0))
        marked = [one for day, one in touched.items() if day >= latest]
        yield self._hours.of(raw, since, over, marked)
        if over < end:
            yield raw.between(over, end)

    def _months(
        self, since: date, until: date, kept: Kept, touched: Mapping[date, Touched], raw: RawDays
    ) -> Iterator[Pack]:
        """The packed days of these, with others of their months, as they are now."""
        here = kept.days.intersection(days_between(since, until))
        changed = {day: one for day, one in touched.items() if day in here}
        for month in sorted({day.replace(day=1) for day in here}):
            yield self._patched(kept.months[month], month, changed, raw)

    def _patched(
        self, pack: Pack, month: date, touched: Mapping[date, Touched], raw: RawDays
    ) -> Pack:
        """The rows of a month, or of a day of it, as they are now."""
        here = {day: one for day, one in touched.items() if day.replace(day=1) == month}
        if not here:
            return pack
        reports = raw.reports(set().union(*(one.reports for one in here.values())))
        days = [day for day, one in here.items() if one.attempts]
        attempts = [replace(NOTHING, attempts=raw.attempts(*raw.span(day))) for day in days]
        return pack.patched(reports, together(attempts).attempts, [day.toordinal() for day in days])

    def _due(
        self,
        before: date,
        zone: ZoneInfo,
        packed: Collection[date],
        touched: Collection[date],
    ) -> Iterator[date]:
        """Days that are not packed or do not hold any more."""
        first = self._first_day(zone)
        if first is not None:
            every = days_between(first, before - DAY)
            yield from (day for day in every if day not in packed or day in touched)

    def _write(self, day: date, made: Pack, fresh: list[tuple[str, int]]) -> None:
        run = self._connection.execute
        # A plain insert: two processes giving one number to two names must not both succeed.
        if fresh:
            run(sa.insert(stat_name), [{"id": number, "name": name} for name, number in fresh])
        version = newest_version(self._connection) + 1
        run(sa.delete(stat_day).where(stat_day.c.day == day))
        run(sa.insert(stat_day).values(day=day, version=version, **blobs_of(made)))

    def _may_pack(self) -> bool:
        """One process packs at a time; the lock ends with the transaction."""
        if self._connection.dialect.name == "sqlite":
            return True
        lock = sa.select(sa.func.pg_try_advisory_xact_lock(PACKING))
        return bool(self._connection.execute(lock).scalar())

    def _unpacked(
        self, since: date, until: date, kept: Collection[date], zone: ZoneInfo
    ) -> Iterator[tuple[date, date]]:
        """Stretches of days that have to be read raw."""
        first = self._first_day(zone)
        if first is None:
            return
        missing = {day for day in days_between(max(since, first), until) if day not in kept}
        for day in sorted(missing):
            if day - DAY not in missing:
                last = day
                while last + DAY in missing:
                    last += DAY
                yield day, last

    def _first_day(self, zone: ZoneInfo) -> date | None:
        moments = (question.c.asked_at, report.c.filed_at, attempt.c.opened_at, feedback.c.given_at)
        found = [self._connection.execute(sa.select(sa.func.min(one))).scalar() for one in moments]
        known = [one for one in found if one is not None]
        return min(known).astimezone(zone).date() if known else None

    def _raw(self, zone: ZoneInfo) -> RawDays:
        rows = self._connection.execute(sa.select(stat_name.c.name, stat_name.c.id))
        return RawDays(self._connection, zone, {row.name: row.id for row in rows})


def _latest(packed: Collection[date], today: date) -> date:
    """The first day of those that are read by the hour: none after it is packed."""
    return max(max(packed, default=date.min) + DAY, today - DAY)
