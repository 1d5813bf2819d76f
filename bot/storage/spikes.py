"""Who got stuck where and when, and the spikes that were made of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.civic.reports import Identity, ReportStatus
from bot.civic.spikes import Finding, Span, Spike, Voice
from bot.storage.codec import Row, insert_new
from bot.storage.tables import IS_FRICTION, report, report_join, spike

_COUNTED: tuple[sa.ColumnElement[bool], ...] = (
    IS_FRICTION,
    report.c.status != ReportStatus.DITARIK.value,
    report.c.by_staff.is_(False),
)


class SqlSpikes:
    """Implements the `Spikes` port."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def voices(self, since: datetime, services: Collection[str] | None = None) -> tuple[Voice, ...]:
        counted = list(_COUNTED)
        if services is not None:
            counted.append(report.c.service.in_(services))
        return (*self._filed(since, counted), *self._joined(since, counted))

    def tallies(self, since: datetime, until: datetime) -> Mapping[tuple[str, str | None], int]:
        place_of = (report.c.service, report.c.step)
        filed = sa.select(*place_of).where(report.c.filed_at.between(since, until), *_COUNTED)
        joined = (
            sa.select(*place_of)
            .join(report_join, report_join.c.report_id == report.c.id)
            .where(report_join.c.joined_at.between(since, until), *_COUNTED)
        )
        spoken = sa.union_all(filed, joined).subquery()
        place = (spoken.c.service, spoken.c.step)
        query = sa.select(*place, sa.func.count()).group_by(*place)
        return {(row[0], row[1]): row[2] for row in self._connection.execute(query)}

    def _filed(self, since: datetime, counted: list[sa.ColumnElement[bool]]) -> Iterator[Voice]:
        columns = (report.c.service, report.c.step, report.c.filed_at, report.c.identity)
        query = sa.select(*columns, report.c.conversation_id, report.c.pseudonym)
        for row in self._connection.execute(query.where(report.c.filed_at > since, *counted)):
            anonymous = row.identity == Identity.ANONIM
            # Somebody erased since is known by the name that statistics have for them.
            who = row.conversation_id or row.pseudonym
            yield Voice(row.service, row.step, row.filed_at, None if anonymous else str(who))

    def _joined(self, since: datetime, counted: list[sa.ColumnElement[bool]]) -> Iterator[Voice]:
        columns = (report.c.service, report.c.step, report_join.c.joined_at)
        query = (
            sa.select(*columns, report_join.c.conversation_id)
            .join(report, report.c.id == report_join.c.report_id)
            .where(report_join.c.joined_at > since, *counted)
        )
        for row in self._connection.execute(query):
            yield Voice(row.service, row.step, row.joined_at, str(row.conversation_id))

    def first_report_at(self) -> datetime | None:
        first = sa.select(sa.func.min(report.c.filed_at)).where(IS_FRICTION)
        return self._connection.execute(first).scalar()

    def running(self) -> tuple[Spike, ...]:
        query = sa.select(spike).where(spike.c.ended_at.is_(None)).order_by(spike.c.id)
        return tuple(_spike(row) for row in self._connection.execute(query).mappings())

    def past(self, since: datetime) -> Mapping[str, Collection[Span]]:
        ended = sa.and_(spike.c.ended_at > since, spike.c.shown.is_(True))
        query = sa.select(spike.c.service, spike.c.since, spike.c.ended_at).where(ended)
        spans: dict[str, list[Span]] = {}
        for row in self._connection.execute(query.order_by(spike.c.id)):
            spans.setdefault(row.service, []).append((row.since, row.ended_at))
        return spans

    def begin(self, found: Finding, now: datetime) -> int | None:
        row = insert_new(self._connection, spike).values(
            service=found.service,
            step=found.step,
            people=found.people,
            usual=found.usual,
            since=found.since,
            found_at=now,
        )
        return self._connection.execute(row.returning(spike.c.id)).scalar()

    def mark_told(self, spike_id: int) -> None:
        self._change(spike_id, told=True)

    def end(self, spike_id: int, now: datetime) -> None:
        self._change(spike_id, ended_at=now)

    def show(self, spike_id: int, *, shown: bool) -> Spike | None:
        self._change(spike_id, shown=shown)
        return next((one for one in self.running() if one.id == spike_id), None)

    def _change(self, spike_id: int, **values: object) -> None:
        lasting = sa.and_(spike.c.id == spike_id, spike.c.ended_at.is_(None))
        self._connection.execute(sa.update(spike).where(lasting).values(**values))


def _spike(row: Row) -> Spike:
    return Spike(row["id"], row["service"], row["step"], row["since"], row["told"], row["shown"])
