"""Months of open data: read from reports once, then kept as they were published."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy import Connection

from bot.civic.open_data.scheme import Edition, Group, Reported
from bot.civic.reports import Identity, ReportStatus
from bot.storage.codec import Row, insert_new
from bot.storage.tables import IS_FRICTION, open_month, report
from bot.use_cases.open_data_ports import PublishedMonth

KEPT_IN_MEMORY = 12
"""Months that programs ask for again and again; about half a megabyte each in a very large city."""

_GROUPS: TypeAdapter[tuple[Group, ...]] = TypeAdapter(tuple[Group, ...])

_MAY_BE_PUBLIC = sa.and_(
    IS_FRICTION,
    report.c.identity == Identity.TERBUKA.value,
    report.c.by_staff.is_(sa.false()),
    report.c.status != ReportStatus.DITARIK.value,
)
_LOOKED_AT = (
    report.c.filed_at,
    report.c.status,
    report.c.service,
    report.c.stage,
    report.c.severity,
    report.c.kecamatan,
    report.c.pseudonym,
)


class SqlOpenMonths:
    """Implements the `OpenMonths` port."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def oldest(self, zone: ZoneInfo) -> date | None:
        query = sa.select(report.c.filed_at).where(_MAY_BE_PUBLIC)
        first = self._connection.execute(query.order_by(report.c.filed_at).limit(1)).scalar()
        return first.astimezone(zone).date() if first else None

    def reported(self, since: date, until: date, zone: ZoneInfo) -> tuple[Reported, ...]:
        start = datetime.combine(since, time(), zone)
        end = datetime.combine(until + timedelta(days=1), time(), zone)
        query = sa.select(*_LOOKED_AT).where(
            report.c.filed_at >= start, report.c.filed_at < end, _MAY_BE_PUBLIC
        )
        rows = self._connection.execute(query).mappings()
        return tuple(_reported(row, zone) for row in rows)

    def months(self) -> tuple[PublishedMonth, ...]:
        columns = (open_month.c.month, open_month.c.published, open_month.c.reports)
        rows = self._connection.execute(sa.select(*columns).order_by(open_month.c.month))
        return tuple(PublishedMonth(*row) for row in rows)

    def add(self, edition: Edition) -> bool:
        row = insert_new(self._connection, open_month).values(
            month=edition.month,
            published=edition.published,
            reports=edition.count,
            groups=zlib.compress(_GROUPS.dump_json(edition.groups)),
        )
        fresh = self._connection.execute(row.returning(open_month.c.month)).first()
        return fresh is not None

    def editions(self, months: Iterable[date]) -> tuple[Edition, ...]:
        query = sa.select(open_month).where(open_month.c.month.in_(list(months)))
        rows = self._connection.execute(query.order_by(open_month.c.month)).mappings()
        return tuple(
            Edition(row["month"], row["published"], _groups(row["groups"])) for row in rows
        )


@lru_cache(maxsize=KEPT_IN_MEMORY)
def _groups(blob: bytes) -> tuple[Group, ...]:
    return _GROUPS.validate_json(zlib.decompress(blob))


def _reported(row: Row, zone: ZoneInfo) -> Reported:
    return Reported(
        day=row["filed_at"].astimezone(zone).date(),
        closed=not ReportStatus(row["status"]).is_open,
        service=row["service"],
        stage=row["stage"],
        severity=row["severity"],
        kecamatan=row["kecamatan"],
        reporter=row["pseudonym"],
    )
