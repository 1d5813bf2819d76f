"""What was done for a period is not done again, however many processes try."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from bot.storage.codec import insert_new
from bot.storage.tables import done_once


class SqlOnce:
    """Implements the `Once` port."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def claim(self, task: str, period: str, now: datetime) -> bool:
        row = insert_new(self._connection, done_once).values(task=task, period=period, done_at=now)
        claimed = row.returning(done_once.c.task)
        return self._connection.execute(claimed).first() is not None
