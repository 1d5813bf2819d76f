"""Files on their way, and which message needs them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "document",
        sa.Column("id", BIG, nullable=False),
        sa.Column("conversation_id", BIG, nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("mime", sa.String(length=100), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_document_conversation_id_conversation"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    op.create_index(op.f("ix_document_conversation_id"), "document", ["conversation_id"])
    op.create_index(op.f("ix_document_kept_at"), "document", ["kept_at"])
    # A number, not a foreign key: SQLite would have to copy the table.
    op.add_column("outbox", sa.Column("document_id", BIG, nullable=True))
    there = sa.text("document_id IS NOT NULL")
    op.create_index(
        "ix_outbox_document_id",
        "outbox",
        ["document_id"],
        sqlite_where=there,
        postgresql_where=there,
    )


def downgrade() -> None:
    op.drop_index("ix_outbox_document_id", table_name="outbox")
    op.drop_column("outbox", "document_id")
    op.drop_table("document")
