"""The tick of announcements: starts what is due, writes lists of people, ends what is done.

Each step is a transaction of its own, may be repeated, and may be taken over by another process.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.civic.announcements.life import (
    Announcement,
    AnnouncementStatus,
    held_back,
    ready,
)
from bot.civic.announcements.plan import Follow
from bot.civic.announcements.progress import RunKind, RunStatus
from bot.civic.announcements.repeats import next_start
from bot.civic.roles import Member
from bot.clock import Clock
from bot.dialogue.topics import announcement_notices as notices
from bot.dialogue.world import World
from bot.use_cases.announcement_ports import Run
from bot.use_cases.courier import Courier
from bot.use_cases.page_announcements import show_on_page
from bot.use_cases.ports import Database, UnitOfWork, WakeUp, Wording
from bot.use_cases.tell_announcements import TellAnnouncements

BATCH = 5000
"""Deliveries written in one transaction: replies wait for no more than that."""


@dataclass(frozen=True, slots=True)
class RunAnnouncements:
    """Call it every second or so."""

    database: Database
    world: Callable[[datetime], World]
    wording: Wording
    wake: WakeUp
    clock: Clock

    def __call__(self) -> None:
        """Everything that is to be done now."""
        if not self._anything():
            return
        self._start_due()
        for run in self._active():
            self._advance(run)
        with self.database.transaction() as work:
            work.runs.add_up()
        self.wake.outbox()

    def _anything(self) -> bool:
        with self.database.reading() as work:
            waiting = work.announcements.due(self.clock()) or work.runs.active()
            return bool(waiting) or work.runs.any_to_add_up()

    def _start_due(self) -> None:
        now = self.clock()
        with self.database.transaction() as work:
            for one in work.announcements.due(now):
                self._start(work, one, now)

    def _start(self, work: UnitOfWork, one: Announcement, now: datetime) -> None:
        courier = Courier(work, self.wording, self.world(now), now)
        why = ready(one, _as_of_now(work, one.approver), now)
        if why is not None:
            stopped = held_back(one, why)
            work.announcements.save(stopped)
            work.staff.note("bot", "held back", f"announcement:{one.id}", why.value, now)
            notices.held_back(courier.to_author, stopped, why)
            if stopped.status is AnnouncementStatus.MENUNGGU:
                fresh = replace(stopped, revision=stopped.revision + 1)
                TellAnnouncements(work, courier).approvers(fresh)
            return
        occurrence = one.next_start.isoformat() if one.plan.repeat and one.next_start else ""
        work.runs.start(one, _kind(one), occurrence, now)
        work.staff.note("bot", "start", f"announcement:{one.id}", occurrence, now)
        work.announcements.save(replace(one, status=AnnouncementStatus.MENGIRIM))

    def _active(self) -> tuple[Run, ...]:
        with self.database.transaction() as work:
            return work.runs.active()

    def _advance(self, run: Run) -> None:
        now = self.clock()
        if run.expires_at is not None and run.expires_at <= now:
            with self.database.transaction() as work:
                work.runs.switch(run.id, RunStatus.SELESAI, "expired", now)
                self._ended(work, run, now)
            return
        if run.status is RunStatus.DIJEDA:
            return
        while self._write(run):
            pass
        show_on_page(self.database, self.world, self.wording, self.clock)
        with self.database.transaction() as work:
            if work.runs.is_done(run.id):
                work.runs.switch(run.id, RunStatus.SELESAI, None, now)
                self._ended(work, run, now)

    def _write(self, run: Run) -> int:
        with self.database.transaction() as work:
            fresh = next((one for one in work.runs.active() if one.id == run.id), None)
            if fresh is None or fresh.status is not RunStatus.BERJALAN:
                return 0
            return work.runs.write(fresh, BATCH, self.clock())

    def _ended(self, work: UnitOfWork, run: Run, now: datetime) -> None:
        """Over for good, or until it is said again; its author gets the report."""
        one = work.announcements.get(run.announcement)
        if one is None:
            return
        world = self.world(now)
        if run.kind is not RunKind.TARIK and one.status is AnnouncementStatus.MENGIRIM:
            one = self._after(one, world)
            work.announcements.save(one)
        courier = Courier(work, self.wording, world, now)
        notices.ended(courier.to_author, one, work.runs.report(run.id))

    def _after(self, one: Announcement, world: World) -> Announcement:
        plan = one.plan
        if plan.repeat is None or plan.start_at is None:
            return replace(one, status=AnnouncementStatus.SELESAI, next_start=None)
        zone = world.city.zona_waktu
        again = next_start(plan.start_at, plan.repeat, world.now, world.calendar, zone)
        over = (
            one.unreviewed
            or again is None
            or (plan.expires_at is not None and again >= plan.expires_at)
        )
        if over:
            return replace(one, status=AnnouncementStatus.SELESAI, next_start=None)
        return replace(one, status=AnnouncementStatus.DISETUJUI, next_start=again)


def _kind(one: Announcement) -> RunKind:
    mends = one.plan.mends
    return RunKind.UBAH if mends is not None and mends.how is Follow.UBAH else RunKind.KIRIM


def _as_of_now(work: UnitOfWork, who: str | None) -> Member:
    channel, _, person = (who or "").partition(":")
    return work.staff.member(channel, person)
