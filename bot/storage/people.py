"""Residents behind conversations: opt-out, blocking, export and erasure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.storage.addresses import WAITING
from bot.storage.announcements import needed_files
from bot.storage.outbox import HIDDEN
from bot.storage.own_data import OwnData
from bot.storage.subscriptions import end, switch
from bot.storage.tables import (
    attempt,
    conversation,
    delivery,
    document,
    feedback,
    handover,
    inbox,
    outbox,
    photo,
    question,
    report,
    report_event,
    report_join,
    report_words,
    skm,
)
from bot.storage.touch import touch_report
from bot.use_cases.case_ports import Recipient

SHOWN_FOR = timedelta(days=30)
"""The page shows messages for so long; its pictures have to be there."""


class SqlPeople:
    """Implements the `People` port."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def subscribe(self, conversation_id: int, *, on: bool, now: datetime) -> None:
        self._change(conversation_id, subscribed=on, updated_at=now)
        switch(self._connection, conversation_id, on=on)

    def mark_blocked(self, conversation_id: int, now: datetime) -> None:
        self._change(conversation_id, blocked_at=now)
        end(self._connection, conversation.c.id == conversation_id)
        waiting = sa.update(outbox).where(
            outbox.c.conversation_id == conversation_id, outbox.c.status.in_(WAITING)
        )
        self._connection.execute(
            waiting.values(status="gone", reason="blocked", settled_at=now, lease_until=None)
        )

    def export(self, conversation_id: int) -> Mapping[str, object]:
        return OwnData(self._connection).export(conversation_id)

    def erase(self, conversation_id: int, now: datetime) -> int:
        """Erase; reports and questions stay as counts, without words, photos or link."""
        events = (
            sa.select(report_event.c.id)
            .join(report, report.c.id == report_event.c.report_id)
            .where(report.c.conversation_id == conversation_id)
        )
        run = self._connection.execute
        run(sa.delete(report_words).where(report_words.c.event_id.in_(events)))
        self._leave_files(conversation_id, now)
        own_photo = photo.c.conversation_id == conversation_id
        run(sa.delete(photo).where(sa.or_(own_photo, photo.c.event_id.in_(events))))
        own_file = document.c.conversation_id == conversation_id
        run(sa.delete(document).where(sa.or_(own_file, document.c.event_id.in_(events))))
        run(self._unlink(delivery, conversation_id).values(conversation_id=None, message=None))
        run(
            self._unlink(question, conversation_id).values(text="", gist=None, conversation_id=None)
        )
        run(self._unlink(feedback, conversation_id).values(conversation_id=None))
        for table in (attempt, skm):
            run(self._unlink(table, conversation_id).values(conversation_id=None))
        run(self._unlink(handover, conversation_id).values(question="", conversation_id=None))
        self._leave_reports(conversation_id)
        cut = run(self._unlink(report, conversation_id).values(conversation_id=None))
        said = outbox.c.conversation_id == conversation_id
        run(sa.delete(outbox).where(said, outbox.c.status.not_in(WAITING)))
        run(sa.update(outbox).where(said).values(payload=HIDDEN))
        done = sa.and_(inbox.c.conversation_id == conversation_id, inbox.c.status != "pending")
        run(sa.delete(inbox).where(done))
        end(self._connection, conversation.c.id == conversation_id)
        self._change(
            conversation_id, erased_at=now, subscribed=False, pseudonym=None, news_area=None
        )
        return cut.rowcount

    def _leave_files(self, conversation_id: int, now: datetime) -> None:
        """What an officer gave to an announcement is the city's."""
        for table, ids in zip(
            (photo, document), needed_files(self._connection, now - SHOWN_FOR), strict=True
        ):
            given = self._unlink(table, conversation_id).where(table.c.id.in_(ids))
            self._connection.execute(given.values(conversation_id=None))

    def _leave_reports(self, conversation_id: int) -> None:
        """A report that was joined has one join less from now on."""
        mine = report_join.c.conversation_id == conversation_id
        joined = sa.select(report.c.id, report.c.filed_at).join(report_join).where(mine)
        for report_id, filed_at in self._connection.execute(joined).all():
            touch_report(self._connection, report_id, filed_at)
        self._connection.execute(sa.delete(report_join).where(mine))

    def recipient(self, conversation_id: int) -> Recipient | None:
        columns = (conversation.c.id, conversation.c.channel, conversation.c.address)
        query = sa.select(*columns, conversation.c.state).where(
            conversation.c.id == conversation_id,
            conversation.c.blocked_at.is_(None),
            conversation.c.erased_at.is_(None),
        )
        row = self._connection.execute(query).first()
        return Recipient(*row) if row else None

    def forget_erased(self, before: datetime) -> int:
        """Drop the addresses of people erased before that moment, once nothing waits for them."""
        waits = sa.exists().where(
            outbox.c.conversation_id == conversation.c.id, outbox.c.status.in_(WAITING)
        )
        gone = sa.delete(conversation).where(conversation.c.erased_at < before, ~waits)
        return self._connection.execute(gone).rowcount

    def _change(self, conversation_id: int, **values: object) -> None:
        change = sa.update(conversation).where(conversation.c.id == conversation_id)
        self._connection.execute(change.values(**values))

    def _unlink(self, table: sa.Table, conversation_id: int) -> sa.Update:
        return sa.update(table).where(table.c.conversation_id == conversation_id)
