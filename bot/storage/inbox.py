"""The inbox: stored before the channel is told, worked off one conversation at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.dialogue.events import BotBlocked, InboundEvent, Prepared
from bot.storage.codec import INBOUND, PREPARED, dump, insert_new
from bot.storage.staff import member_of
from bot.storage.tables import Moment, conversation, inbox, staff
from bot.use_cases.deliveries import Claimed

SCRUBBED = "{}"
"""What is left of a message once it was worked off: nothing."""

Key = tuple[str, str, str]

_EARLIER = inbox.alias("earlier")
_IS_STAFF = sa.and_(
    staff.c.channel == conversation.c.channel, staff.c.person == conversation.c.person
)
_CANDIDATE = (
    sa.select(inbox, conversation.c.state, conversation.c.revision, staff.c.role, staff.c.agency)
    .join(conversation, conversation.c.id == inbox.c.conversation_id)
    .outerjoin(staff, _IS_STAFF)
    .where(
        inbox.c.status == "pending",
        ~sa.exists().where(
            _EARLIER.c.conversation_id == inbox.c.conversation_id,
            _EARLIER.c.status == "pending",
            _EARLIER.c.not_before > sa.bindparam("now", type_=Moment),
        ),
    )
    .order_by(inbox.c.id)
    .limit(1)
    .with_for_update(of=conversation, skip_locked=True)
)
_OLDEST = (
    sa.select(inbox, conversation.c.state, conversation.c.revision, staff.c.role, staff.c.agency)
    .join(conversation, conversation.c.id == inbox.c.conversation_id)
    .outerjoin(staff, _IS_STAFF)
    .where(inbox.c.conversation_id == sa.bindparam("locked"), inbox.c.status == "pending")
    .order_by(inbox.c.id)
    .limit(1)
)
_FINISH = (
    sa.update(inbox)
    .where(inbox.c.id == sa.bindparam("row"))
    .values(status="done", error=None, payload=SCRUBBED, settled_at=sa.bindparam("at"))
)


class SqlInbox:
    """Implements the `Inbox` port."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def store(self, events: Sequence[InboundEvent], now: datetime) -> int:
        if not events:
            return 0
        ids = self._conversations(events, now)
        rows = [
            {
                "channel": one.channel,
                "update_id": one.update,
                "conversation_id": ids[_key(one)],
                "payload": dump(INBOUND, one),
                "not_before": now,
                "received_at": now,
            }
            for one in events
        ]
        stored = insert_new(self._connection, inbox).returning(inbox.c.id)
        return len(self._connection.execute(stored, rows).all())

    def claim(self, now: datetime) -> Claimed | None:
        row = self._connection.execute(_CANDIDATE, {"now": now}).mappings().first()
        if row is not None and self._connection.dialect.name != "sqlite":
            # Read again under the lock: another worker may have finished the event meanwhile.
            # SQLite's transaction held everything from its beginning.
            locked = {"locked": row["conversation_id"]}
            row = self._connection.execute(_OLDEST, locked).mappings().first()
        if row is None:
            return None
        prepared = row["prepared"]
        inbound = INBOUND.validate_json(row["payload"])
        return Claimed(
            inbox_id=row["id"],
            conversation_id=row["conversation_id"],
            inbound=inbound,
            attempts=row["attempts"],
            state=row["state"],
            revision=row["revision"],
            member=member_of(inbound.channel, inbound.person, row["role"], row["agency"]),
            prepared=PREPARED.validate_json(prepared) if prepared else None,
        )

    def prepare(self, inbox_id: int, outcome: Prepared) -> None:
        row = inbox.c.id == inbox_id
        change = sa.update(inbox).where(row, inbox.c.status == "pending")
        self._connection.execute(change.values(prepared=dump(PREPARED, outcome)))

    def finish(self, inbox_id: int, now: datetime) -> None:
        self._connection.execute(_FINISH, {"row": inbox_id, "at": now})

    def put_off(self, inbox_id: int, error: str, until: datetime) -> None:
        change = sa.update(inbox).where(inbox.c.id == inbox_id, inbox.c.status == "pending")
        self._connection.execute(
            change.values(attempts=inbox.c.attempts + 1, error=error[:200], not_before=until)
        )

    def give_up(self, inbox_id: int, error: str, now: datetime) -> None:
        # A message that failed is kept for people to look at; one that was answered is not.
        change = sa.update(inbox).where(inbox.c.id == inbox_id)
        values = {"status": "failed", "error": error[:200], "settled_at": now}
        self._connection.execute(change.values(values))

    def pending(self) -> int:
        count = sa.select(sa.func.count()).where(inbox.c.status == "pending")
        return self._connection.execute(count).scalar_one()

    def waiting(self, channel: str, address: str) -> bool:
        found = (
            sa.select(inbox.c.id)
            .join(conversation, conversation.c.id == inbox.c.conversation_id)
            .where(
                conversation.c.channel == channel,
                conversation.c.address == address,
                inbox.c.status == "pending",
            )
            .limit(1)
        )
        return self._connection.execute(found).first() is not None

    def drop_old(self, before: datetime) -> int:
        """Drop events that came to rest and were received before that moment."""
        old = sa.and_(inbox.c.received_at < before, inbox.c.status != "pending")
        return self._connection.execute(sa.delete(inbox).where(old)).rowcount

    def _conversations(self, events: Sequence[InboundEvent], now: datetime) -> dict[Key, int]:
        keys = list(dict.fromkeys(_key(one) for one in events))
        ids = self._known(keys)
        missing = [key for key in keys if key not in ids]
        if missing:
            rows = [
                {
                    "channel": channel,
                    "address": address,
                    "person": person,
                    "created_at": now,
                    "updated_at": now,
                }
                for channel, address, person in missing
            ]
            self._connection.execute(insert_new(self._connection, conversation), rows)
            ids |= self._known(missing)
        writing = {ids[_key(one)] for one in events if not isinstance(one.event, BotBlocked)}
        back = sa.update(conversation).where(
            conversation.c.id.in_(writing),
            sa.or_(conversation.c.blocked_at.is_not(None), conversation.c.erased_at.is_not(None)),
        )
        self._connection.execute(back.values(blocked_at=None, erased_at=None))
        return ids

    def _known(self, keys: Sequence[Key]) -> dict[Key, int]:
        columns = (conversation.c.channel, conversation.c.address, conversation.c.person)
        rows = self._connection.execute(
            sa.select(conversation.c.id, *columns).where(
                conversation.c.address.in_({address for _, address, _ in keys})
            )
        )
        return {(row.channel, row.address, row.person): row.id for row in rows}


def _key(event: InboundEvent) -> Key:
    return (event.channel, event.address, event.person)
