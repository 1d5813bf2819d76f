"""Spikes of reports: what residents are warned of and officers were told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "spike",
        sa.Column("id", BIG, nullable=False),
        sa.Column("service", sa.String(length=48), nullable=False),
        sa.Column("step", sa.String(length=48), nullable=True),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("usual", sa.Float(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("shown", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spike")),
    )
    running = sa.text("ended_at IS NULL")
    op.create_index(
        "uq_spike_running",
        "spike",
        ["service"],
        unique=True,
        sqlite_where=running,
        postgresql_where=running,
    )
    op.create_index(op.f("ix_report_join_joined_at"), "report_join", ["joined_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_report_join_joined_at"), table_name="report_join")
    op.drop_table("spike")
