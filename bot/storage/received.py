"""What residents do with an announcement they got: answer it, press a button, stop its topic."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.storage.audience import source_run
from bot.storage.tables import announcement_run, conversation, delivery


class SqlReceived:
    """Implements the `Received` port."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_message(self, channel: str, address: str, message: str) -> int | None:
        query = _got(channel, address, announcement_run.c.announcement_id)
        latest = query.where(delivery.c.message == message).order_by(delivery.c.id.desc())
        return self._connection.execute(latest.limit(1)).scalar()

    def by(self, channel: str, address: str, announcement_id: int) -> bool:
        query = _got(channel, address, delivery.c.id)
        mine = query.where(announcement_run.c.announcement_id == announcement_id)
        return self._connection.execute(mine.limit(1)).first() is not None

    def press(self, conversation_id: int, announcement_id: int, button: int) -> None:
        pressed = delivery.c.pressed.bitwise_or(1 << button)
        self._change(conversation_id, announcement_id, pressed=pressed)

    def opt_out(self, conversation_id: int, announcement_id: int, *, out: bool) -> None:
        self._change(conversation_id, announcement_id, opted_out=out)

    def let_go(self, before: datetime, limit: int) -> int:
        over = sa.and_(
            announcement_run.c.finished_at < before, announcement_run.c.let_go.is_(False)
        )
        oldest = sa.select(sa.func.min(announcement_run.c.id)).where(over)
        run_id = self._connection.execute(oldest).scalar()
        if run_id is None:
            return 0
        linked = sa.and_(delivery.c.run_id == run_id, delivery.c.conversation_id.is_not(None))
        some = sa.select(delivery.c.id).where(linked).limit(limit)
        cut = sa.update(delivery).where(delivery.c.id.in_(some))
        count = self._connection.execute(cut.values(conversation_id=None, message=None)).rowcount
        if count < limit:
            done = sa.update(announcement_run).where(announcement_run.c.id == run_id)
            self._connection.execute(done.values(let_go=True))
        return count

    def _change(self, conversation_id: int, announcement_id: int, **values: object) -> None:
        latest = source_run(announcement_id).scalar_subquery()
        mine = sa.and_(delivery.c.run_id == latest, delivery.c.conversation_id == conversation_id)
        self._connection.execute(sa.update(delivery).where(mine).values(**values))


def _got(channel: str, address: str, column: sa.ColumnElement[Any]) -> sa.Select[tuple[Any]]:
    return (
        sa.select(column)
        .select_from(delivery)
        .join(announcement_run, announcement_run.c.id == delivery.c.run_id)
        .join(conversation, conversation.c.id == delivery.c.conversation_id)
        .where(conversation.c.channel == channel, conversation.c.address == address)
    )
