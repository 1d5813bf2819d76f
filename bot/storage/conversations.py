"""Conversation states with a revision."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.storage.tables import conversation


class SqlConversations:
    """Implements the `Conversations` port."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, conversation_id: int, state: str, seen_revision: int, now: datetime) -> bool:
        seen = sa.and_(
            conversation.c.id == conversation_id, conversation.c.revision == seen_revision
        )
        change = sa.update(conversation).where(seen)
        saved = self._connection.execute(
            change.values(state=state, revision=seen_revision + 1, updated_at=now)
        )
        return saved.rowcount == 1

    def idle_notes(self, before: datetime) -> tuple[tuple[int, str, int], ...]:
        query = sa.select(conversation.c.id, conversation.c.state, conversation.c.revision).where(
            conversation.c.state.like('%"kind":"adding-note"%'), conversation.c.updated_at < before
        )
        return tuple((row.id, row.state, row.revision) for row in self._connection.execute(query))
