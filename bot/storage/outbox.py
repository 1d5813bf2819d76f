"""The outbox: what was said, in order, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import assert_never

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.storage.addresses import WAITING, move, unreachable, wrote_since
from bot.storage.codec import RENDERED, Row, dump
from bot.storage.tables import outbox
from bot.use_cases.deliveries import (
    Button,
    Delivery,
    Gone,
    Moved,
    NewDelivery,
    OutboxKind,
    Refused,
    Rendered,
    RetryAt,
    SendResult,
    Sent,
    Shown,
    Unsure,
)

MAX_AGE = timedelta(hours=24)
PAGE = "web"
MAX_DOUBTS = 2
"""A reply whose fate is unknown is sent once more, then left as unsure."""

HIDDEN = dump(RENDERED, Rendered("Pesan ini hanya ditampilkan sekali."))
"""What is left of a message about an anonymous report after a while."""


class SqlOutbox:
    """Implements the `Outbox` port."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, deliveries: Sequence[NewDelivery], now: datetime) -> None:
        if not deliveries:
            return
        rows = [
            {
                "token": one.token,
                "channel": one.channel,
                "address": one.address,
                "conversation_id": one.conversation_id,
                "kind": one.kind.value,
                "payload": dump(RENDERED, one.rendered),
                "secret": one.secret,
                "edits": one.edits,
                "document_id": one.rendered.document.id if one.rendered.document else None,
                "status": "sent" if one.kind is OutboxKind.SAID else "pending",
                "not_before": now,
                "created_at": now,
            }
            for one in deliveries
        ]
        self._connection.execute(sa.insert(outbox), rows)

    def claim(
        self, channel: str, limit: int, now: datetime, lease_until: datetime
    ) -> tuple[Delivery, ...]:
        firsts = (
            sa.select(sa.func.min(outbox.c.id))
            .where(outbox.c.channel == channel, outbox.c.status.in_(WAITING))
            .group_by(outbox.c.address)
        )
        due = sa.or_(
            sa.and_(outbox.c.status == "pending", outbox.c.not_before <= now),
            sa.and_(outbox.c.status == "leased", outbox.c.lease_until <= now),
        )
        query = (
            sa.select(outbox)
            .where(outbox.c.id.in_(firsts), due)
            .order_by(outbox.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        rows = self._connection.execute(query).mappings().all()
        lost = [row for row in rows if row["status"] == "leased"]
        self._doubt([row["id"] for row in lost], "lease expired", now)
        again = [row for row in rows if row not in lost or row["doubts"] + 1 < MAX_DOUBTS]
        self._lease([row["id"] for row in again], lease_until)
        originals = self._messages([row["edits"] for row in again if row["edits"]])
        return tuple(_delivery(row, originals) for row in again)

    def settle(self, results: Mapping[int, SendResult], now: datetime) -> None:
        for row_id, result in results.items():
            self._settle_one(row_id, result, now)

    def find_button(self, channel: str, address: str, token: str, choice: str) -> Button | None:
        rendered = self.sent_to(channel, address, token)
        if rendered is None:
            return None
        for row in rendered.rows:
            for one in row:
                if one.id == choice:
                    return Button(one.action, token, one.label)
        return None

    def sent_to(self, channel: str, address: str, token: str) -> Rendered | None:
        mine = (outbox.c.channel == channel, outbox.c.address == address)
        query = sa.select(outbox.c.payload).where(outbox.c.token == token, *mine)
        found = self._connection.execute(query).scalar()
        return None if found is None else RENDERED.validate_json(found)

    def shown(self, channel: str, address: str, after: int, limit: int) -> tuple[Shown, ...]:
        mine = sa.and_(outbox.c.channel == channel, outbox.c.address == address)
        query = sa.select(outbox).where(mine, outbox.c.id > after).order_by(outbox.c.id)
        rows = self._connection.execute(query.limit(limit)).mappings().all()
        fresh = [row["id"] for row in rows if row["status"] in WAITING]
        if fresh:
            self._mark(fresh, "sent")
        return tuple(
            Shown(
                id=row["id"],
                mine=row["kind"] == OutboxKind.SAID,
                rendered=RENDERED.validate_json(row["payload"]),
                token=row["token"],
                edits=row["edits"],
                at=row["created_at"],
            )
            for row in rows
        )

    def pending(self, channel: str) -> int:
        waiting = sa.and_(outbox.c.channel == channel, outbox.c.status.in_(WAITING))
        return self._connection.execute(sa.select(sa.func.count()).where(waiting)).scalar_one()

    def hide_draft(self, conversation_id: int, draft: str) -> None:
        mine = outbox.c.conversation_id == conversation_id
        mentions = outbox.c.payload.like(f"%{re.sub(r'[^A-Za-z0-9-]', '', draft)}%")
        first = self._connection.execute(
            sa.select(sa.func.min(outbox.c.id)).where(mine, mentions)
        ).scalar()
        if first is None:
            return
        since = sa.update(outbox).where(mine, outbox.c.id >= first)
        self._connection.execute(
            since.where(outbox.c.status.not_in(WAITING)).values(payload=HIDDEN, secret=True)
        )
        self._connection.execute(since.where(outbox.c.status.in_(WAITING)).values(secret=True))

    def hide_secrets(self, before: datetime) -> int:
        """Hide secret messages written before that moment."""
        due = sa.and_(outbox.c.secret, outbox.c.created_at < before, outbox.c.payload != HIDDEN)
        hidden = sa.update(outbox).where(due, outbox.c.status.not_in(WAITING))
        return self._connection.execute(hidden.values(payload=HIDDEN)).rowcount

    def drop_old(self, before: datetime) -> int:
        """Drop messages that came to rest and were written before that moment."""
        # What waits on the page waits for somebody who did not come back.
        over = sa.or_(outbox.c.status.not_in(WAITING), outbox.c.channel == PAGE)
        old = sa.and_(outbox.c.created_at < before, over)
        return self._connection.execute(sa.delete(outbox).where(old)).rowcount

    def _settle_one(self, row_id: int, result: SendResult, now: datetime) -> None:
        match result:
            case Sent(message):
                self._mark([row_id], "sent", message=message, settled_at=now)
            case RetryAt(at, reason):
                self._retry(row_id, at, reason, now)
            case Gone(reason):
                self._gone(row_id, reason, now)
            case Refused(reason):
                self._mark([row_id], "refused", reason=reason[:200], settled_at=now)
            case Unsure(reason):
                self._doubt([row_id], reason, now)
            case Moved(address):
                self._move(row_id, address)
            case _:
                assert_never(result)

    def _mark(self, ids: Sequence[int], status: str, **values: object) -> None:
        row = sa.update(outbox).where(outbox.c.id.in_(ids))
        self._connection.execute(row.values(status=status, lease_until=None, **values))

    def _lease(self, ids: Sequence[int], until: datetime) -> None:
        if ids:
            row = sa.update(outbox).where(outbox.c.id.in_(ids))
            self._connection.execute(
                row.values(status="leased", lease_until=until, attempts=outbox.c.attempts + 1)
            )

    def _doubt(self, ids: Sequence[int], reason: str, now: datetime) -> None:
        if not ids:
            return
        row = sa.update(outbox).where(outbox.c.id.in_(ids))
        self._connection.execute(
            row.values(
                doubts=outbox.c.doubts + 1, reason=reason[:200], status="pending", lease_until=None
            )
        )
        final = row.where(outbox.c.doubts >= MAX_DOUBTS)
        self._connection.execute(final.values(status="unsure", settled_at=now))

    def _retry(self, row_id: int, at: datetime, reason: str, now: datetime) -> None:
        row = outbox.c.id == row_id
        hopeless = outbox.c.created_at < now - MAX_AGE
        self._connection.execute(
            sa.update(outbox)
            .where(row)
            .values(
                status=sa.case((hopeless, "refused"), else_="pending"),
                not_before=at,
                lease_until=None,
                reason=reason[:200],
            )
        )

    def _gone(self, row_id: int, reason: str, now: datetime) -> None:
        self._mark([row_id], "gone", reason=reason[:200], settled_at=now)
        found = self._row(row_id)
        if wrote_since(self._connection, found["conversation_id"], found["created_at"]):
            return
        unreachable(self._connection, found["channel"], found["address"], reason, now)

    def _move(self, row_id: int, address: str) -> None:
        found = self._row(row_id)
        move(self._connection, found["channel"], found["address"], address)
        self._mark([row_id], "pending")

    def _row(self, row_id: int) -> Row:
        query = sa.select(outbox).where(outbox.c.id == row_id)
        return self._connection.execute(query).mappings().one()

    def _messages(self, tokens: Sequence[str]) -> dict[str, str | None]:
        if not tokens:
            return {}
        query = sa.select(outbox.c.token, outbox.c.message).where(outbox.c.token.in_(tokens))
        return {row.token: row.message for row in self._connection.execute(query)}


def _delivery(row: Row, originals: Mapping[str, str | None]) -> Delivery:
    original = originals.get(row["edits"] or "")
    kind = OutboxKind(row["kind"])
    return Delivery(
        id=row["id"],
        token=row["token"],
        channel=row["channel"],
        address=row["address"],
        kind=kind if original or kind is not OutboxKind.EDIT else OutboxKind.SEND,
        rendered=RENDERED.validate_json(row["payload"]),
        edits_message=original,
        attempts=row["attempts"] + 1,
    )
