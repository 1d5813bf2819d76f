"""Engines for SQLite and PostgreSQL from a plain address."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine, make_url

PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",
    "PRAGMA busy_timeout=5000",
    "PRAGMA foreign_keys=ON",
)


READING = {"reading": True}
"""Options of a connection that will only read."""

BINARY = {"binary": True}
"""Options of a statement that fetches large bytes: PostgreSQL would send them as digits."""


def open_engine(address: str) -> Engine:
    """An engine for `sqlite:///…` or `postgresql://…`; a missing SQLite folder is created."""
    url = make_url(address)
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    return _postgresql(url.set(drivername="postgresql+psycopg"))


def _postgresql(url: sa.URL) -> Engine:
    from psycopg.pq import Format  # noqa: PLC0415 - who uses SQLite does not wait for it

    engine = sa.create_engine(url, pool_size=8, max_overflow=8, pool_pre_ping=True)

    @sa.event.listens_for(engine, "before_cursor_execute")
    def _prepare(_connection: sa.Connection, cursor: Any, *rest: Any) -> None:  # noqa: ANN401 - the driver's object
        *_, context, _many = rest
        if context.execution_options.get("binary", False):
            cursor.format = Format.BINARY

    return engine


def _sqlite(url: sa.URL) -> Engine:
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(url, connect_args={"check_same_thread": False})

    @sa.event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's object
        # The driver's own transactions begin too late and lose updates; ours begin below.
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute(pragma)

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        reading = connection.get_execution_options().get("reading", False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine
