"""Published months of open data."""

from __future__ import annotations

import sqlalchemy as sa

from bot.storage.columns import metadata

open_month = sa.Table(
    "open_month",
    metadata,
    sa.Column("month", sa.Date, primary_key=True),
    sa.Column("published", sa.Date, nullable=False),
    sa.Column("reports", sa.Integer, nullable=False),
    sa.Column("groups", sa.LargeBinary, nullable=False),
)
"""Written once, never changed: what was public stays as it was. `groups`: compressed JSON."""
