"""Attempts and their outcome, the SKM, questions handed to officers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UNSUR = (
    "persyaratan",
    "prosedur",
    "waktu",
    "biaya",
    "produk",
    "kompetensi",
    "perilaku",
    "pengaduan",
    "sarana",
)


def _moment(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _text(name: str, length: int, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.String(length=length), nullable=nullable)


def _conversation(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["conversation_id"],
        ["conversation.id"],
        name=op.f(f"fk_{table}_conversation_id_conversation"),
        ondelete="SET NULL",
    )


def upgrade() -> None:
    op.add_column("conversation", _text("pseudonym", 24))
    op.add_column(
        "conversation",
        sa.Column("follow_ups", sa.Boolean(), server_default=sa.true(), nullable=False),
    )
    op.add_column("report", _text("pseudonym", 24))
    op.add_column(
        "report", sa.Column("by_staff", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column("report", _text("fingerprint", 32))
    op.create_table(
        "attempt",
        sa.Column("id", BIG, nullable=False),
        sa.Column("conversation_id", BIG, nullable=True),
        _text("pseudonym", 24, nullable=False),
        _text("channel", 16, nullable=False),
        _text("service", 48, nullable=False),
        _moment("opened_at", nullable=False),
        _moment("ask_at"),
        _moment("asked_at"),
        _moment("answered_at"),
        _text("outcome", 16),
        sa.Column("ease", sa.Integer(), nullable=True),
        _text("burden", 16),
        _text("kecamatan", 16),
        _conversation("attempt"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
    )
    op.create_index(op.f("ix_attempt_conversation_id"), "attempt", ["conversation_id"])
    op.create_index(op.f("ix_attempt_opened_at"), "attempt", ["opened_at"])
    op.create_index("ix_attempt_pseudonym_service", "attempt", ["pseudonym", "service"])
    waiting = sa.text("ask_at IS NOT NULL AND asked_at IS NULL")
    op.create_index(
        "ix_attempt_to_ask",
        "attempt",
        ["ask_at"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )
    op.create_table(
        "skm",
        sa.Column("id", BIG, nullable=False),
        sa.Column("conversation_id", BIG, nullable=True),
        _text("survey", 40, nullable=False),
        _text("pseudonym", 24, nullable=False),
        _text("channel", 16, nullable=False),
        _text("service", 48, nullable=False),
        _text("kecamatan", 16),
        _moment("given_at", nullable=False),
        *(sa.Column(unsur, sa.Integer(), nullable=True) for unsur in UNSUR),
        _conversation("skm"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skm")),
        sa.UniqueConstraint("survey", name=op.f("uq_skm_survey")),
    )
    op.create_index(op.f("ix_skm_conversation_id"), "skm", ["conversation_id"])
    op.create_index(op.f("ix_skm_given_at"), "skm", ["given_at"])
    op.create_table(
        "handover",
        sa.Column("id", BIG, nullable=False),
        sa.Column("conversation_id", BIG, nullable=True),
        sa.Column("question", sa.Text(), nullable=False),
        _moment("asked_at", nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        _text("answered_by", 80),
        _moment("answered_at"),
        _conversation("handover"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
    )
    op.create_index(op.f("ix_handover_conversation_id"), "handover", ["conversation_id"])


def downgrade() -> None:
    for table in ("handover", "skm", "attempt"):
        op.drop_table(table)
    for column in ("fingerprint", "by_staff", "pseudonym"):
        op.drop_column("report", column)
    for column in ("follow_ups", "pseudonym"):
        op.drop_column("conversation", column)
