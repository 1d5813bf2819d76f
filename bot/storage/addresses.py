"""People who cannot be reached any more, and chats that have a new address."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.storage.subscriptions import end
from bot.storage.tables import conversation, inbox, outbox

WAITING = ("pending", "leased")
"""States of the outbox in which a message is still on its way."""


def unreachable(
    connection: Connection, channel: str, address: str, reason: str, now: datetime
) -> None:
    """Nothing is sent there until they write again; their subscriptions end."""
    waiting = sa.update(outbox).where(
        outbox.c.channel == channel, outbox.c.address == address, outbox.c.status.in_(WAITING)
    )
    connection.execute(
        waiting.values(status="gone", reason=reason[:200], settled_at=now, lease_until=None)
    )
    them = sa.and_(conversation.c.channel == channel, conversation.c.address == address)
    connection.execute(sa.update(conversation).where(them).values(blocked_at=now))
    end(connection, them)


def move(connection: Connection, channel: str, address: str, new: str) -> None:
    """A group became a supergroup: the same chat under another address."""
    for table in (conversation, outbox):
        here = sa.and_(table.c.channel == channel, table.c.address == address)
        connection.execute(sa.update(table).where(here).values(address=new))


def wrote_since(connection: Connection, conversation_id: int, moment: datetime) -> bool:
    """True when the person wrote after that: news that they are gone is old news then."""
    query = sa.select(inbox.c.id).where(
        inbox.c.conversation_id == conversation_id, inbox.c.received_at > moment
    )
    return connection.execute(query.limit(1)).first() is not None
