"""A made-up town of subscribers, an approved announcement for them, and what became of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import sqlalchemy as sa

from bot.civic.announcements.life import AnnouncementStatus
from bot.civic.announcements.plan import Plan
from bot.civic.roles import Member, Role
from bot.clock import now
from bot.storage.bulk import catch_up, insert_many
from bot.storage.database import SqlDatabase
from bot.storage.engine import open_engine
from bot.storage.migrate import upgrade
from bot.storage.tables import conversation, delivery, subscription

TOPIC = "layanan"
PLAN = Plan(TOPIC, (("id", "Loket kependudukan **tutup** besok. Buka lagi hari Senin."),))
FIRST_CHAT = 1_000_000
BORN = datetime(2026, 1, 1, tzinfo=UTC)
AREAS = tuple(f"36.73.0{place}" for place in range(1, 7))


def town(url: str, people: int) -> SqlDatabase:
    """A database with so many people who want the news, never quiet; chats from FIRST_CHAT on."""
    engine = open_engine(url)
    upgrade(engine, "benchmark")
    with engine.begin() as connection:
        columns = ("id", "channel", "address", "person", "quiet_from", "quiet_until",
                   "follow_ups", "subscribed", "revision", "created_at", "updated_at")  # fmt: skip
        rows = (
            (
                n,
                "telegram",
                str(FIRST_CHAT + n),
                str(FIRST_CHAT + n),
                0,
                0,
                True,
                True,
                0,
                BORN,
                BORN,
            )
            for n in range(1, people + 1)
        )
        insert_many(connection, conversation, columns, rows)
        catch_up(connection, [conversation])
        wanted = ((n, TOPIC, AREAS[n % len(AREAS)], True) for n in range(1, people + 1))
        insert_many(
            connection, subscription, ("conversation_id", "topic", "area", "active"), wanted
        )
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("ANALYZE"))
    return SqlDatabase(engine)


def approved(database: SqlDatabase, plan: Plan = PLAN) -> int:
    """An announcement that may start at once."""
    moment = now()
    with database.transaction() as work:
        work.staff.grant(("telegram", "8"), Member(Role.ADMIN), "benchmark", moment)
        one = work.announcements.add(plan, "telegram:9", None, moment)
        ready = replace(
            one,
            status=AnnouncementStatus.DISETUJUI,
            approver="telegram:8",
            approved_at=moment,
            approved_print=one.plan.fingerprint,
            next_start=moment,
        )
        work.announcements.save(ready)
    return one.id


def states(database: SqlDatabase) -> Counter[str]:
    """How many deliveries stand how."""
    query = sa.select(delivery.c.state, sa.func.count()).group_by(delivery.c.state)
    with database.engine.connect() as connection:
        return Counter(dict(connection.execute(query).all()))


def is_over(found: Counter[str], people: int) -> bool:
    """Everybody has an end."""
    under_way = sum(found[state] for state in ("waiting", "leased", "sending"))
    return not under_way and sum(found.values()) == people
