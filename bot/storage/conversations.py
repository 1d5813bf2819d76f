"""Conversation states with a revision."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.storage.tables import conversation

_SAVE = (
    sa.update(conversation)
    .where(
        conversation.c.id == sa.bindparam("row"), conversation.c.revision == sa.bindparam("seen")
    )
    .values(
        state=sa.bindparam("state_"),
        revision=conversation.c.revision + 1,
        updated_at=sa.bindparam("at"),
    )
)


class SqlConversations:
    """Implements the `Conversations` port."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, conversation_id: int, state: str, seen_revision: int, now: datetime) -> bool:
        values = {"row": conversation_id, "seen": seen_revision, "state_": state, "at": now}
        return self._connection.execute(_SAVE, values).rowcount == 1

    def idle(self, kind: str, before: datetime) -> tuple[tuple[int, str, int], ...]:
        query = sa.select(conversation.c.id, conversation.c.state, conversation.c.revision).where(
            conversation.c.state.contains(f'"kind":"{kind}"', autoescape=True),
            conversation.c.updated_at < before,
        )
        return tuple((row.id, row.state, row.revision) for row in self._connection.execute(query))
