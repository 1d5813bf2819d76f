"""Announcements, their runs, the ledger of deliveries, and one pace for all who send."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def moment(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def number(name: str, *, nullable: bool = True) -> sa.Column[int]:
    return sa.Column(name, BIG, nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "announcement",
        number("id", nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("author", sa.String(length=80), nullable=False),
        sa.Column("agency", sa.String(length=48), nullable=True),
        sa.Column("approver", sa.String(length=80), nullable=True),
        moment("approved_at"),
        sa.Column("approved_print", sa.String(length=64), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        moment("next_start"),
        sa.Column("unreviewed", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("revision", sa.Integer(), nullable=False, server_default="0"),
        moment("created_at", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcement")),
    )
    op.create_index("ix_announcement_status_next_start", "announcement", ["status", "next_start"])
    _runs()
    _deliveries()
    op.create_index(
        "ix_subscription_in_order", "subscription", ["topic", "active", "conversation_id"]
    )
    op.create_table(
        "pace",
        sa.Column("channel", sa.String(length=16), nullable=False),
        moment("free_at", nullable=False),
        moment("busy_until", nullable=False),
        moment("held_until"),
        sa.Column("held_seconds", sa.Float(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("channel", name=op.f("pk_pace")),
    )


def _runs() -> None:
    op.create_table(
        "announcement_run",
        number("id", nullable=False),
        number("announcement_id", nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("occurrence", sa.String(length=32), nullable=False, server_default=""),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("training", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("tally", sa.Text(), nullable=True),
        number("written_to"),
        moment("expires_at"),
        moment("started_at", nullable=False),
        moment("finished_at"),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcement.id"],
            name=op.f("fk_announcement_run_announcement_id_announcement"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcement_run")),
        sa.UniqueConstraint(
            "announcement_id",
            "kind",
            "occurrence",
            name=op.f("uq_announcement_run_announcement_id_kind_occurrence"),
        ),
    )
    op.create_index(op.f("ix_announcement_run_status"), "announcement_run", ["status"])


def _deliveries() -> None:
    op.create_table(
        "delivery",
        number("id", nullable=False),
        number("run_id", nullable=False),
        number("conversation_id"),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        moment("not_before", nullable=False),
        moment("lease_until"),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("message", sa.String(length=64), nullable=True),
        sa.Column("reason", sa.String(length=100), nullable=True),
        moment("settled_at"),
        sa.Column("pressed", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("opted_out", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["announcement_run.id"],
            name=op.f("fk_delivery_run_id_announcement_run"),
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_delivery_conversation_id_conversation"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint(
            "run_id", "conversation_id", name=op.f("uq_delivery_run_id_conversation_id")
        ),
    )
    op.create_index(op.f("ix_delivery_conversation_id"), "delivery", ["conversation_id"])
    op.create_index("ix_delivery_queue", "delivery", ["run_id", "channel", "state", "not_before"])
    touched = sa.text("pressed > 0 OR opted_out")
    op.create_index(
        "ix_delivery_touched",
        "delivery",
        ["run_id"],
        sqlite_where=touched,
        postgresql_where=touched,
    )


def downgrade() -> None:
    op.drop_index("ix_subscription_in_order", table_name="subscription")
    for table in ("pace", "delivery", "announcement_run", "announcement"):
        op.drop_table(table)
