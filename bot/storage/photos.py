"""Pictures, kept in the database so that every worker and every backup has them."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.storage.announcement_media import needed_photos
from bot.storage.tables import conversation, photo


class SqlPhotos:
    """Implements the `Photos` port."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, conversation_id: int, jpeg: bytes, now: datetime) -> int:
        row = sa.insert(photo).values(conversation_id=conversation_id, jpeg=jpeg, kept_at=now)
        return int(self._connection.execute(row.returning(photo.c.id)).scalar_one())

    def get(self, photo_id: int) -> bytes | None:
        query = sa.select(photo.c.jpeg).where(photo.c.id == photo_id)
        return self._connection.execute(query).scalar()

    def conversation_of(self, channel: str, address: str) -> int | None:
        mine = sa.and_(conversation.c.channel == channel, conversation.c.address == address)
        return self._connection.execute(sa.select(conversation.c.id).where(mine)).scalar()

    def drop_unused(self, before: datetime) -> int:
        needed = needed_photos(self._connection)
        unused = sa.and_(
            photo.c.event_id.is_(None), photo.c.kept_at < before, photo.c.id.not_in(needed)
        )
        return self._connection.execute(sa.delete(photo).where(unused)).rowcount
