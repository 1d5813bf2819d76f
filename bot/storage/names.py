"""Names of services accepted while the program runs; every change is audited."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.storage.tables import accepted_name, audit


class SqlNames:
    """Implements the `Names` port."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def accept(self, name: str, entry: str, by: str, now: datetime) -> None:
        self._connection.execute(_delete(name))
        row = {"name": name, "entry": entry, "accepted_by": by, "accepted_at": now}
        self._connection.execute(sa.insert(accepted_name).values(**row))
        self._note(by, "accept_name", entry, name, now)

    def withdraw(self, name: str, by: str, now: datetime) -> bool:
        gone = self._connection.execute(_delete(name)).rowcount > 0
        if gone:
            self._note(by, "withdraw_name", "-", name, now)
        return gone

    def accepted(self) -> tuple[tuple[str, str], ...]:
        query = sa.select(accepted_name.c.name, accepted_name.c.entry)
        rows = self._connection.execute(query.order_by(accepted_name.c.name))
        return tuple((row.name, row.entry) for row in rows)

    def _note(self, actor: str, action: str, subject: str, detail: str, at: datetime) -> None:
        row = {"actor": actor, "action": action, "subject": subject, "detail": detail}
        self._connection.execute(sa.insert(audit).values(**row, at=at))


def _delete(name: str) -> sa.Delete:
    return sa.delete(accepted_name).where(accepted_name.c.name == name)
