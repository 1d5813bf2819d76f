"""The list of people of a run, written in batches within the database itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.civic.announcements.progress import (
    RECALLED_WITHIN_HOURS,
    UNDER_WAY,
    DeliveryState,
    RunKind,
    RunStatus,
)
from bot.storage.audience import chosen, mended, reached, source_run
from bot.storage.codec import Row, insert_new
from bot.storage.columns import Moment
from bot.storage.plan_codec import PLAN
from bot.storage.tables import announcement, announcement_run, conversation, delivery
from bot.use_cases.announcement_ports import Run

SENT_TO = ("telegram", "web")
"""Channels that send by themselves; at a terminal nobody waits for news."""

RECALLABLE = timedelta(hours=RECALLED_WITHIN_HOURS)
COLUMNS = ("run_id", "not_before", "state", "reason", "channel", "message", "conversation_id")

People = sa.Select[Any]
Anything = sa.ColumnElement[Any]


def write_people(connection: Connection, run: Run, limit: int, now: datetime) -> int:
    """Write the next deliveries and how far we came, together; 0 once all are written.

    Also 0 while the messages to be changed are still being sent: then it is tried again later.
    """
    if run.written_to is None:
        return 0
    people = _people(connection, run, now)
    if people is None:
        return 0
    who = people.selected_columns.conversation_id
    batch = people.where(who > run.written_to).order_by(who).limit(limit)
    written = insert_new(connection, delivery).from_select(COLUMNS, batch)
    ids = connection.execute(written.returning(delivery.c.conversation_id)).scalars().all()
    mine = sa.update(announcement_run).where(announcement_run.c.id == run.id)
    connection.execute(mine.values(written_to=max(ids, default=None)))
    return len(ids)


def under_way(connection: Connection, run_id: int) -> bool:
    """True while somebody on its list waits or is being sent to."""
    held = delivery.c.state.in_([state.value for state in UNDER_WAY])
    query = sa.select(delivery.c.id).where(delivery.c.run_id == run_id, held).limit(1)
    return connection.execute(query).first() is not None


def run_of(row: Row) -> Run:
    """A row of `announcement_run`."""
    return Run(
        id=row["id"],
        announcement=row["announcement_id"],
        kind=RunKind(row["kind"]),
        status=RunStatus(row["status"]),
        occurrence=row["occurrence"],
        written_to=row["written_to"],
        expires_at=row["expires_at"],
        urgent=row["urgent"],
    )


def _people(connection: Connection, run: Run, now: datetime) -> People | None:
    query = sa.select(announcement.c.plan).where(announcement.c.id == run.announcement)
    plan = PLAN.validate_json(connection.execute(query).scalar_one())
    target = run.announcement if run.kind is RunKind.TARIK else mended(plan)
    if target is None:
        whom = chosen(plan).subquery()
        nothing = sa.null()
        sent_to = conversation.c.channel.in_(SENT_TO)
        state = sa.case((sent_to, DeliveryState.WAITING.value), else_=DeliveryState.SKIPPED.value)
        people = _row(run, now, state, sa.case((sent_to, nothing), else_="no sender"))
        rows = sa.select(*people, conversation.c.channel, nothing, whom.c.conversation_id)
        return rows.join(whom, whom.c.conversation_id == conversation.c.id)
    source = connection.execute(source_run(target)).scalar()
    if source is None or under_way(connection, source) or _unwritten(connection, source):
        return None
    return _shown(run, target, now)


def _shown(run: Run, target: int, now: datetime) -> People:
    """Everybody who got it, with the message that is to be changed or deleted."""
    waiting = sa.literal(DeliveryState.WAITING.value)
    late = delivery.c.settled_at <= now - RECALLABLE
    old = sa.and_(late, sa.literal(run.kind is RunKind.TARIK))
    state = sa.case((old, DeliveryState.SKIPPED.value), else_=waiting)
    reason = sa.case((old, "too old"), else_=sa.null())
    rows = sa.select(
        *_row(run, now, state, reason),
        delivery.c.channel,
        delivery.c.message,
        delivery.c.conversation_id,
    )
    there = (delivery.c.message.is_not(None), delivery.c.conversation_id.is_not(None))
    return rows.where(reached(target), *there)


def _row(run: Run, now: datetime, state: Anything, reason: Anything) -> tuple[Anything, ...]:
    return (sa.literal(run.id), sa.literal(now, Moment()), state, reason)


def _unwritten(connection: Connection, run_id: int) -> bool:
    query = sa.select(announcement_run.c.written_to).where(announcement_run.c.id == run_id)
    return connection.execute(query).scalar_one() is not None
