"""Who wants which news."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("conversation") as table:
        table.add_column(sa.Column("news_area", sa.String(length=16)))
        table.add_column(sa.Column("quiet_from", sa.Integer(), nullable=False, server_default="21"))
        table.add_column(sa.Column("quiet_until", sa.Integer(), nullable=False, server_default="6"))
    op.create_table(
        "subscription",
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=32), nullable=False),
        sa.Column("area", sa.String(length=16), nullable=False, server_default=""),
        sa.Column("active", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_subscription_conversation_id_conversation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("conversation_id", "topic", name=op.f("pk_subscription")),
    )
    op.create_index(
        "ix_subscription_audience", "subscription", ["topic", "active", "area", "conversation_id"]
    )


def downgrade() -> None:
    op.drop_index("ix_subscription_audience", table_name="subscription")
    op.drop_table("subscription")
    with op.batch_alter_table("conversation") as table:
        for column in ("quiet_until", "quiet_from", "news_area"):
            table.drop_column(column)
