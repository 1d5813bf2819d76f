"""Carry officers' wishes out: checked against role and agency, written to the history, audited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from bot.civic.cases import (
    BY_OFFICERS,
    NEEDS_WORDS,
    Case,
    CaseEvent,
    CaseRefusal,
    may_follow,
)
from bot.civic.kept_file import KeptFile
from bot.civic.reports import ReportEventKind, ReportStatus
from bot.civic.roles import Member, Role
from bot.civic.statistics.figures import Filters
from bot.civic.statistics.table import FileKind
from bot.dialogue import notices
from bot.dialogue.staff_effects import (
    ChangeCase,
    ExportFigures,
    FindCase,
    GrantRole,
    ListCases,
    ListStaff,
    NoteCase,
    ReadFigures,
    RevokeRole,
    SetSpike,
    StaffEffect,
    TagCase,
    Wrote,
)
from bot.dialogue.staff_events import (
    CaseChanged,
    CaseFound,
    CaseRefused,
    CasesListed,
    FiguresExported,
    FiguresRead,
    SpikeSet,
    StaffListed,
    StaffRefused,
    StaffResult,
)
from bot.use_cases.case_ports import Sent
from bot.use_cases.courier import Courier
from bot.use_cases.documents import Files
from bot.use_cases.export_statistics import document_of, is_empty, note_export
from bot.use_cases.ports import Charts, UnitOfWork
from bot.use_cases.read_statistics import view

CASES_PER_PAGE = 8
STAFF_CHANNEL = "telegram"


@dataclass(frozen=True, slots=True)
class PerformStaff:
    """Performs the wishes of one member of staff at one moment."""

    work: UnitOfWork
    courier: Courier
    charts: Charts
    files: Files
    member: Member
    conversation_id: int
    now: datetime

    def __call__(self, effect: StaffEffect) -> StaffResult:
        """Do it, or say why not."""
        match effect:
            case ListCases():
                return self._list(effect)
            case FindCase(number):
                case = self._visible(number)
                return CaseFound(case) if isinstance(case, Case) else case
            case ChangeCase():
                return self._change(effect)
            case NoteCase():
                return self._note(effect)
            case TagCase(number, tag):
                event = CaseEvent(
                    ReportEventKind.TANDA, self.now, tag=tag, staff=True, public=False
                )
                return self._record(number, event, tag.value)
            case ReadFigures(filters, days):
                return self._figures(filters, days)
            case ExportFigures(filters, kind):
                return self._export(filters, kind)
            case SetSpike(spike, shown):
                return self._set_spike(spike, shown=shown)
            case ListStaff() | GrantRole() | RevokeRole():
                return self._staff(effect)
        assert_never(effect)

    def _figures(self, filters: Filters, days: int) -> StaffResult:
        if not self._may_read(filters):
            return CaseRefused("", CaseRefusal.NOT_YOURS)
        world = self.courier.world
        found = view(self.work, world, filters)
        if not found.now.questions and not found.now.reports:
            return FiguresRead(found, days, None)
        names = {one.kode: one.nama for one in world.city.kecamatan}
        title = f"{filters.since:%d/%m/%Y} sampai {filters.until:%d/%m/%Y}"
        picture = self.charts.overview(found.now, title, names)
        photo = self.work.photos.add(self.conversation_id, picture, self.now)
        return FiguresRead(found, days, photo)

    def _export(self, filters: Filters, kind: FileKind) -> StaffResult:
        if not self._may_read(filters):
            return CaseRefused("", CaseRefusal.NOT_YOURS)
        found = view(self.work, self.courier.world, filters)
        if is_empty(found):
            return FiguresExported(filters, None)
        document = document_of(found, self.courier.world, (self.files, self.charts), kind)
        note_export(self.work, filters, kind, self.member.who, self.now)
        kept = self.work.documents.add(document, self.conversation_id, self.now)
        return FiguresExported(filters, KeptFile(kept, document.name))

    def _may_read(self, filters: Filters) -> bool:
        """Officers their own agency's figures; an officer without an agency has none."""
        if self.member.role.has_agency:
            return self.member.agency is not None and filters.agency == self.member.agency
        return self.member.role is not Role.WARGA

    def _set_spike(self, spike_id: int, *, shown: bool) -> StaffResult:
        if self.member.role is not Role.ADMIN:
            return StaffRefused("not_admin")
        spike = self.work.spikes.show(spike_id, shown=shown)
        if spike is not None:
            action = "show_spike" if shown else "hide_spike"
            self.work.staff.note(self.member.who, action, spike.service, str(spike_id), self.now)
        return SpikeSet(spike)

    def _list(self, effect: ListCases) -> StaffResult:
        if not self.member.role.handles_cases:
            return CaseRefused("", CaseRefusal.NOT_YOURS)
        agency = self.member.agency if self.member.role.has_agency else None
        if self.member.role.has_agency and agency is None:
            return CaseRefused("", CaseRefusal.UNKNOWN_AGENCY)
        window = (CASES_PER_PAGE + 1, effect.page * CASES_PER_PAGE)
        lines = self.work.cases.lines(agency, effect.kind, effect.today, window)
        counts = self.work.cases.counts(agency, effect.today)
        more = len(lines) > CASES_PER_PAGE
        return CasesListed(effect.kind, effect.page, lines[:CASES_PER_PAGE], counts, more)

    def _visible(self, number: str) -> Case | CaseRefused:
        case = self.work.cases.find(number)
        if case is None:
            return CaseRefused(number, CaseRefusal.UNKNOWN)
        if not self.member.sees(case.state.agency):
            return CaseRefused(number, CaseRefusal.NOT_YOURS)
        return case

    def _change(self, effect: ChangeCase) -> StaffResult:
        case = self._visible(effect.number)
        if isinstance(case, CaseRefused):
            return case
        if (reason := self._objection(effect, case)) is not None:
            return CaseRefused(effect.number, reason, case)
        event = CaseEvent(
            ReportEventKind.STATUS,
            self.now,
            status=effect.status,
            agency=effect.agency,
            staff=True,
        )
        after = self._write(effect.number, event, effect.wrote, effect.status.value)
        told = self.courier.to_reporter(after, effect.wrote)
        self.courier.to_joiners(after)
        if effect.status is ReportStatus.DITERUSKAN:
            self.courier.to_staff("forwarded", after, effect.wrote.words)
        return CaseChanged(after, told)

    def _note(self, effect: NoteCase) -> StaffResult:
        case = self._visible(effect.number)
        if isinstance(case, CaseRefused):
            return case
        if not effect.words and effect.photo is None and effect.file is None:
            return CaseRefused(effect.number, CaseRefusal.NEEDS_WORDS, case)
        event = CaseEvent(ReportEventKind.CATATAN, self.now, staff=True, public=effect.public)
        detail = "public" if effect.public else "internal"
        after = self._write(effect.number, event, effect.wrote, detail)
        told = effect.public and self.courier.note_to_reporter(after, effect.wrote)
        return CaseChanged(after, told)

    def _record(self, number: str, event: CaseEvent, detail: str) -> StaffResult:
        case = self._visible(number)
        if isinstance(case, CaseRefused):
            return case
        return CaseChanged(self._write(number, event, Wrote(), detail), told=False)

    def _write(self, number: str, event: CaseEvent, wrote: Wrote, detail: str) -> Case:
        photos = () if wrote.photo is None else (wrote.photo,)
        sent = Sent(self.conversation_id, photos, wrote.file.id if wrote.file else None)
        self.work.staff.note(self.member.who, event.kind.value, number, detail, self.now)
        return self.work.cases.record(number, event, self.member.who, wrote.words, sent)

    def _staff(self, effect: ListStaff | GrantRole | RevokeRole) -> StaffResult:
        if self.member.role is not Role.ADMIN:
            return StaffRefused("not_admin")
        staff = self.work.staff
        match effect:
            case GrantRole(role=role, agency=agency) if role.has_agency and not self._known(agency):
                return StaffRefused("bad_agency")
            case GrantRole(person, role, agency):
                if self._is_last_admin(person) and role is not Role.ADMIN:
                    return StaffRefused("last_admin")
                self._grant(person, Member(role, agency))
            case RevokeRole(person):
                if self._is_last_admin(person):
                    return StaffRefused("last_admin")
                if not staff.revoke(STAFF_CHANNEL, person, self.member.who, self.now):
                    return StaffRefused("unknown")
            case ListStaff():
                pass
        return StaffListed(
            tuple((one.person, one.role, one.agency, one.granted_by) for one in staff.members())
        )

    def _grant(self, person: str, member: Member) -> None:
        before = self.work.staff.member(STAFF_CHANNEL, person)
        self.work.staff.grant((STAFF_CHANNEL, person), member, self.member.who, self.now)
        if (before.role, before.agency) != (member.role, member.agency):
            told = notices.role_given(member, self.courier.world)
            self.courier.to_member(STAFF_CHANNEL, person, told)

    def _is_last_admin(self, person: str) -> bool:
        admins = {one.person for one in self.work.staff.members() if one.role is Role.ADMIN}
        return admins == {person}

    def _known(self, agency: str | None) -> bool:
        return agency is not None and self.courier.world.city.agency(agency) is not None

    def _objection(self, effect: ChangeCase, case: Case) -> CaseRefusal | None:
        """Why this change must not happen."""
        status = case.state.status
        if status is not effect.seen:
            return CaseRefusal.CHANGED_MEANWHILE
        if effect.unanswered and not case.unanswered:
            return CaseRefusal.ANSWERED
        if effect.status not in BY_OFFICERS or not may_follow(status, effect.status):
            return CaseRefusal.NOT_ALLOWED
        if effect.status in NEEDS_WORDS and not effect.wrote.words:
            return CaseRefusal.NEEDS_WORDS
        forwarded = effect.status is ReportStatus.DITERUSKAN
        if forwarded and not self._known(effect.agency):
            return CaseRefusal.UNKNOWN_AGENCY
        return None
