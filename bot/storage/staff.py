"""The staff list; every change is audited."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.civic.roles import Role
from bot.storage.tables import audit, staff

_ROLE = sa.select(staff.c.role).where(
    staff.c.channel == sa.bindparam("channel_"), staff.c.person == sa.bindparam("person_")
)


class SqlStaff:
    """Implements the `Staff` port."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def role_of(self, channel: str, person: str) -> Role:
        named = {"channel_": channel, "person_": person}
        found = self._connection.execute(_ROLE, named).scalar()
        return Role(found) if found else Role.WARGA

    def grant(self, channel: str, person: str, role: Role, by: str, now: datetime) -> None:
        if self.role_of(channel, person) is role:
            return
        self._connection.execute(sa.delete(staff).where(_is(channel, person)))
        row = {"channel": channel, "person": person, "role": role.value}
        self._connection.execute(sa.insert(staff).values(**row, granted_by=by, granted_at=now))
        self._note(by, "grant", channel, person, role.value, now)

    def revoke(self, channel: str, person: str, by: str, now: datetime) -> bool:
        gone = self._connection.execute(sa.delete(staff).where(_is(channel, person)))
        if gone.rowcount:
            self._note(by, "revoke", channel, person, None, now)
        return gone.rowcount > 0

    def members(self) -> tuple[tuple[str, str, Role], ...]:
        query = sa.select(staff).order_by(staff.c.channel, staff.c.person)
        rows = self._connection.execute(query)
        return tuple((row.channel, row.person, Role(row.role)) for row in rows)

    def _note(
        self, actor: str, action: str, channel: str, person: str, detail: str | None, at: datetime
    ) -> None:
        row = {"actor": actor, "action": action, "subject": f"{channel}:{person}", "detail": detail}
        self._connection.execute(sa.insert(audit).values(**row, at=at))


def _is(channel: str, person: str) -> sa.ColumnElement[bool]:
    return sa.and_(staff.c.channel == channel, staff.c.person == person)
