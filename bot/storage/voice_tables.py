"""What residents ask and how it went."""

from __future__ import annotations

import sqlalchemy as sa

from bot.civic.skm import Unsur
from bot.storage.columns import Moment, conversation_id, metadata, new_id

question = sa.Table(
    "question",
    metadata,
    new_id(),
    conversation_id(ondelete="SET NULL"),
    sa.Column("channel", sa.String(16), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("outcome", sa.String(16), nullable=False),
    sa.Column("entry", sa.String(48)),
    sa.Column("aspect", sa.String(16)),
    sa.Column("candidates", sa.Text, nullable=False),
    sa.Column("asked_at", Moment, nullable=False, index=True),
    sa.Column("gist", sa.Text),
    sa.Index(
        "ix_question_unanswered",
        "asked_at",
        sqlite_where=sa.text("outcome = 'unanswered'"),
        postgresql_where=sa.text("outcome = 'unanswered'"),
    ),
)
"""`gist`: the two words that say most, of a question without an answer; goes with its text."""

feedback = sa.Table(
    "feedback",
    metadata,
    new_id(),
    conversation_id(ondelete="SET NULL"),
    sa.Column("channel", sa.String(16), nullable=False),
    sa.Column("entry", sa.String(48), nullable=False),
    sa.Column("helpful", sa.Boolean, nullable=False),
    sa.Column("why", sa.String(16)),
    sa.Column("given_at", Moment, nullable=False, index=True),
)

attempt = sa.Table(
    "attempt",
    metadata,
    new_id(),
    conversation_id(ondelete="SET NULL"),
    sa.Column("pseudonym", sa.String(24), nullable=False),
    sa.Column("channel", sa.String(16), nullable=False),
    sa.Column("service", sa.String(48), nullable=False),
    sa.Column("opened_at", Moment, nullable=False, index=True),
    sa.Column("ask_at", Moment),
    sa.Column("asked_at", Moment),
    sa.Column("answered_at", Moment),
    sa.Column("outcome", sa.String(16)),
    sa.Column("ease", sa.Integer),
    sa.Column("burden", sa.String(16)),
    sa.Column("stage", sa.String(16)),
    sa.Column("kecamatan", sa.String(16)),
    sa.Index("ix_attempt_pseudonym_service", "pseudonym", "service"),
    sa.Index(
        "ix_attempt_to_ask",
        "ask_at",
        sqlite_where=sa.text("ask_at IS NOT NULL AND asked_at IS NULL"),
        postgresql_where=sa.text("ask_at IS NOT NULL AND asked_at IS NULL"),
    ),
)
"""`pseudonym` is random: it tells one person's attempts from another's, and leads to nobody."""

skm = sa.Table(
    "skm",
    metadata,
    new_id(),
    conversation_id(ondelete="SET NULL"),
    sa.Column("survey", sa.String(40), nullable=False, unique=True),
    sa.Column("pseudonym", sa.String(24), nullable=False),
    sa.Column("channel", sa.String(16), nullable=False),
    sa.Column("service", sa.String(48), nullable=False),
    sa.Column("kecamatan", sa.String(16)),
    sa.Column("given_at", Moment, nullable=False, index=True),
    *(sa.Column(unsur.value, sa.Integer) for unsur in Unsur),
)

indicator_reading = sa.Table(
    "indicator_reading",
    metadata,
    new_id(),
    sa.Column("since", sa.Date, nullable=False),
    sa.Column("until", sa.Date, nullable=False),
    sa.Column("method", sa.String(8), nullable=False),
    sa.Column("as_of", Moment, nullable=False),
    sa.Column("inputs", sa.LargeBinary, nullable=False),
    sa.Column("inputs_hash", sa.String(64), nullable=False),
    sa.Column("prior", sa.Text, nullable=False),
    sa.Column("reading", sa.Text, nullable=False),
)
"""`inputs`: compressed JSON, pseudonymous; its hash is published with the reading."""

stat_day = sa.Table(
    "stat_day",
    metadata,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("version", sa.BigInteger, nullable=False, index=True),
    sa.Column("reports", sa.LargeBinary, nullable=False),
    sa.Column("questions", sa.LargeBinary, nullable=False),
    sa.Column("feedback", sa.LargeBinary, nullable=False),
    sa.Column("attempts", sa.LargeBinary, nullable=False),
)
"""Packed rows of a local day; see `bot.civic.statistics.packs`. Each packing has a new version."""

stat_name = sa.Table(
    "stat_name",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("name", sa.String(48), nullable=False, unique=True),
)

stat_touched = sa.Table(
    "stat_touched",
    metadata,
    new_id(),
    sa.Column("at", Moment, nullable=False),
    sa.Column("report_id", sa.BigInteger),
)
"""What changed: the report filed at that moment, or the attempts of its day; see `touch`."""

handover = sa.Table(
    "handover",
    metadata,
    new_id(),
    conversation_id(ondelete="SET NULL"),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("asked_at", Moment, nullable=False),
    sa.Column("told_at", Moment),
    sa.Column("answer", sa.Text),
    sa.Column("answered_by", sa.String(80)),
    sa.Column("answered_at", Moment),
)
"""Questions handed to officers; an answer is the draft of an article.

`told_at`: when somebody who answers was told of it.
"""
