"""Typed values to JSON text and back."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, RowMapping
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import Insert
from sqlalchemy.sql.schema import Table

from bot.dialogue.events import InboundEvent, Prepared
from bot.use_cases.deliveries import Rendered

INBOUND: TypeAdapter[InboundEvent] = TypeAdapter(InboundEvent)
RENDERED: TypeAdapter[Rendered] = TypeAdapter(Rendered)
PREPARED: TypeAdapter[Prepared] = TypeAdapter(Prepared)

Row = RowMapping


def dump(adapter: TypeAdapter[Any], value: object) -> str:
    """JSON text of a typed value."""
    return adapter.dump_json(value).decode()


def insert_new(connection: Connection, table: Table) -> Insert:
    """An INSERT that passes over rows that are already there."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing()
    return postgresql.insert(table).on_conflict_do_nothing()
