"""Attempts, the SKM and questions for officers, under pseudonyms that lead to nobody."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.civic.attempts import ATTEMPT_DAYS, AttemptAnswer
from bot.dialogue.voice_effects import OpenAttempt, RecordSurvey, Waiting
from bot.storage.codec import insert_new
from bot.storage.tables import attempt, conversation, handover, skm
from bot.storage.touch import touch_attempt
from bot.use_cases.voice_ports import Draft, DueAttempt

_WAITING = (
    sa.select(handover.c.id, handover.c.question, handover.c.asked_at)
    .where(handover.c.answered_at.is_(None), handover.c.question != "")
    .order_by(handover.c.id)
)


def pseudonym_of(connection: Connection, conversation_id: int) -> str:
    """The person's random name in statistics, made at first need and forgotten with the person."""
    mine = conversation.c.id == conversation_id
    known = connection.execute(sa.select(conversation.c.pseudonym).where(mine)).scalar()
    if known is not None:
        return str(known)
    fresh = secrets.token_urlsafe(12)
    connection.execute(sa.update(conversation).where(mine).values(pseudonym=fresh))
    return fresh


def _channel(conversation_id: int) -> sa.ScalarSelect[str]:
    query = sa.select(conversation.c.channel).where(conversation.c.id == conversation_id)
    return query.scalar_subquery()


class SqlAttempts:
    """Implements the `Attempts` port."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(self, conversation_id: int, effect: OpenAttempt, now: datetime) -> None:
        run = self._connection.execute
        pseudonym = pseudonym_of(self._connection, conversation_id)
        mine = conversation.c.id == conversation_id
        willing = run(sa.select(conversation.c.follow_ups).where(mine)).scalar_one()
        same = sa.and_(
            attempt.c.pseudonym == pseudonym,
            attempt.c.service == effect.service,
            attempt.c.opened_at > now - timedelta(days=ATTEMPT_DAYS),
        )
        if run(sa.select(attempt.c.id).where(same).limit(1)).first() is not None:
            return
        values = {
            "conversation_id": conversation_id,
            "pseudonym": pseudonym,
            "channel": _channel(conversation_id),
            "service": effect.service,
            "opened_at": now,
            "ask_at": effect.ask_at if willing else None,
        }
        run(sa.insert(attempt).values(**values))

    def record(
        self, conversation_id: int, attempt_id: int, answer: AttemptAnswer, now: datetime
    ) -> None:
        told = {
            "outcome": answer.outcome.value if answer.outcome else None,
            "ease": answer.ease,
            "burden": answer.burden.value if answer.burden else None,
            "stage": answer.stage,
            "kecamatan": answer.kecamatan,
        }
        kept = {name: value for name, value in told.items() if value is not None}
        own = sa.and_(attempt.c.id == attempt_id, attempt.c.conversation_id == conversation_id)
        if not kept:
            return
        change = sa.update(attempt).where(own).values(answered_at=now, **kept)
        opened = self._connection.execute(change.returning(attempt.c.opened_at)).scalar()
        if opened is not None:
            touch_attempt(self._connection, opened)

    def take_due(self, now: datetime, limit: int) -> tuple[DueAttempt, ...]:
        query = (
            sa.select(
                attempt.c.id, attempt.c.service, attempt.c.conversation_id, attempt.c.opened_at
            )
            .join(conversation, conversation.c.id == attempt.c.conversation_id)
            .where(
                attempt.c.ask_at <= now,
                attempt.c.asked_at.is_(None),
                conversation.c.blocked_at.is_(None),
                conversation.c.erased_at.is_(None),
            )
            .order_by(attempt.c.id.desc())
            .limit(limit)
            .with_for_update(of=attempt, skip_locked=True)
        )
        latest: dict[int, DueAttempt] = {}
        let_go: list[int] = []
        for row in self._connection.execute(query):
            if row.conversation_id in latest:
                let_go.append(row.id)
            else:
                latest[row.conversation_id] = DueAttempt(row.id, row.service, row.conversation_id)
                touch_attempt(self._connection, row.opened_at)
        self._set([one.attempt for one in latest.values()], asked_at=now)
        self._set(let_go, ask_at=None)
        return tuple(latest.values())

    def follow_ups(self, conversation_id: int, *, on: bool) -> None:
        mine = conversation.c.id == conversation_id
        self._connection.execute(sa.update(conversation).where(mine).values(follow_ups=on))
        if not on:
            waiting = sa.and_(
                attempt.c.conversation_id == conversation_id, attempt.c.asked_at.is_(None)
            )
            self._connection.execute(sa.update(attempt).where(waiting).values(ask_at=None))

    def _set(self, ids: list[int], **values: object) -> None:
        if ids:
            rows = sa.update(attempt).where(attempt.c.id.in_(ids))
            self._connection.execute(rows.values(**values))


class SqlSurveys:
    """Implements the `Surveys` port."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(self, conversation_id: int, effect: RecordSurvey, now: datetime) -> None:
        first = {
            "conversation_id": conversation_id,
            "survey": effect.survey,
            "pseudonym": pseudonym_of(self._connection, conversation_id),
            "channel": _channel(conversation_id),
            "service": effect.service,
            "kecamatan": effect.kecamatan,
            "given_at": now,
        }
        self._connection.execute(insert_new(self._connection, skm).values(**first))
        own = sa.and_(skm.c.survey == effect.survey, skm.c.conversation_id == conversation_id)
        score = {effect.unsur.value: effect.score}
        self._connection.execute(sa.update(skm).where(own).values(**score))


class SqlHandovers:
    """Implements the `Handovers` port."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, conversation_id: int, question: str, now: datetime) -> int:
        values = {"conversation_id": conversation_id, "question": question, "asked_at": now}
        row = sa.insert(handover).values(**values).returning(handover.c.id)
        return int(self._connection.execute(row).scalar_one())

    def waiting(self) -> tuple[Waiting, ...]:
        return self._waiting(_WAITING)

    def untold(self) -> tuple[Waiting, ...]:
        untold = _WAITING.where(handover.c.told_at.is_(None))
        return self._waiting(untold.with_for_update(skip_locked=True))

    def mark_told(self, numbers: Collection[int], now: datetime) -> None:
        told = sa.update(handover).where(handover.c.id.in_(numbers))
        self._connection.execute(told.values(told_at=now))

    def _waiting(self, query: sa.Select[tuple[int, str, datetime]]) -> tuple[Waiting, ...]:
        return tuple(
            (row.id, row.question, row.asked_at) for row in self._connection.execute(query)
        )

    def answer(
        self, handover_id: int, words: str, by: str, now: datetime
    ) -> tuple[str, int | None] | None:
        free = sa.and_(handover.c.id == handover_id, handover.c.answered_at.is_(None))
        change = sa.update(handover).where(free)
        row = self._connection.execute(
            change.values(answer=words, answered_by=by, answered_at=now).returning(
                handover.c.question, handover.c.conversation_id
            )
        ).first()
        return (row.question, row.conversation_id) if row else None

    def drafts(self) -> tuple[Draft, ...]:
        answered = handover.c.answered_at.is_not(None)
        query = sa.select(handover).where(answered).order_by(handover.c.id)
        return tuple(
            Draft(row.id, row.question, row.answer, row.answered_by, row.answered_at)
            for row in self._connection.execute(query)
        )
