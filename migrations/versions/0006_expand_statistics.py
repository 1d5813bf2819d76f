"""Packed days: the roll-ups behind the statistics."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_report_pseudonym_service", "report", ["pseudonym", "service"])
    op.create_table(
        "stat_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("reports", sa.LargeBinary(), nullable=False),
        sa.Column("questions", sa.LargeBinary(), nullable=False),
        sa.Column("feedback", sa.LargeBinary(), nullable=False),
        sa.Column("attempts", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_stat_day")),
    )
    op.create_table(
        "stat_name",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=48), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stat_name")),
        sa.UniqueConstraint("name", name=op.f("uq_stat_name_name")),
    )
    op.create_table(
        "stat_touched",
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("at", name=op.f("pk_stat_touched")),
    )


def downgrade() -> None:
    for table in ("stat_touched", "stat_name", "stat_day"):
        op.drop_table(table)
    op.drop_index("ix_report_pseudonym_service", table_name="report")
