"""The base: conversations, inbox, outbox, reports, questions, staff."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

REFUSAL = "report_event is append-only"

SQLITE_TRIGGERS = [
    f"CREATE TRIGGER report_event_no_{verb} BEFORE {verb} ON report_event "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for verb in ("UPDATE", "DELETE")
]
POSTGRESQL_TRIGGERS = [
    (
        "CREATE FUNCTION report_event_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    ),
    (
        "CREATE TRIGGER report_event_append_only BEFORE UPDATE OR DELETE ON report_event "
        "FOR EACH ROW EXECUTE FUNCTION report_event_refuse()"
    ),
]
TABLES = (
    "feedback",
    "question",
    "photo",
    "report_words",
    "report_event",
    "report",
    "audit",
    "staff",
    "outbox",
    "inbox",
    "conversation",
)


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("detail", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_table(
        "conversation",
        sa.Column("id", BIG, nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("revision", sa.Integer(), server_default="0", nullable=False),
        sa.Column("subscribed", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("blocked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation")),
        sa.UniqueConstraint(
            "channel", "address", "person", name=op.f("uq_conversation_channel_address_person")
        ),
    )
    op.create_table(
        "staff",
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("granted_by", sa.String(length=80), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("channel", "person", name=op.f("pk_staff")),
    )
    op.create_table(
        "feedback",
        sa.Column("id", BIG, nullable=False),
        sa.Column("conversation_id", BIG, nullable=True),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("entry", sa.String(length=48), nullable=False),
        sa.Column("helpful", sa.Boolean(), nullable=False),
        sa.Column("why", sa.String(length=16), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_feedback_conversation_id_conversation"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
    )
    op.create_index(
        op.f("ix_feedback_conversation_id"), "feedback", ["conversation_id"], unique=False
    )
    op.create_index(op.f("ix_feedback_given_at"), "feedback", ["given_at"], unique=False)
    op.create_table(
        "inbox",
        sa.Column("id", BIG, nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("update_id", sa.String(length=64), nullable=False),
        sa.Column("conversation_id", BIG, nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("prepared", sa.Text(), nullable=True),
        sa.Column("status", sa.String(length=8), server_default="pending", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("error", sa.String(length=200), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_inbox_conversation_id_conversation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("channel", "update_id", name=op.f("uq_inbox_channel_update_id")),
    )
    op.create_index(op.f("ix_inbox_conversation_id"), "inbox", ["conversation_id"], unique=False)
    op.create_index(
        "ix_inbox_pending",
        "inbox",
        ["id"],
        unique=False,
        sqlite_where=sa.text("status = 'pending'"),
        postgresql_where=sa.text("status = 'pending'"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", BIG, nullable=False),
        sa.Column("token", sa.String(length=24), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("conversation_id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("secret", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("edits", sa.String(length=24), nullable=True),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("doubts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("message", sa.String(length=64), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_outbox_conversation_id_conversation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("token", name=op.f("uq_outbox_token")),
    )
    op.create_index(
        "ix_outbox_channel_address_id", "outbox", ["channel", "address", "id"], unique=False
    )
    op.create_index(op.f("ix_outbox_conversation_id"), "outbox", ["conversation_id"], unique=False)
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["channel", "address", "id"],
        unique=False,
        sqlite_where=sa.text("status IN ('pending', 'leased')"),
        postgresql_where=sa.text("status IN ('pending', 'leased')"),
    )
    op.create_table(
        "question",
        sa.Column("id", BIG, nullable=False),
        sa.Column("conversation_id", BIG, nullable=True),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("entry", sa.String(length=48), nullable=True),
        sa.Column("aspect", sa.String(length=16), nullable=True),
        sa.Column("candidates", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_question_conversation_id_conversation"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
    )
    op.create_index(op.f("ix_question_asked_at"), "question", ["asked_at"], unique=False)
    op.create_index(
        op.f("ix_question_conversation_id"), "question", ["conversation_id"], unique=False
    )
    op.create_table(
        "report",
        sa.Column("id", BIG, nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("draft", sa.String(length=40), nullable=True),
        sa.Column("conversation_id", BIG, nullable=True),
        sa.Column("service", sa.String(length=48), nullable=False),
        sa.Column("step", sa.String(length=48), nullable=True),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("obstacle", sa.String(length=16), nullable=False),
        sa.Column("severity", sa.String(length=16), nullable=False),
        sa.Column("kecamatan", sa.String(length=16), nullable=True),
        sa.Column("kelurahan", sa.String(length=16), nullable=True),
        sa.Column("identity", sa.String(length=16), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("promised", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_report_conversation_id_conversation"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("draft", name=op.f("uq_report_draft")),
        sa.UniqueConstraint("number", name=op.f("uq_report_number")),
    )
    op.create_index(op.f("ix_report_conversation_id"), "report", ["conversation_id"], unique=False)
    op.create_table(
        "report_event",
        sa.Column("id", BIG, nullable=False),
        sa.Column("report_id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_event_report_id_report")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_event")),
    )
    op.create_index(op.f("ix_report_event_report_id"), "report_event", ["report_id"], unique=False)
    op.create_table(
        "photo",
        sa.Column("id", BIG, nullable=False),
        sa.Column("conversation_id", BIG, nullable=True),
        sa.Column("event_id", BIG, nullable=True),
        sa.Column("jpeg", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_photo_conversation_id_conversation"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["report_event.id"], name=op.f("fk_photo_event_id_report_event")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo")),
    )
    op.create_index(op.f("ix_photo_conversation_id"), "photo", ["conversation_id"], unique=False)
    op.create_index(op.f("ix_photo_event_id"), "photo", ["event_id"], unique=False)
    op.create_table(
        "report_words",
        sa.Column("id", BIG, nullable=False),
        sa.Column("event_id", BIG, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["report_event.id"], name=op.f("fk_report_words_event_id_report_event")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_words")),
    )
    op.create_index(op.f("ix_report_words_event_id"), "report_words", ["event_id"], unique=False)
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE_TRIGGERS if sqlite else POSTGRESQL_TRIGGERS:
        op.execute(statement)


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION report_event_refuse()")
