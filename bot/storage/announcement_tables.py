"""Announcements, their runs, and who got what."""

from __future__ import annotations

import sqlalchemy as sa

from bot.storage.columns import BIG, Moment, metadata, new_id

TOUCHED = "pressed > 0 OR opted_out"

announcement = sa.Table(
    "announcement",
    metadata,
    new_id(),
    sa.Column("plan", sa.Text, nullable=False),
    sa.Column("status", sa.String(12), nullable=False),
    sa.Column("author", sa.String(80), nullable=False),
    sa.Column("agency", sa.String(48)),
    sa.Column("approver", sa.String(80)),
    sa.Column("approved_at", Moment),
    sa.Column("approved_print", sa.String(64)),
    sa.Column("note", sa.Text),
    sa.Column("next_start", Moment),
    sa.Column("unreviewed", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("revision", sa.Integer, nullable=False, server_default="0"),
    sa.Column("created_at", Moment, nullable=False),
    sa.Index("ix_announcement_status_next_start", "status", "next_start"),
)

announcement_run = sa.Table(
    "announcement_run",
    metadata,
    new_id(),
    sa.Column("announcement_id", BIG, sa.ForeignKey("announcement.id"), nullable=False),
    sa.Column("kind", sa.String(8), nullable=False),
    sa.Column("occurrence", sa.String(32), nullable=False, server_default=""),
    sa.Column("status", sa.String(12), nullable=False, index=True),
    sa.Column("urgent", sa.Boolean, nullable=False),
    sa.Column("training", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("tally", sa.Text),
    sa.Column("written_to", BIG),
    sa.Column("expires_at", Moment),
    sa.Column("started_at", Moment, nullable=False),
    sa.Column("finished_at", Moment),
    sa.Column("let_go", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.UniqueConstraint("announcement_id", "kind", "occurrence"),
)
"""`tally`: people by state, as JSON, once it is over and nothing of it is under way."""

delivery = sa.Table(
    "delivery",
    metadata,
    new_id(),
    sa.Column("run_id", BIG, sa.ForeignKey("announcement_run.id"), nullable=False),
    sa.Column(
        "conversation_id", BIG, sa.ForeignKey("conversation.id", ondelete="SET NULL"), index=True
    ),
    sa.Column("channel", sa.String(16), nullable=False),
    sa.Column("state", sa.String(8), nullable=False),
    sa.Column("not_before", Moment, nullable=False),
    sa.Column("lease_until", Moment),
    sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
    sa.Column("message", sa.String(64)),
    sa.Column("reason", sa.String(100)),
    sa.Column("settled_at", Moment),
    sa.Column("pressed", sa.Integer, nullable=False, server_default="0"),
    sa.Column("opted_out", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.UniqueConstraint("run_id", "conversation_id"),
    sa.Index("ix_delivery_queue", "run_id", "channel", "state", "not_before"),
    sa.Index(
        "ix_delivery_touched",
        "run_id",
        sqlite_where=sa.text(TOUCHED),
        postgresql_where=sa.text(TOUCHED),
    ),
)
"""Nobody has two deliveries of a run. `pressed` holds a bit for each button.

`message` is the channel's own id: of what was sent, or of what is to be edited or deleted.
"""

pace = sa.Table(
    "pace",
    metadata,
    sa.Column("channel", sa.String(16), primary_key=True),
    sa.Column("free_at", Moment, nullable=False),
    sa.Column("busy_until", Moment, nullable=False),
    sa.Column("held_until", Moment),
    sa.Column("held_seconds", sa.Float, nullable=False, server_default="0"),
)
"""When the next message may leave, over all workers; `held` while Telegram asks us to wait."""
