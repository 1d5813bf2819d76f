"""Names of services that editors accept while the program runs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "accepted_name",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("entry", sa.String(length=48), nullable=False),
        sa.Column("accepted_by", sa.String(length=80), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_accepted_name")),
    )


def downgrade() -> None:
    op.drop_table("accepted_name")
