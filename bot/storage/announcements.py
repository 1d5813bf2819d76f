"""Announcements as they are written, approved and due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.civic.announcements.life import Announcement, AnnouncementStatus
from bot.civic.announcements.plan import Plan
from bot.civic.announcements.progress import RunKind
from bot.storage.audience import chosen
from bot.storage.codec import Row, dump
from bot.storage.plan_codec import PLAN
from bot.storage.tables import announcement, announcement_run

SHOWN = (AnnouncementStatus.MENGIRIM, AnnouncementStatus.SELESAI, AnnouncementStatus.DISETUJUI)
"""A repeated one is approved again between two of its times."""


class SqlAnnouncements:
    """Implements the `Announcements` port."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, plan: Plan, author: str, agency: str | None, now: datetime) -> Announcement:
        fresh = Announcement(0, plan, author, agency, now)
        row = sa.insert(announcement).values(**_values(fresh), created_at=now)
        made = self._connection.execute(row.returning(announcement.c.id)).scalar_one()
        return replace(fresh, id=made)

    def get(self, announcement_id: int) -> Announcement | None:
        query = sa.select(announcement).where(announcement.c.id == announcement_id)
        row = self._connection.execute(query.with_for_update()).mappings().first()
        return _announcement(row) if row else None

    def read(self, announcement_id: int) -> Announcement | None:
        query = sa.select(announcement).where(announcement.c.id == announcement_id)
        row = self._connection.execute(query).mappings().first()
        return _announcement(row) if row else None

    def save(self, one: Announcement) -> bool:
        seen = sa.and_(announcement.c.id == one.id, announcement.c.revision == one.revision)
        change = sa.update(announcement).where(seen)
        values = _values(one) | {"revision": one.revision + 1}
        return self._connection.execute(change.values(values)).rowcount == 1

    def listed(
        self, statuses: Sequence[AnnouncementStatus], agency: str | None, limit: int
    ) -> tuple[Announcement, ...]:
        query = sa.select(announcement).where(announcement.c.status.in_(statuses))
        if agency is not None:
            query = query.where(announcement.c.agency == agency)
        return self._all(query.order_by(announcement.c.id.desc()).limit(limit))

    def due(self, now: datetime) -> tuple[Announcement, ...]:
        approved = announcement.c.status == AnnouncementStatus.DISETUJUI
        query = sa.select(announcement).where(approved, announcement.c.next_start <= now)
        return self._all(query.order_by(announcement.c.id).with_for_update(skip_locked=True))

    def public(self, since: datetime, limit: int) -> tuple[Announcement, ...]:
        sent = sa.exists().where(
            announcement_run.c.announcement_id == announcement.c.id,
            announcement_run.c.kind == RunKind.KIRIM,
            announcement_run.c.started_at >= since,
        )
        query = sa.select(announcement).where(sent, announcement.c.status.in_(SHOWN))
        found = self._all(query.order_by(announcement.c.id.desc()).limit(3 * limit))
        return tuple(one for one in found if _is_public(one.plan))[:limit]

    def audience(self, plan: Plan) -> int:
        whom = chosen(plan).subquery()
        return self._connection.execute(sa.select(sa.func.count()).select_from(whom)).scalar_one()

    def _all(self, query: sa.Select[tuple[object, ...]]) -> tuple[Announcement, ...]:
        return tuple(_announcement(row) for row in self._connection.execute(query).mappings())


def _is_public(plan: Plan) -> bool:
    return not plan.training and plan.mends is None


def _values(one: Announcement) -> dict[str, object]:
    kept = ("author", "agency", "approver", "approved_at", "approved_print", "note")
    return {name: getattr(one, name) for name in (*kept, "next_start", "unreviewed")} | {
        "plan": dump(PLAN, one.plan),
        "status": one.status.value,
    }


def _announcement(row: Row) -> Announcement:
    kept = {name: row[name] for name in row if name not in ("plan", "status")}
    return Announcement(
        **kept, plan=PLAN.validate_json(row["plan"]), status=AnnouncementStatus(row["status"])
    )
