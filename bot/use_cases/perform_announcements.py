"""Carry out what staff do with announcements: checked, saved against what was seen, audited."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import assert_never

from bot.civic.announcements import life
from bot.civic.announcements.checks import Fault
from bot.civic.announcements.edits import edited
from bot.civic.announcements.life import Announcement, Changed, Refusal
from bot.civic.announcements.plan import Follow, Mends, Plan
from bot.civic.announcements.progress import DeliveryState, RunKind, RunStatus
from bot.civic.announcements.repeats import next_start
from bot.civic.kept_file import KeptFile
from bot.civic.roles import Member
from bot.dialogue.announcement_effects import (
    AnnouncementAct,
    AnnouncementEffect,
    AnnouncementExported,
    AnnouncementRefused,
    AnnouncementResult,
    AnnouncementShown,
    ApproveAnnouncement,
    ChangeAnnouncement,
    EditAnnouncement,
    ExportAnnouncement,
    FindAnnouncement,
    ListAnnouncements,
    MendAnnouncement,
    NewAnnouncement,
    ReviewWarning,
    SendBackAnnouncement,
    SteerAnnouncement,
    SubmitAnnouncement,
    WarnAtOnce,
)
from bot.use_cases.announcement_faults import faults_of
from bot.use_cases.announcement_ports import Run
from bot.use_cases.courier import Courier
from bot.use_cases.documents import Files
from bot.use_cases.export_announcement import announcement_document
from bot.use_cases.list_announcements import listed
from bot.use_cases.ports import UnitOfWork
from bot.use_cases.tell_announcements import TellAnnouncements

INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class PerformAnnouncements:
    """Performs the wishes of one member of staff at one moment.

    Files belong to the conversation of that number; to nobody if it is None.
    """

    work: UnitOfWork
    courier: Courier
    files: Files
    member: Member
    conversation_id: int | None
    now: datetime

    def __call__(self, effect: AnnouncementEffect) -> AnnouncementResult:
        """Do it, or say why not."""
        if not life.may_write(self.member):
            return AnnouncementRefused(getattr(effect, "id", 0), Refusal.NOT_YOURS)
        if isinstance(effect, ListAnnouncements):
            return listed(self.work, self.member, effect.scope)
        if isinstance(effect, ExportAnnouncement):
            return self._export(effect)
        if isinstance(effect, NewAnnouncement):
            agency = self.member.agency if self.member.role.has_agency else None
            made = self.work.announcements.add(effect.plan, self.member.who, agency, self.now)
            self._note("new", made)
            return self._shown(made, "new")
        return self._act(effect)

    def _act(self, act: AnnouncementAct) -> AnnouncementResult:
        one = self.work.announcements.get(act.id) if not isinstance(act, NewAnnouncement) else None
        if one is None or not life.may_see(one, self.member):
            return AnnouncementRefused(getattr(act, "id", 0), Refusal.UNKNOWN)
        if isinstance(act, FindAnnouncement):
            return replace(self._shown(one, "found"), screen=act.screen, of=act.of)
        seen = getattr(act, "seen", one.revision)
        if seen != one.revision:
            return self._refused(one, Refusal.CHANGED)
        if isinstance(act, MendAnnouncement):
            return self._mend(one, act.how)
        if isinstance(act, SteerAnnouncement):
            return self._steer(one, act)
        result = self._saved(one, self._decided(one, act), type(act).__name__)
        if isinstance(act, EditAnnouncement) and isinstance(result, AnnouncementShown):
            return replace(result, screen=act.screen, of=act.of)
        return result

    def _decided(self, one: Announcement, act: AnnouncementAct) -> Changed:
        match act:
            case ChangeAnnouncement(plan=plan):
                return life.change(one, plan, self.member)
            case EditAnnouncement(edits=edits):
                return life.change(one, edited(one.plan, edits), self.member)
            case SubmitAnnouncement():
                return self._fit(one) or life.submit(one, self.member)
            case ApproveAnnouncement():
                decided = life.approve(one, self.member, self.now)
                return decided if isinstance(decided, Refusal) else self._timed(decided)
            case SendBackAnnouncement(note=note):
                return life.send_back(one, self.member, note)
            case WarnAtOnce():
                return self._fit(one) or life.warn_at_once(one, self.member, self.now)
            case ReviewWarning(note=note):
                return life.review(one, self.member, note)
            case _:
                raise TypeError(act)

    def _timed(self, one: Announcement) -> Changed:
        """Approved, if it may go; a repeated one begins at the first of its times to come."""
        plan, world = one.plan, self.courier.world
        if plan.repeat is None or plan.start_at is None:
            return self._fit(one) or one
        since = max(self.now, plan.start_at - INSTANT)
        zone = world.city.zona_waktu
        first = next_start(plan.start_at, plan.repeat, since, world.calendar, zone)
        return self._fit(one) or replace(one, next_start=first)

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
        told = TellAnnouncements(self.work, self.courier)(act, before, fresh)
        return replace(self._shown(fresh, act), told=told)

    def _export(self, effect: ExportAnnouncement) -> AnnouncementResult:
        one = self.work.announcements.get(effect.id)
        if one is None or not life.may_see(one, self.member):
            return AnnouncementRefused(effect.id, Refusal.UNKNOWN)
        if not self.work.runs.of(one.id):
            return self._refused(one, Refusal.NOTHING_SENT)
        world = self.courier.world
        document = announcement_document(self.work, world, self.files, one, effect.file)
        kept = self.work.documents.add(document, self.conversation_id, self.now)
        self._note("export", one)
        return AnnouncementExported(one.id, document=KeptFile(kept, document.name))

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
        return faults_of(plan, self.courier.world, self.courier.wording)

    def _note(self, act: str, one: Announcement) -> None:
        subject = f"announcement:{one.id}"
        self.work.staff.note(self.member.who, act, subject, one.plan.fingerprint[:16], self.now)
