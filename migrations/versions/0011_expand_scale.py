"""Packed days with versions, marks of single changes, and what large cities are searched by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
PARTIAL = {
    "ix_question_unanswered": ("question", ["asked_at"], "outcome = 'unanswered'"),
    "ix_conversation_apart": (
        "conversation",
        ["blocked_at", "erased_at", "subscribed"],
        "blocked_at IS NOT NULL OR erased_at IS NOT NULL OR NOT subscribed",
    ),
}


def upgrade() -> None:
    # Both hold nothing that is not counted again from the raw rows.
    op.drop_table("stat_touched")
    op.drop_table("stat_day")
    _days(sa.Column("version", sa.BigInteger(), nullable=False))
    op.create_index("ix_stat_day_version", "stat_day", ["version"])
    op.create_table(
        "stat_touched",
        sa.Column("id", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("report_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stat_touched")),
    )
    op.add_column("question", sa.Column("gist", sa.Text(), nullable=True))
    for name, (table, columns, condition) in PARTIAL.items():
        where = sa.text(condition)
        op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    for name, (table, _, _) in PARTIAL.items():
        op.drop_index(name, table_name=table)
    op.drop_column("question", "gist")
    op.drop_table("stat_touched")
    op.drop_table("stat_day")
    _days()
    op.create_table(
        "stat_touched",
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("at", name=op.f("pk_stat_touched")),
    )


def _days(*more: sa.Column[int]) -> None:
    op.create_table(
        "stat_day",
        sa.Column("day", sa.Date(), nullable=False),
        *more,
        sa.Column("reports", sa.LargeBinary(), nullable=False),
        sa.Column("questions", sa.LargeBinary(), nullable=False),
        sa.Column("feedback", sa.LargeBinary(), nullable=False),
        sa.Column("attempts", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_stat_day")),
    )
