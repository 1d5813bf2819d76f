"""Whom an announcement is for, as queries that give each person once."""

from __future__ import annotations

import sqlalchemy as sa

from bot.civic.announcements.plan import Follow, Plan
from bot.civic.announcements.progress import DeliveryState, RunKind
from bot.storage.subscriptions import audience
from bot.storage.tables import announcement_run, conversation, delivery, staff, subscription

SENDING = (RunKind.KIRIM, RunKind.UBAH)


def chosen(plan: Plan) -> sa.Select[int]:
    """Ids of the conversations, one column named `conversation_id`."""
    if plan.training:
        return _staff()
    if plan.mends is not None:
        got = sa.select(delivery.c.conversation_id)
        return got.where(reached(plan.mends.announcement), delivery.c.conversation_id.is_not(None))
    query = sa.select(subscription.c.conversation_id)
    if not plan.areas:
        return query.where(audience(plan.topic, None))
    return query.where(sa.or_(*(audience(plan.topic, area) for area in plan.areas)))


def reached(announcement_id: int) -> sa.ColumnElement[bool]:
    """The deliveries of the latest sending of that announcement that surely arrived."""
    latest = source_run(announcement_id).scalar_subquery()
    return sa.and_(delivery.c.run_id == latest, delivery.c.state == DeliveryState.SENT.value)


def source_run(announcement_id: int) -> sa.Select[int]:
    """The latest run that showed that announcement to anybody."""
    return sa.select(sa.func.max(announcement_run.c.id)).where(
        announcement_run.c.announcement_id == announcement_id,
        announcement_run.c.kind.in_([kind.value for kind in SENDING]),
    )


def mended(plan: Plan) -> int | None:
    """The announcement whose messages are changed in place, if any."""
    if plan.mends is not None and plan.mends.how is Follow.UBAH:
        return plan.mends.announcement
    return None


def _staff() -> sa.Select[int]:
    """Staff, each in their own chat with the bot."""
    same = sa.and_(
        conversation.c.channel == staff.c.channel,
        conversation.c.person == staff.c.person,
        conversation.c.address == staff.c.person,
    )
    return (
        sa.select(conversation.c.id.label("conversation_id"))
        .join(staff, same)
        .where(conversation.c.blocked_at.is_(None), conversation.c.erased_at.is_(None))
    )
