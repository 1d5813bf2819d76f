"""Files on their way or of cases, in the database: every sender and every backup has them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.storage.addresses import WAITING
from bot.storage.tables import document, outbox
from bot.use_cases.documents import Document, clean_name


class SqlDocuments:
    """Implements the `Documents` port."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, file: Document, owner: int | None, now: datetime) -> int:
        row = sa.insert(document).values(
            conversation_id=owner,
            name=clean_name(file.name),
            mime=file.mime,
            content=file.content,
            kept_at=now,
        )
        return int(self._connection.execute(row.returning(document.c.id)).scalar_one())

    def get(self, document_id: int) -> Document | None:
        columns = (document.c.name, document.c.mime, document.c.content)
        query = sa.select(*columns).where(document.c.id == document_id)
        row = self._connection.execute(query).first()
        return Document(*row) if row else None

    def kept_since(self, owner: int, since: datetime) -> int:
        theirs = sa.and_(document.c.conversation_id == owner, document.c.kept_at >= since)
        count = sa.select(sa.func.count()).select_from(document).where(theirs)
        return self._connection.execute(count).scalar_one()

    def drop_sent(self, before: datetime, keep: Collection[int] = ()) -> int:
        needed = sa.exists().where(
            outbox.c.document_id == document.c.id, outbox.c.status.in_(WAITING)
        )
        loose = sa.and_(document.c.event_id.is_(None), document.c.id.not_in(keep))
        old = sa.and_(loose, document.c.kept_at < before, ~needed)
        return self._connection.execute(sa.delete(document).where(old)).rowcount
