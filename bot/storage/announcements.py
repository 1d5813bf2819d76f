"""Announcements as they are written, approved and due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.civic.announcements.life import Announcement, AnnouncementStatus, is_as_approved
from bot.civic.announcements.plan import Plan
from bot.storage.audience import SENDING, chosen
from bot.storage.codec import Row, dump
from bot.storage.columns import Moment
from bot.storage.plan_codec import PLAN
from bot.storage.subscriptions import count_audience
from bot.storage.tables import announcement, announcement_run

SHOWN = (AnnouncementStatus.MENGIRIM, AnnouncementStatus.SELESAI, AnnouncementStatus.DISETUJUI)
"""A repeated one is approved again between two of its times."""

OPEN = tuple(status for status in AnnouncementStatus if status.is_open)


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
        last = sa.func.max(announcement_run.c.started_at, type_=Moment).label("sent_at")
        query = (
            sa.select(announcement, last)
            .join(announcement_run, announcement_run.c.announcement_id == announcement.c.id)
            .where(announcement_run.c.kind.in_(SENDING), announcement_run.c.started_at >= since)
            .group_by(announcement.c.id)
            .order_by(last.desc(), announcement.c.id.desc())
        )
        rows = self._connection.execute(query).mappings().all()
        sent = [(_announcement(row), row["sent_at"]) for row in rows]
        mended = {one.plan.mends.announcement for one, _ in sent if one.plan.mends}
        found = (one for one, at in sent if one.id not in mended and _stands(one, at))
        return tuple(islice(found, limit))

    def needed(self, since: datetime) -> tuple[frozenset[int], frozenset[int]]:
        return needed_files(self._connection, since)

    def audience(self, plan: Plan) -> int:
        if not plan.training and plan.mends is None:
            return count_audience(self._connection, plan.topic, plan.areas)
        whom = chosen(plan).subquery()
        return self._connection.execute(sa.select(sa.func.count()).select_from(whom)).scalar_one()

    def _all(self, query: sa.Select[tuple[object, ...]]) -> tuple[Announcement, ...]:
        return tuple(_announcement(row) for row in self._connection.execute(query).mappings())


def needed_files(connection: Connection, since: datetime) -> tuple[frozenset[int], frozenset[int]]:
    """Photos and documents of what may still be sent, or was sent since that moment."""
    run_since = sa.exists().where(
        announcement_run.c.announcement_id == announcement.c.id,
        announcement_run.c.started_at >= since,
    )
    wanted = sa.or_(announcement.c.status.in_(OPEN), run_since)
    texts = connection.execute(sa.select(announcement.c.plan).where(wanted)).scalars()
    plans = [PLAN.validate_json(text) for text in texts]
    photos = frozenset(plan.photo for plan in plans if plan.photo is not None)
    return photos, frozenset(plan.file.id for plan in plans if plan.file is not None)


def _stands(one: Announcement, sent_at: datetime) -> bool:
    """What was sent, to residents, is what stands here; a repeated one may be rewritten since."""
    if one.plan.training or one.status not in SHOWN or one.approved_at is None:
        return False
    return is_as_approved(one) and one.approved_at <= sent_at


def _values(one: Announcement) -> dict[str, object]:
    kept = ("author", "agency", "approver", "approved_at", "approved_print", "note")
    return {name: getattr(one, name) for name in (*kept, "next_start", "unreviewed")} | {
        "plan": dump(PLAN, one.plan),
        "status": one.status.value,
    }


def _announcement(row: Row) -> Announcement:
    kept = {name: row[name] for name in row if name not in ("plan", "status", "sent_at")}
    return Announcement(
        **kept, plan=PLAN.validate_json(row["plan"]), status=AnnouncementStatus(row["status"])
    )
