"""Reports that answer an announcement, and runs whose people were let go of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("report", sa.Column("announcement_id", BIG, nullable=True))
    op.add_column(
        "announcement_run",
        sa.Column("let_go", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def downgrade() -> None:
    op.drop_column("announcement_run", "let_go")
    op.drop_column("report", "announcement_id")
