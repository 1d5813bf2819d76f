"""Who wants which news."""

from __future__ import annotations

import sqlalchemy as sa

from bot.storage.columns import metadata

subscription = sa.Table(
    "subscription",
    metadata,
    sa.Column(
        "conversation_id",
        sa.Integer,
        sa.ForeignKey("conversation.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    sa.Column("topic", sa.String(32), primary_key=True),
    sa.Column("area", sa.String(16), nullable=False, server_default=""),
    sa.Column("active", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.Index("ix_subscription_audience", "topic", "active", "area", "conversation_id"),
    sa.Index("ix_subscription_in_order", "topic", "active", "conversation_id"),
)
"""`area` is empty for the whole city. `active` is False while all news is switched off.

Both repeat what stands with the person, so that an audience is counted from one index,
and its people are listed in order from the other.
"""
