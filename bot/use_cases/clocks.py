"""What the clocks of cases bring about by themselves. Idempotent: run it as often as you like."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.civic.cases import CaseEvent
from bot.civic.clocks import digest_monday, level_due, nudge_due, reminder_due, unanswered_event
from bot.civic.reports import ReportEventKind
from bot.civic.roles import Role
from bot.clock import Clock
from bot.dialogue import notices
from bot.dialogue.world import World
from bot.use_cases.case_ports import Running
from bot.use_cases.courier import Courier
from bot.use_cases.ports import Database, UnitOfWork, WakeUp, Wording

WorldAt = Callable[[datetime], World]

SYSTEM = "sistem"
ASK_AGAIN_AFTER = timedelta(hours=24)
"""So long a reporter has to judge a closing before being asked once more: within 48 hours."""

STOP_ASKING_AFTER = timedelta(days=7)
DIGEST_LINES = 10


@dataclass(frozen=True, slots=True)
class CaseClocks:
    """Reminders, escalation, answers that do not come, the question after a closing, the digest."""

    database: Database
    world: WorldAt
    wording: Wording
    wake: WakeUp
    clock: Clock

    def __call__(self) -> None:
        """Look at every running case; each is worked off in a transaction of its own."""
        now = self.clock()
        world = self.world(now)
        with self.database.transaction() as work:
            running = work.cases.running()
            unjudged = work.cases.unjudged(now - STOP_ASKING_AFTER, now - ASK_AGAIN_AFTER)
        for case in running:
            if _event(case, world, now) is not None:
                self._move(case.case_number, world, now)
            self._nudge(case, world, now)
        for number, closed_at in unjudged:
            with self.database.transaction() as work:
                closing = f"{number} {closed_at:%Y-%m-%dT%H:%M:%S}"
                if work.once.claim("ask_again", closing, now):
                    self._courier(work, world, now).ask_again(number)
        self._digest(world, now)
        self.wake.outbox()

    def _move(self, number: str, world: World, now: datetime) -> None:
        """Look again under lock: an officer may have been faster."""
        with self.database.transaction() as work:
            case = work.cases.find(number)
            if case is None:
                return
            event = _event(Running(number, case.state, case.reply_by), world, now)
            if event is None:
                return
            after = work.cases.record(number, event, SYSTEM)
            courier = self._courier(work, world, now)
            if event.kind is ReportEventKind.TANPA_JAWABAN:
                courier.to_staff("unanswered", after)
                courier.unanswered(number)
            elif event.level is None:
                courier.to_staff("reminder", after)
            elif courier.to_staff("escalated", after):
                courier.escalated(number)

    def _nudge(self, case: Running, world: World, now: datetime) -> None:
        """Once for every question; whoever cannot be told sees it on the ticket."""
        asked, days = case.state.waiting_since, world.city.tunggu_warga.hari_kerja
        if asked is None or not nudge_due(world.day_of(asked), days, world.today, world.calendar):
            return
        with self.database.transaction() as work:
            if work.once.claim("nudge", f"{case.case_number} {asked:%Y-%m-%dT%H:%M:%S}", now):
                self._courier(work, world, now).nudge(case.case_number, asked)

    def _digest(self, world: World, now: datetime) -> None:
        """Mondays at eight, or as soon after as the program runs."""
        monday = digest_monday(world.local)
        if monday is None:
            return
        with self.database.transaction() as work:
            if not work.once.claim("overdue_digest", monday.isoformat(), now):
                return
            courier = self._courier(work, world, now)
            for agency in (one.id for one in world.city.instansi):
                self._digest_for(work, courier, (Role.PETUGAS, Role.KEPALA), agency, world.today)
            self._digest_for(work, courier, (Role.SEKDA, Role.ADMIN), None, world.today)

    def _digest_for(
        self,
        work: UnitOfWork,
        courier: Courier,
        roles: Iterable[Role],
        agency: str | None,
        today: date,
    ) -> None:
        lines = work.cases.lines(agency, "overdue", today, (DIGEST_LINES, 0))
        if lines:
            count = work.cases.counts(agency, today).overdue
            courier.to_roles(roles, agency, notices.digest(lines, count, courier.world))

    def _courier(self, work: UnitOfWork, world: World, now: datetime) -> Courier:
        return Courier(work, self.wording, world, now)


def _event(case: Running, world: World, now: datetime) -> CaseEvent | None:
    """What is due for the case, or None."""
    state, today, calendar = case.state, world.today, world.calendar
    if state.waiting_since is not None and today > world.answer_by(state.waiting_since):
        return unanswered_event(state, now, today, calendar)
    level = level_due(state, case.reply_by, now, today, calendar)
    if level > state.level:
        return CaseEvent(ReportEventKind.ESKALASI, now, level=level)
    if reminder_due(state, today, calendar):
        return CaseEvent(ReportEventKind.ESKALASI, now, public=False)
    return None
