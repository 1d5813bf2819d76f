"""Cases: agencies, escalation, the reporter's word on a closing, people who join a report."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=True)


def _report_columns() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("case_number", sa.String(length=16), nullable=True),
        sa.Column("channel", sa.String(length=16), nullable=True),
        sa.Column("agency", sa.String(length=48), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        _moment("reply_by"),
        sa.Column("level", sa.Integer(), server_default="0", nullable=False),
        _moment("first_reply_at"),
        _moment("settled_at"),
        _moment("closed_at"),
        _moment("confirmed_at"),
        _moment("disputed_at"),
        _moment("reminded_at"),
        sa.Column("tag", sa.String(length=16), nullable=True),
    )


def _event_columns() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("actor", sa.String(length=80), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=True),
        sa.Column("public", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("agency", sa.String(length=48), nullable=True),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("promised", sa.Date(), nullable=True),
        sa.Column("tag", sa.String(length=16), nullable=True),
    )


def upgrade() -> None:
    op.add_column("staff", sa.Column("agency", sa.String(length=48), nullable=True))
    for column in _report_columns():
        op.add_column("report", column)
    for column in _event_columns():
        op.add_column("report_event", column)
    op.execute("UPDATE report SET case_number = number, due = promised")
    # An index, not a constraint: SQLite would have to copy the table, and events refer to it.
    op.create_index("ix_report_case_number", "report", ["case_number"], unique=True)
    op.create_index("ix_report_agency_status", "report", ["agency", "status"])
    op.create_index("ix_report_service_step", "report", ["service", "step"])
    op.create_index("ix_report_filed_at", "report", ["filed_at"])
    op.create_table(
        "report_join",
        sa.Column("id", BIG, nullable=False),
        sa.Column("report_id", BIG, nullable=False),
        sa.Column("conversation_id", BIG, nullable=True),
        sa.Column("severity", sa.String(length=16), nullable=False),
        sa.Column("kecamatan", sa.String(length=16), nullable=True),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_join_report_id_report")
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_report_join_conversation_id_conversation"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_join")),
        sa.UniqueConstraint(
            "report_id", "conversation_id", name=op.f("uq_report_join_report_id_conversation_id")
        ),
    )
    op.create_index(op.f("ix_report_join_report_id"), "report_join", ["report_id"])
    op.create_index(op.f("ix_report_join_conversation_id"), "report_join", ["conversation_id"])
    op.create_table(
        "done_once",
        sa.Column("task", sa.String(length=40), nullable=False),
        sa.Column("period", sa.String(length=40), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("task", "period", name=op.f("pk_done_once")),
    )


def downgrade() -> None:
    op.drop_table("done_once")
    op.drop_table("report_join")
    for index in ("case_number", "agency_status", "service_step", "filed_at"):
        op.drop_index(f"ix_report_{index}", table_name="report")
    for column in _report_columns():
        op.drop_column("report", column.name)
    for column in _event_columns():
        op.drop_column("report_event", column.name)
    op.drop_column("staff", "agency")
