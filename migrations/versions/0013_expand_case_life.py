"""The life of cases: attached files, what waits for somebody, and where an attempt was hindered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
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
    op.add_column("report", sa.Column("waiting_since", MOMENT, nullable=True))
    op.execute(
        "UPDATE report SET waiting_since = (SELECT max(at) FROM report_event "
        "WHERE report_event.report_id = report.id AND report_event.status = 'menunggu_warga') "
        "WHERE status = 'menunggu_warga'"
    )
    op.add_column("attempt", sa.Column("stage", sa.String(16), nullable=True))
    op.add_column("handover", sa.Column("told_at", MOMENT, nullable=True))


def downgrade() -> None:
    op.drop_column("handover", "told_at")
    op.drop_column("attempt", "stage")
    op.drop_column("report", "waiting_since")
    with op.batch_alter_table("document") as table:
        table.drop_index("ix_document_event_id")
        table.drop_constraint(op.f("fk_document_event_id_report_event"), type_="foreignkey")
        table.drop_column("event_id")
