"""What tables are made of: names of constraints, moments in UTC, common columns."""

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


BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def new_id() -> sa.Column[int]:
    """The primary key."""
    return sa.Column("id", BIG, primary_key=True)


def conversation_id(*, ondelete: str) -> sa.Column[int]:
    """Whose it is; nullable where it may outlive the person."""
    return sa.Column(
        "conversation_id",
        sa.ForeignKey("conversation.id", ondelete=ondelete),
        nullable=ondelete == "SET NULL",
        index=True,
    )
