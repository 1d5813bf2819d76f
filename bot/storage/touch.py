"""Marks days whose packed statistics do not hold any more."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from bot.storage.codec import insert_new
from bot.storage.tables import stat_touched


def touch(connection: Connection, at: datetime) -> None:
    """Something that counts for the day of that moment changed."""
    connection.execute(insert_new(connection, stat_touched).values(at=at))
