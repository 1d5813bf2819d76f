"""Many rows at once: raw executemany on SQLite, COPY on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

import sqlalchemy as sa
from sqlalchemy import Connection


def insert_many(
    connection: Connection,
    table: sa.Table,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
) -> None:
    """Insert rows whose values stand in the order of `columns`; moments are aware."""
    names = ", ".join(f'"{name}"' for name in columns)
    raw = connection.connection.cursor()
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(columns))
        command = f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})'  # noqa: S608 - our own names
        raw.executemany(command, [[_plain(value) for value in row] for row in rows])
        return
    with raw.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(row)


def next_id(connection: Connection, table: sa.Table) -> int:
    """The first free primary key."""
    return int(connection.execute(sa.select(sa.func.max(table.c.id))).scalar() or 0) + 1


def catch_up(connection: Connection, tables: Iterable[sa.Table]) -> None:
    """After ids were given by hand, PostgreSQL's sequences must go on behind them."""
    if connection.dialect.name == "sqlite":
        return
    for table in tables:
        top = next_id(connection, table)
        sequence = sa.text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :top, false)")
        connection.execute(sequence, {"name": table.name, "top": top})


def _plain(value: object) -> object:
    """SQLite's driver knows neither zones nor days the way SQLAlchemy writes them."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
    return value.isoformat() if isinstance(value, date) else value
