"""Files on their way, kept in the database so that every sender and every backup has them."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.storage.addresses import WAITING
from bot.storage.announcement_media import needed_files
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

    def drop_sent(self, before: datetime) -> int:
        needed = sa.exists().where(
            outbox.c.document_id == document.c.id, outbox.c.status.in_(WAITING)
        )
        announced = document.c.id.in_(needed_files(self._connection))
        old = sa.delete(document).where(document.c.kept_at < before, ~needed, ~announced)
        return self._connection.execute(old).rowcount
