"""What was asked, how it ended, and whether it helped."""

from __future__ import annotations

import json
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.dialogue.effects import RecordFeedback, RecordQuestion
from bot.storage.tables import conversation, feedback, question

_CHANNEL = (
    sa.select(conversation.c.channel)
    .where(conversation.c.id == sa.bindparam("mine"))
    .scalar_subquery()
)
_ASK = sa.insert(question).values(channel=_CHANNEL)
_JUDGE = sa.insert(feedback).values(channel=_CHANNEL)


class SqlQuestions:
    """Implements the `Questions` port."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(self, conversation_id: int, asked: RecordQuestion, now: datetime) -> None:
        values = {
            "mine": conversation_id,
            "conversation_id": conversation_id,
            "text": asked.text,
            "outcome": asked.outcome.value,
            "entry": asked.entry,
            "aspect": asked.aspect,
            "candidates": json.dumps(asked.candidates),
            "asked_at": now,
            "gist": asked.gist,
        }
        self._connection.execute(_ASK, values)

    def feedback(self, conversation_id: int, given: RecordFeedback, now: datetime) -> None:
        values = {
            "mine": conversation_id,
            "conversation_id": conversation_id,
            "entry": given.entry,
            "helpful": given.helpful,
            "why": given.why,
            "given_at": now,
        }
        self._connection.execute(_JUDGE, values)
