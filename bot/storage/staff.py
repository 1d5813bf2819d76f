"""The staff list; every change of it and every act of staff is audited."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.civic.roles import Member, Role
from bot.storage.tables import audit, conversation, staff
from bot.use_cases.case_ports import Recipient
from bot.use_cases.people_ports import StaffRow


class SqlStaff:
    """Implements the `Staff` port."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def member(self, channel: str, person: str) -> Member:
        query = sa.select(staff.c.role, staff.c.agency).where(_is(channel, person))
        row = self._connection.execute(query).first()
        return member_of(channel, person, row.role, row.agency) if row else Member()

    def grant(self, who: tuple[str, str], member: Member, by: str, now: datetime) -> None:
        before = self.member(*who)
        if (before.role, before.agency) == (member.role, member.agency):
            return
        self._connection.execute(sa.delete(staff).where(_is(*who)))
        channel, person = who
        row = {
            "channel": channel,
            "person": person,
            "role": member.role.value,
            "agency": member.agency,
            "granted_by": by,
            "granted_at": now,
        }
        self._connection.execute(sa.insert(staff), row)
        detail = f"{member.role.value} {member.agency}" if member.agency else member.role.value
        self.note(by, "grant", f"{channel}:{person}", detail, now)

    def revoke(self, channel: str, person: str, by: str, now: datetime) -> bool:
        gone = self._connection.execute(sa.delete(staff).where(_is(channel, person)))
        if gone.rowcount:
            self.note(by, "revoke", f"{channel}:{person}", None, now)
        return gone.rowcount > 0

    def members(self) -> tuple[StaffRow, ...]:
        query = sa.select(staff).order_by(staff.c.channel, staff.c.person)
        return tuple(
            StaffRow(row.channel, row.person, Role(row.role), row.agency, row.granted_by)
            for row in self._connection.execute(query)
        )

    def reachable(self, roles: Iterable[Role], agency: str | None) -> tuple[Recipient, ...]:
        named: list[sa.ColumnElement[bool]] = [staff.c.role.in_([role.value for role in roles])]
        if agency is not None:
            named.append(staff.c.agency == agency)
        return self._reached(*named)

    def recipient(self, channel: str, person: str) -> Recipient | None:
        return next(iter(self._reached(_is(channel, person))), None)

    def _reached(self, *named: sa.ColumnElement[bool]) -> tuple[Recipient, ...]:
        columns = (conversation.c.id, conversation.c.channel, conversation.c.address)
        same = sa.and_(
            conversation.c.channel == staff.c.channel,
            conversation.c.person == staff.c.person,
            # Their own chat with the bot, not a group they once wrote in.
            conversation.c.address == staff.c.person,
        )
        query = (
            sa.select(*columns, conversation.c.state)
            .join(staff, same)
            .where(
                *named,
                conversation.c.blocked_at.is_(None),
                conversation.c.erased_at.is_(None),
            )
            .order_by(conversation.c.id)
        )
        return tuple(Recipient(*row) for row in self._connection.execute(query))

    def note(
        self, actor: str, action: str, subject: str, detail: str | None, now: datetime
    ) -> None:
        row = {"actor": actor, "action": action, "subject": subject, "detail": detail}
        self._connection.execute(sa.insert(audit).values(**row, at=now))


def member_of(channel: str, person: str, role: str | None, agency: str | None) -> Member:
    """What the staff list says of a person; a resident where it says nothing."""
    return Member(Role(role), agency, f"{channel}:{person}") if role else Member()


def _is(channel: str, person: str) -> sa.ColumnElement[bool]:
    return sa.and_(staff.c.channel == channel, staff.c.person == person)
