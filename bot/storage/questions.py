"""What was asked, how it ended, and whether it helped."""

from __future__ import annotations

import json
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.dialogue.effects import RecordFeedback, RecordQuestion
from bot.storage.tables import conversation, feedback, question


class SqlQuestions:
    """Implements the `Questions` port."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(self, conversation_id: int, asked: RecordQuestion, now: datetime) -> None:
        self._connection.execute(
            sa.insert(question).values(
                conversation_id=conversation_id,
                channel=_channel_of(conversation_id),
                text=asked.text,
                outcome=asked.outcome.value,
                entry=asked.entry,
                aspect=asked.aspect,
                candidates=json.dumps(asked.candidates),
                asked_at=now,
            )
        )

    def feedback(self, conversation_id: int, given: RecordFeedback, now: datetime) -> None:
        self._connection.execute(
            sa.insert(feedback).values(
                conversation_id=conversation_id,
                channel=_channel_of(conversation_id),
                entry=given.entry,
                helpful=given.helpful,
                why=given.why,
                given_at=now,
            )
        )


def _channel_of(conversation_id: int) -> sa.ScalarSelect[str]:
    mine = conversation.c.id == conversation_id
    return sa.select(conversation.c.channel).where(mine).scalar_subquery()
