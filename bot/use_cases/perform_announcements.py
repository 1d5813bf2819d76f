"""Carry out what staff do with announcements: checked, saved against what was seen, audited."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from bot.civic.announcements import life
from bot.civic.announcements.checks import Fault, Reader, faults
from bot.civic.announcements.life import Announcement, AnnouncementStatus, Changed, Refusal
from bot.civic.announcements.plan import Follow, Mends, Plan
from bot.civic.announcements.progress import DeliveryState, RunKind, RunStatus
from bot.civic.roles import Member
from bot.dialogue.announcement_effects import (
    AnnouncementAct,
    AnnouncementEffect,
    AnnouncementRefused,
    AnnouncementResult,
    AnnouncementShown,
    AnnouncementsListed,
    ApproveAnnouncement,
    ChangeAnnouncement,
    ExportAnnouncement,
    FindAnnouncement,
    ListAnnouncements,
    ListScope,
    MendAnnouncement,
    NewAnnouncement,
    ReviewWarning,
    SendBackAnnouncement,
    SteerAnnouncement,
    SubmitAnnouncement,
    WarnAtOnce,
)
from bot.use_cases.announcement_ports import Run
from bot.use_cases.courier import Courier
from bot.use_cases.ports import UnitOfWork

LISTED = 10
SCOPES: dict[ListScope, tuple[AnnouncementStatus, ...]] = {
    "open": (
        AnnouncementStatus.DRAF,
        AnnouncementStatus.MENUNGGU,
        AnnouncementStatus.DISETUJUI,
        AnnouncementStatus.MENGIRIM,
    ),
    "waiting": (AnnouncementStatus.MENUNGGU,),
    "ended": (
        AnnouncementStatus.SELESAI,
        AnnouncementStatus.DITARIK,
        AnnouncementStatus.DIBATALKAN,
        AnnouncementStatus.KEDALUWARSA,
    ),
}


@dataclass(frozen=True, slots=True)
class PerformAnnouncements:
    """Performs the wishes of one member of staff at one moment."""

    work: UnitOfWork
    courier: Courier
    member: Member
    now: datetime

    def __call__(self, effect: AnnouncementEffect) -> AnnouncementResult:
        """Do it, or say why not."""
        if not life.may_write(self.member):
            return AnnouncementRefused(0, Refusal.NOT_YOURS)
        if isinstance(effect, ListAnnouncements):
            return self._listed(effect.scope)
        if isinstance(effect, ExportAnnouncement):
            raise NotImplementedError
        if isinstance(effect, NewAnnouncement):
            agency = self.member.agency
            made = self.work.announcements.add(effect.plan, self.member.who, agency, self.now)
            return self._shown(made, "new")
        return self._act(effect)

    def _act(self, act: AnnouncementAct) -> AnnouncementResult:
        one = self.work.announcements.get(act.id) if not isinstance(act, NewAnnouncement) else None
        if one is None or not life.may_see(one, self.member):
            return AnnouncementRefused(getattr(act, "id", 0), Refusal.UNKNOWN)
        if isinstance(act, FindAnnouncement):
            return self._shown(one, "found")
        seen = getattr(act, "seen", one.revision)
        if seen != one.revision:
            return self._refused(one, Refusal.CHANGED)
        if isinstance(act, MendAnnouncement):
            return self._mend(one, act.how)
        if isinstance(act, SteerAnnouncement):
            return self._steer(one, act)
        changed = self._decided(one, act)
        return self._saved(one, changed, type(act).__name__)

    def _decided(self, one: Announcement, act: AnnouncementAct) -> Changed:
        match act:
            case ChangeAnnouncement(plan=plan):
                return life.change(one, plan, self.member)
            case SubmitAnnouncement():
                return self._fit(one) or life.submit(one, self.member)
            case ApproveAnnouncement():
                decided = life.approve(one, self.member, self.now)
                return decided if isinstance(decided, Refusal) else self._fit(one) or decided
            case SendBackAnnouncement(note=note):
                return life.send_back(one, self.member, note)
            case WarnAtOnce():
                return self._fit(one) or life.warn_at_once(one, self.member, self.now)
            case ReviewWarning(note=note):
                return life.review(one, self.member, note)
            case _:
                raise TypeError(act)

    def _fit(self, one: Announcement) -> Refusal | None:
        """Why nobody should be asked to look at it, let alone get it."""
        if self._faults(one.plan):
            return Refusal.FAULTY
        return None if self.work.announcements.audience(one.plan) else Refusal.NOBODY

    def _steer(self, one: Announcement, act: SteerAnnouncement) -> AnnouncementResult:
        match act.how:
            case "pause":
                return self._switched(one, RunStatus.BERJALAN, RunStatus.DIJEDA)
            case "resume":
                return self._switched(one, RunStatus.DIJEDA, RunStatus.BERJALAN)
            case "cancel":
                return self._stopped(one, life.cancel(one, self.member), "cancelled")
            case "recall":
                return self._recalled(one)
        assert_never(act.how)

    def _switched(
        self, one: Announcement, before: RunStatus, after: RunStatus
    ) -> AnnouncementResult:
        runs = [run for run in self.work.runs.of(one.id) if run.status is before]
        if not runs:
            return self._refused(one, Refusal.STATUS)
        for run in runs:
            self.work.runs.switch(run.id, after, None, self.now)
        return self._saved(one, one, after.value)

    def _stopped(self, one: Announcement, changed: Changed, why: str) -> AnnouncementResult:
        if isinstance(changed, Refusal):
            return self._refused(one, changed)
        for run in self._open_runs(one):
            self.work.runs.switch(run.id, RunStatus.DIBATALKAN, why, self.now)
        return self._saved(one, changed, why)

    def _recalled(self, one: Announcement) -> AnnouncementResult:
        """Stop sending, and begin to delete what arrived."""
        changed = life.recall(one, self.member)
        if isinstance(changed, Announcement) and not self.work.runs.of(one.id):
            changed = Refusal.NOTHING_SENT
        result = self._stopped(one, changed, "recalled")
        if isinstance(result, AnnouncementShown):
            self.work.runs.start(result.announcement, RunKind.TARIK, "", self.now)
            return self._shown(result.announcement, "recalled")
        return result

    def _open_runs(self, one: Announcement) -> list[Run]:
        going = (RunStatus.BERJALAN, RunStatus.DIJEDA)
        return [run for run in self.work.runs.of(one.id) if run.status in going]

    def _mend(self, one: Announcement, how: Follow) -> AnnouncementResult:
        sent = [self.work.runs.report(run.id) for run in self.work.runs.of(one.id)]
        if not any(report.count(DeliveryState.SENT) for report in sent):
            return self._refused(one, Refusal.NOTHING_SENT)
        plan = replace(
            one.plan, mends=Mends(one.id, how), start_at=None, expires_at=None, repeat=None
        )
        fresh = self.work.announcements.add(plan, self.member.who, one.agency, self.now)
        self._note("mend", fresh)
        return self._shown(fresh, "mend")

    def _saved(self, before: Announcement, changed: Changed, act: str) -> AnnouncementResult:
        if isinstance(changed, Refusal):
            return self._refused(before, changed)
        if not self.work.announcements.save(changed):
            return self._refused(before, Refusal.CHANGED)
        fresh = replace(changed, revision=changed.revision + 1)
        self._note(act, fresh)
        return self._shown(fresh, act)

    def _listed(self, scope: ListScope) -> AnnouncementsListed:
        agency = self.member.agency if self.member.role.has_agency else None
        found = self.work.announcements.listed(SCOPES[scope], agency, LISTED)
        waiting = self.work.announcements.listed(SCOPES["waiting"], agency, LISTED)
        mine = sum(life.may_approve(one, self.member) for one in waiting)
        return AnnouncementsListed(scope, found, mine)

    def _refused(self, one: Announcement, reason: Refusal) -> AnnouncementRefused:
        return AnnouncementRefused(one.id, reason, self._shown(one, "refused"))

    def _shown(self, one: Announcement, done: str) -> AnnouncementShown:
        return AnnouncementShown(
            announcement=one,
            audience=self.work.announcements.audience(one.plan),
            faults=self._faults(one.plan) if one.status.is_open else (),
            runs=tuple(self.work.runs.report(run.id) for run in self.work.runs.of(one.id)),
            done=done,
            may_approve=life.may_approve(one, self.member),
        )

    def _faults(self, plan: Plan) -> tuple[Fault, ...]:
        world = self.courier.world
        wording = self.courier.wording
        reader = Reader(wording.length, wording.broken)
        known = world.knowledge.get
        return faults(plan, world.city, lambda id_: known(id_) is not None, reader, self.now)

    def _note(self, act: str, one: Announcement) -> None:
        subject = f"announcement:{one.id}"
        self.work.staff.note(self.member.who, act, subject, one.plan.fingerprint[:16], self.now)
