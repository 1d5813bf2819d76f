"""The life of cases: files that officers attach, questions that wait for somebody."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0011"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("document") as table:
        table.add_column(sa.Column("event_id", BIG, nullable=True))
        table.create_foreign_key(
            op.f("fk_document_event_id_report_event"), "report_event", ["event_id"], ["id"]
        )
        table.create_index("ix_document_event_id", ["event_id"])
    op.add_column("handover", sa.Column("told_at", MOMENT, nullable=True))


def downgrade() -> None:
    op.drop_column("handover", "told_at")
    with op.batch_alter_table("document") as table:
        table.drop_index("ix_document_event_id")
        table.drop_constraint(op.f("fk_document_event_id_report_event"), type_="foreignkey")
        table.drop_column("event_id")
