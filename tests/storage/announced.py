"""Residents who want news, and an announcement for them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.civic.announcements.life import Announcement, AnnouncementStatus
from bot.civic.announcements.plan import Plan
from bot.civic.announcements.progress import RunKind
from bot.civic.news import NEVER_QUIET, Quiet
from bot.dialogue.events import InboundEvent, TextSent
from bot.storage.database import SqlDatabase
from bot.use_cases.announcement_ports import Run

NOON = datetime(2026, 11, 25, 12, tzinfo=ZoneInfo("Asia/Jakarta"))
PLAN = Plan("pajak", (("id", "Loket pajak tutup besok."),))


def residents(
    database: SqlDatabase, count: int, *, quiet: Quiet = NEVER_QUIET, first: int = 1
) -> list[int]:
    """So many who want news about taxes; their conversations."""
    numbers = [str(number) for number in range(first, first + count)]
    with database.transaction() as work:
        events = [InboundEvent("telegram", n, n, n, TextSent("halo")) for n in numbers]
        work.inbox.store(events, NOON)
        ids = [work.photos.conversation_of("telegram", number) for number in numbers]
        for one in ids:
            work.subscribers.want(one, "pajak", on=True)
            work.subscribers.be_quiet(one, quiet)
    return [one for one in ids if one is not None]


def announced(database: SqlDatabase, plan: Plan = PLAN, kind: RunKind = RunKind.KIRIM) -> Run:
    """A run of a fresh announcement, its people not written yet."""
    with database.transaction() as work:
        one = work.announcements.add(plan, "telegram:9", "bapenda", NOON)
        return begun(work, one, kind)


def begun(work, one: Announcement, kind: RunKind) -> Run:
    run = work.runs.start(one, kind, "", NOON)
    return next(found for found in work.runs.of(one.id) if found.id == run)


def written(database: SqlDatabase, run: Run, batch: int = 1000) -> int:
    """Write everybody; how many there were."""
    total = 0
    while True:
        with database.transaction() as work:
            fresh = next(one for one in work.runs.of(run.announcement) if one.id == run.id)
            count = work.runs.write(fresh, batch, NOON)
        if not count:
            return total
        total += count


__all__ = ["NOON", "PLAN", "AnnouncementStatus", "announced", "begun", "residents", "written"]
