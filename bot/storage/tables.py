"""The tables. Migrations are compared with this in the tests."""

from __future__ import annotations

import sqlalchemy as sa

from bot.storage.announcement_tables import announcement, announcement_run, delivery, pace
from bot.storage.case_tables import (
    IS_FRICTION,
    document,
    photo,
    report,
    report_event,
    report_join,
    report_words,
    spike,
)
from bot.storage.columns import Moment, conversation_id, metadata, new_id
from bot.storage.news_tables import subscription
from bot.storage.open_tables import open_month
from bot.storage.voice_tables import (
    attempt,
    feedback,
    handover,
    indicator_reading,
    question,
    skm,
    stat_day,
    stat_name,
    stat_touched,
)

__all__ = [
    "APART",
    "IS_FRICTION",
    "Moment",
    "accepted_name",
    "announcement",
    "announcement_run",
    "attempt",
    "audit",
    "conversation",
    "delivery",
    "document",
    "done_once",
    "feedback",
    "handover",
    "inbox",
    "indicator_reading",
    "metadata",
    "open_month",
    "outbox",
    "pace",
    "photo",
    "question",
    "report",
    "report_event",
    "report_join",
    "report_words",
    "skm",
    "spike",
    "staff",
    "stat_day",
    "stat_name",
    "stat_touched",
    "subscription",
]

APART = "blocked_at IS NOT NULL OR erased_at IS NOT NULL OR NOT subscribed"
"""People who want no news or cannot be reached; an index and a query have to say it alike."""

conversation = sa.Table(
    "conversation",
    metadata,
    new_id(),
    sa.Column("channel", sa.String(16), nullable=False),
    sa.Column("address", sa.String(64), nullable=False),
    sa.Column("person", sa.String(64), nullable=False),
    sa.Column("state", sa.Text),
    sa.Column("revision", sa.Integer, nullable=False, server_default="0"),
    sa.Column("pseudonym", sa.String(24)),
    sa.Column("follow_ups", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.Column("subscribed", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.Column("news_area", sa.String(16)),
    sa.Column("quiet_from", sa.Integer, nullable=False, server_default="21"),
    sa.Column("quiet_until", sa.Integer, nullable=False, server_default="6"),
    sa.Column("blocked_at", Moment),
    sa.Column("erased_at", Moment),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("updated_at", Moment, nullable=False),
    sa.UniqueConstraint("channel", "address", "person"),
    sa.Index(
        "ix_conversation_apart",
        "blocked_at",
        "erased_at",
        "subscribed",
        sqlite_where=sa.text(APART),
        postgresql_where=sa.text(APART),
    ),
)

inbox = sa.Table(
    "inbox",
    metadata,
    new_id(),
    sa.Column("channel", sa.String(16), nullable=False),
    sa.Column("update_id", sa.String(64), nullable=False),
    conversation_id(ondelete="CASCADE"),
    sa.Column("payload", sa.Text, nullable=False),
    sa.Column("prepared", sa.Text),
    sa.Column("status", sa.String(8), nullable=False, server_default="pending"),
    sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
    sa.Column("not_before", Moment, nullable=False),
    sa.Column("error", sa.String(200)),
    sa.Column("received_at", Moment, nullable=False),
    sa.Column("settled_at", Moment),
    sa.UniqueConstraint("channel", "update_id"),
    sa.Index(
        "ix_inbox_pending",
        "id",
        sqlite_where=sa.text("status = 'pending'"),
        postgresql_where=sa.text("status = 'pending'"),
    ),
)

outbox = sa.Table(
    "outbox",
    metadata,
    new_id(),
    sa.Column("token", sa.String(24), nullable=False, unique=True),
    sa.Column("channel", sa.String(16), nullable=False),
    sa.Column("address", sa.String(64), nullable=False),
    conversation_id(ondelete="CASCADE"),
    sa.Column("kind", sa.String(8), nullable=False),
    sa.Column("payload", sa.Text, nullable=False),
    sa.Column("secret", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("edits", sa.String(24)),
    sa.Column("document_id", sa.BigInteger().with_variant(sa.Integer, "sqlite")),
    sa.Column("status", sa.String(8), nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
    sa.Column("doubts", sa.Integer, nullable=False, server_default="0"),
    sa.Column("not_before", Moment, nullable=False),
    sa.Column("lease_until", Moment),
    sa.Column("message", sa.String(64)),
    sa.Column("reason", sa.String(200)),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("settled_at", Moment),
    sa.Index("ix_outbox_channel_address_id", "channel", "address", "id"),
    sa.Index(
        "ix_outbox_document_id",
        "document_id",
        sqlite_where=sa.text("document_id IS NOT NULL"),
        postgresql_where=sa.text("document_id IS NOT NULL"),
    ),
    sa.Index(
        "ix_outbox_waiting",
        "channel",
        "address",
        "id",
        sqlite_where=sa.text("status IN ('pending', 'leased')"),
        postgresql_where=sa.text("status IN ('pending', 'leased')"),
    ),
)

staff = sa.Table(
    "staff",
    metadata,
    sa.Column("channel", sa.String(16), primary_key=True),
    sa.Column("person", sa.String(64), primary_key=True),
    sa.Column("role", sa.String(16), nullable=False),
    sa.Column("agency", sa.String(48)),
    sa.Column("granted_by", sa.String(80), nullable=False),
    sa.Column("granted_at", Moment, nullable=False),
)

accepted_name = sa.Table(
    "accepted_name",
    metadata,
    sa.Column("name", sa.String(200), primary_key=True),
    sa.Column("entry", sa.String(48), nullable=False),
    sa.Column("accepted_by", sa.String(80), nullable=False),
    sa.Column("accepted_at", Moment, nullable=False),
)

audit = sa.Table(
    "audit",
    metadata,
    new_id(),
    sa.Column("at", Moment, nullable=False),
    sa.Column("actor", sa.String(80), nullable=False),
    sa.Column("action", sa.String(40), nullable=False),
    sa.Column("subject", sa.String(80), nullable=False),
    sa.Column("detail", sa.String(200)),
)

done_once = sa.Table(
    "done_once",
    metadata,
    sa.Column("task", sa.String(40), primary_key=True),
    sa.Column("period", sa.String(40), primary_key=True),
    sa.Column("done_at", Moment, nullable=False),
)
"""What a tick did for a period: a digest that was sent is not sent again."""
