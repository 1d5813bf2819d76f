"""Tags that officers gave to closings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.civic.reports import ReportStatus, StatusType
from bot.storage.tables import IS_FRICTION, report

CLOSED = [status.value for status in ReportStatus if status.type is StatusType.CLOSED]


class SqlClosures:
    """Implements the `Closures` port."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def tags(self, since: datetime, until: datetime) -> Mapping[str, int]:
        query = (
            sa.select(report.c.tag, sa.func.count())
            .where(
                IS_FRICTION,
                report.c.filed_at >= since,
                report.c.filed_at < until,
                report.c.tag.is_not(None),
                report.c.status.in_(CLOSED),
            )
            .group_by(report.c.tag)
            .order_by(report.c.tag)
        )
        return {str(tag): int(count) for tag, count in self._connection.execute(query)}
