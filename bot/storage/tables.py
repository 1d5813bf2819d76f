"""The tables. Migrations are compared with this in the tests."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """An aware moment, stored in UTC; SQLite itself knows no zones."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True)


def _conversation(*, ondelete: str) -> sa.Column[int]:
    return sa.Column(
        "conversation_id",
        sa.ForeignKey("conversation.id", ondelete=ondelete),
        nullable=ondelete == "SET NULL",
        index=True,
    )


conversation = sa.Table(
    "conversation",
    metadata,
    _id(),
    sa.Column("channel", sa.String(16), nullable=False),
    sa.Column("address", sa.String(64), nullable=False),
    sa.Column("person", sa.String(64), nullable=False),
    sa.Column("state", sa.Text),
    sa.Column("revision", sa.Integer, nullable=False, server_default="0"),
    sa.Column("subscribed", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.Column("blocked_at", Moment),
    sa.Column("erased_at", Moment),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("updated_at", Moment, nullable=False),
    sa.UniqueConstraint("channel", "address", "person"),
)

inbox = sa.Table(
    "inbox",
    metadata,
    _id(),
    sa.Column("channel", sa.String(16), nullable=False),
    sa.Column("update_id", sa.String(64), nullable=False),
    _conversation(ondelete="CASCADE"),
    sa.Column("payload", sa.Text, nullable=False),
    sa.Column("prepared", sa.Text),
    sa.Column("status", sa.String(8), nullable=False, server_default="pending"),
    sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
    sa.Column("not_before", Moment, nullable=False),
    sa.Column("error", sa.String(200)),
    sa.Column("received_at", Moment, nullable=False),
    sa.Column("settled_at", Moment),
    sa.UniqueConstraint("channel", "update_id"),
    sa.Index(
        "ix_inbox_pending",
        "id",
        sqlite_where=sa.text("status = 'pending'"),
        postgresql_where=sa.text("status = 'pending'"),
    ),
)

outbox = sa.Table(
    "outbox",
    metadata,
    _id(),
    sa.Column("token", sa.String(24), nullable=False, unique=True),
    sa.Column("channel", sa.String(16), nullable=False),
    sa.Column("address", sa.String(64), nullable=False),
    _conversation(ondelete="CASCADE"),
    sa.Column("kind", sa.String(8), nullable=False),
    sa.Column("payload", sa.Text, nullable=False),
    sa.Column("secret", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("edits", sa.String(24)),
    sa.Column("status", sa.String(8), nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
    sa.Column("doubts", sa.Integer, nullable=False, server_default="0"),
    sa.Column("not_before", Moment, nullable=False),
    sa.Column("lease_until", Moment),
    sa.Column("message", sa.String(64)),
    sa.Column("reason", sa.String(200)),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("settled_at", Moment),
    sa.Index("ix_outbox_channel_address_id", "channel", "address", "id"),
    sa.Index(
        "ix_outbox_waiting",
        "channel",
        "address",
        "id",
        sqlite_where=sa.text("status IN ('pending', 'leased')"),
        postgresql_where=sa.text("status IN ('pending', 'leased')"),
    ),
)

staff = sa.Table(
    "staff",
    metadata,
    sa.Column("channel", sa.String(16), primary_key=True),
    sa.Column("person", sa.String(64), primary_key=True),
    sa.Column("role", sa.String(16), nullable=False),
    sa.Column("agency", sa.String(48)),
    sa.Column("granted_by", sa.String(80), nullable=False),
    sa.Column("granted_at", Moment, nullable=False),
)

accepted_name = sa.Table(
    "accepted_name",
    metadata,
    sa.Column("name", sa.String(200), primary_key=True),
    sa.Column("entry", sa.String(48), nullable=False),
    sa.Column("accepted_by", sa.String(80), nullable=False),
    sa.Column("accepted_at", Moment, nullable=False),
)

audit = sa.Table(
    "audit",
    metadata,
    _id(),
    sa.Column("at", Moment, nullable=False),
    sa.Column("actor", sa.String(80), nullable=False),
    sa.Column("action", sa.String(40), nullable=False),
    sa.Column("subject", sa.String(80), nullable=False),
    sa.Column("detail", sa.String(200)),
)

report = sa.Table(
    "report",
    metadata,
    _id(),
    sa.Column("number", sa.String(16), nullable=False, unique=True),
    sa.Column("case_number", sa.String(16)),
    sa.Column("draft", sa.String(40), unique=True),
    _conversation(ondelete="SET NULL"),
    sa.Column("service", sa.String(48), nullable=False),
    sa.Column("step", sa.String(48)),
    sa.Column("stage", sa.String(16), nullable=False),
    sa.Column("obstacle", sa.String(16), nullable=False),
    sa.Column("severity", sa.String(16), nullable=False),
    sa.Column("kecamatan", sa.String(16)),
    sa.Column("kelurahan", sa.String(16)),
    sa.Column("identity", sa.String(16), nullable=False),
    sa.Column("status", sa.String(16), nullable=False),
    sa.Column("filed_at", Moment, nullable=False),
    sa.Column("promised", sa.Date, nullable=False),
    sa.Column("channel", sa.String(16)),
    sa.Column("agency", sa.String(48)),
    sa.Column("due", sa.Date),
    sa.Column("reply_by", Moment),
    sa.Column("level", sa.Integer, nullable=False, server_default="0"),
    sa.Column("first_reply_at", Moment),
    sa.Column("settled_at", Moment),
    sa.Column("closed_at", Moment),
    sa.Column("confirmed_at", Moment),
    sa.Column("disputed_at", Moment),
    sa.Column("reminded_at", Moment),
    sa.Column("tag", sa.String(16)),
    sa.Index("ix_report_case_number", "case_number", unique=True),
    sa.Index("ix_report_agency_status", "agency", "status"),
    sa.Index("ix_report_service_step", "service", "step"),
    sa.Index("ix_report_filed_at", "filed_at"),
)

report_join = sa.Table(
    "report_join",
    metadata,
    _id(),
    sa.Column("report_id", sa.ForeignKey("report.id"), nullable=False, index=True),
    _conversation(ondelete="SET NULL"),
    sa.Column("severity", sa.String(16), nullable=False),
    sa.Column("kecamatan", sa.String(16)),
    sa.Column("joined_at", Moment, nullable=False),
    sa.UniqueConstraint("report_id", "conversation_id"),
)
"""People who said "me too": counted apart from reports."""

done_once = sa.Table(
    "done_once",
    metadata,
    sa.Column("task", sa.String(40), primary_key=True),
    sa.Column("period", sa.String(40), primary_key=True),
    sa.Column("done_at", Moment, nullable=False),
)
"""What a tick did for a period: a digest that was sent is not sent again."""

report_event = sa.Table(
    "report_event",
    metadata,
    _id(),
    sa.Column("report_id", sa.ForeignKey("report.id"), nullable=False, index=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("actor", sa.String(80)),
    sa.Column("status", sa.String(16)),
    sa.Column("public", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.Column("agency", sa.String(48)),
    sa.Column("level", sa.Integer),
    sa.Column("promised", sa.Date),
    sa.Column("tag", sa.String(16)),
)
"""Append-only: triggers refuse changes. What residents wrote lies apart, so it can be erased."""

report_words = sa.Table(
    "report_words",
    metadata,
    _id(),
    sa.Column("event_id", sa.ForeignKey("report_event.id"), nullable=False, index=True),
    sa.Column("words", sa.Text, nullable=False),
)

photo = sa.Table(
    "photo",
    metadata,
    _id(),
    _conversation(ondelete="SET NULL"),
    sa.Column("event_id", sa.ForeignKey("report_event.id"), index=True),
    sa.Column("jpeg", sa.LargeBinary, nullable=False),
    sa.Column("kept_at", Moment, nullable=False),
)

question = sa.Table(
    "question",
    metadata,
    _id(),
    _conversation(ondelete="SET NULL"),
    sa.Column("channel", sa.String(16), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("outcome", sa.String(16), nullable=False),
    sa.Column("entry", sa.String(48)),
    sa.Column("aspect", sa.String(16)),
    sa.Column("candidates", sa.Text, nullable=False),
    sa.Column("asked_at", Moment, nullable=False, index=True),
)

feedback = sa.Table(
    "feedback",
    metadata,
    _id(),
    _conversation(ondelete="SET NULL"),
    sa.Column("channel", sa.String(16), nullable=False),
    sa.Column("entry", sa.String(48), nullable=False),
    sa.Column("helpful", sa.Boolean, nullable=False),
    sa.Column("why", sa.String(16)),
    sa.Column("given_at", Moment, nullable=False, index=True),
)
