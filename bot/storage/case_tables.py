"""Reports, their history, and what was said and shown with them."""

from __future__ import annotations

import sqlalchemy as sa

from bot.storage.columns import BIG, Moment, conversation_id, metadata, new_id

report = sa.Table(
    "report",
    metadata,
    new_id(),
    sa.Column("number", sa.String(16), nullable=False, unique=True),
    sa.Column("case_number", sa.String(16)),
    sa.Column("draft", sa.String(40), unique=True),
    conversation_id(ondelete="SET NULL"),
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
    sa.Column("pseudonym", sa.String(24)),
    sa.Column("by_staff", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("fingerprint", sa.String(32)),
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
    sa.Column("waiting_since", Moment),
    sa.Column("announcement_id", BIG),
    sa.Index("ix_report_case_number", "case_number", unique=True),
    sa.Index("ix_report_agency_status", "agency", "status"),
    sa.Index("ix_report_service_step", "service", "step"),
    sa.Index("ix_report_filed_at", "filed_at"),
    sa.Index("ix_report_pseudonym_service", "pseudonym", "service"),
)

IS_FRICTION = report.c.announcement_id.is_(None)
"""Replies to announcements are cases like others, but no friction: no figure counts them."""

report_join = sa.Table(
    "report_join",
    metadata,
    new_id(),
    sa.Column("report_id", sa.ForeignKey("report.id"), nullable=False, index=True),
    conversation_id(ondelete="SET NULL"),
    sa.Column("severity", sa.String(16), nullable=False),
    sa.Column("kecamatan", sa.String(16)),
    sa.Column("joined_at", Moment, nullable=False, index=True),
    sa.UniqueConstraint("report_id", "conversation_id"),
)
"""People who said "me too": counted apart from reports."""

report_event = sa.Table(
    "report_event",
    metadata,
    new_id(),
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
    new_id(),
    sa.Column("event_id", sa.ForeignKey("report_event.id"), nullable=False, index=True),
    sa.Column("words", sa.Text, nullable=False),
)

photo = sa.Table(
    "photo",
    metadata,
    new_id(),
    conversation_id(ondelete="SET NULL"),
    sa.Column("event_id", sa.ForeignKey("report_event.id"), index=True),
    sa.Column("jpeg", sa.LargeBinary, nullable=False),
    sa.Column("kept_at", Moment, nullable=False),
)

document = sa.Table(
    "document",
    metadata,
    new_id(),
    conversation_id(ondelete="SET NULL"),
    sa.Column("event_id", sa.ForeignKey("report_event.id"), index=True),
    sa.Column("name", sa.String(120), nullable=False),
    sa.Column("mime", sa.String(100), nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("kept_at", Moment, nullable=False, index=True),
)
"""Files of cases, and files on their way: `outbox.document_id` names the one a message needs."""

spike = sa.Table(
    "spike",
    metadata,
    new_id(),
    sa.Column("service", sa.String(48), nullable=False),
    sa.Column("step", sa.String(48)),
    sa.Column("people", sa.Integer, nullable=False),
    sa.Column("usual", sa.Float, nullable=False),
    sa.Column("since", Moment, nullable=False),
    sa.Column("found_at", Moment, nullable=False),
    sa.Column("told", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("shown", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.Column("ended_at", Moment),
    sa.Index(
        "uq_spike_running",
        "service",
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    ),
)
"""At most one at a time for a service, however many processes look."""
