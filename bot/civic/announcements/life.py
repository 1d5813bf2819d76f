"""The life of an announcement: who may do what, and what follows. Two pairs of eyes, always."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.civic.announcements.plan import Plan
from bot.civic.roles import Member, Role

APPROVAL_LASTS = timedelta(days=30)
"""An approval older than this has to be given again before anything starts."""

AUTHORS = (Role.PETUGAS, Role.KEPALA, Role.SEKDA, Role.ADMIN)
APPROVERS = (Role.KEPALA, Role.SEKDA, Role.ADMIN)


class AnnouncementStatus(StrEnum):
    """draf, menunggu persetujuan, disetujui (waits for its start), mengirim, and four ends."""

    DRAF = "draf"
    MENUNGGU = "menunggu"
    DISETUJUI = "disetujui"
    MENGIRIM = "mengirim"
    SELESAI = "selesai"
    DIBATALKAN = "dibatalkan"
    KEDALUWARSA = "kedaluwarsa"
    DITARIK = "ditarik"

    @property
    def is_open(self) -> bool:
        """Something may still be sent."""
        return self in _OPEN


_OPEN = (
    AnnouncementStatus.DRAF,
    AnnouncementStatus.MENUNGGU,
    AnnouncementStatus.DISETUJUI,
    AnnouncementStatus.MENGIRIM,
)


class Refusal(StrEnum):
    """Why something was not done; nothing was changed then."""

    UNKNOWN = "unknown"
    NOT_YOURS = "not_yours"
    OWN = "own"
    STATUS = "status"
    CHANGED = "changed"
    FAULTY = "faulty"
    NOBODY = "nobody"
    NOT_URGENT = "not_urgent"
    EXPIRED = "expired"
    APPROVAL_OLD = "approval_old"
    APPROVER_GONE = "approver_gone"
    NOTE_MISSING = "note_missing"
    NOTHING_SENT = "nothing_sent"


@dataclass(frozen=True, slots=True)
class Announcement:
    """An announcement with its history in short. `revision` counts its saved changes.

    `next_start` is when it starts, for the first time or again; `note` is what the last reader
    said; `unreviewed` while a warning that left at once was not looked at by a second person.
    """

    id: int
    plan: Plan
    author: str
    agency: str | None
    created_at: datetime
    status: AnnouncementStatus = AnnouncementStatus.DRAF
    revision: int = 0
    approver: str | None = None
    approved_at: datetime | None = None
    approved_print: str | None = None
    note: str | None = None
    next_start: datetime | None = None
    unreviewed: bool = False


Changed = Announcement | Refusal


def may_write(member: Member) -> bool:
    """Whether this person announces anything at all."""
    return member.role in AUTHORS


def may_see(one: Announcement, member: Member) -> bool:
    """Its author, its agency, and those who see all agencies."""
    return may_write(member) and (one.author == member.who or member.sees(one.agency))


def may_approve(one: Announcement, member: Member) -> bool:
    """Another person whose business it is; nobody approves their own."""
    return member.role in APPROVERS and member.sees(one.agency) and member.who != one.author


def may_review(one: Announcement, member: Member) -> bool:
    """Another person than the one who sent a warning at once."""
    return member.role in APPROVERS and member.sees(one.agency) and member.who != one.approver


def change(one: Announcement, plan: Plan, member: Member) -> Changed:
    """Another text, audience or time; whatever was approved before is not any more.

    Whoever changed it last is its author: they must not be the one who approves it.
    """
    if not may_see(one, member):
        return Refusal.NOT_YOURS
    if one.status not in _OPEN[:3]:
        return Refusal.STATUS
    fresh = replace(one, plan=plan, status=AnnouncementStatus.DRAF, next_start=None)
    return _unapproved(replace(fresh, author=member.who))


def submit(one: Announcement, member: Member) -> Changed:
    """Ask for approval."""
    if not may_see(one, member):
        return Refusal.NOT_YOURS
    if one.status is not AnnouncementStatus.DRAF:
        return Refusal.STATUS
    return replace(one, status=AnnouncementStatus.MENUNGGU, note=None)


def approve(one: Announcement, member: Member, now: datetime) -> Changed:
    """The second pair of eyes says yes: it starts at its time, or now."""
    refused = _for_approver(one, member)
    return _approved(one, member, now) if refused is None else refused


def send_back(one: Announcement, member: Member, note: str) -> Changed:
    """The second pair of eyes says no, and why."""
    refused = _for_approver(one, member)
    if refused is not None:
        return refused
    if not note.strip():
        return Refusal.NOTE_MISSING
    return replace(one, status=AnnouncementStatus.DRAF, note=note.strip())


def warn_at_once(one: Announcement, member: Member, now: datetime) -> Changed:
    """A warning leaves at once by an admin alone; somebody else reviews it afterwards."""
    if member.role is not Role.ADMIN:
        return Refusal.NOT_YOURS
    if one.status not in (AnnouncementStatus.DRAF, AnnouncementStatus.MENUNGGU):
        return Refusal.STATUS
    if not one.plan.urgent:
        return Refusal.NOT_URGENT
    return replace(_approved(one, member, now), unreviewed=True, next_start=now)


def review(one: Announcement, member: Member, note: str | None) -> Changed:
    """Look at a warning that left at once."""
    if member.who == one.approver:
        return Refusal.OWN
    if not may_review(one, member):
        return Refusal.NOT_YOURS
    if not one.unreviewed:
        return Refusal.STATUS
    return replace(one, unreviewed=False, note=note or one.note)


def cancel(one: Announcement, member: Member) -> Changed:
    """Nothing more of it leaves."""
    if not may_see(one, member):
        return Refusal.NOT_YOURS
    if not one.status.is_open:
        return Refusal.STATUS
    return replace(one, status=AnnouncementStatus.DIBATALKAN, next_start=None)


def recall(one: Announcement, member: Member) -> Changed:
    """Take it back from everyone who got it; whether anybody did is not known here."""
    if not may_see(one, member):
        return Refusal.NOT_YOURS
    if one.status is AnnouncementStatus.DITARIK:
        return Refusal.STATUS
    return replace(one, status=AnnouncementStatus.DITARIK, next_start=None)


def ready(one: Announcement, approver: Member, now: datetime) -> Refusal | None:
    """Why it must not start now, although its time has come; None when it may.

    `approver` is that person as the staff list knows them at this moment.
    """
    if one.plan.expires_at is not None and one.plan.expires_at <= now:
        return Refusal.EXPIRED
    if not is_as_approved(one) or one.approved_at is None:
        return Refusal.CHANGED
    if now - one.approved_at > APPROVAL_LASTS:
        return Refusal.APPROVAL_OLD
    still = approver.role in APPROVERS and approver.sees(one.agency)
    return None if still else Refusal.APPROVER_GONE


def is_as_approved(one: Announcement) -> bool:
    """What stands here is what was approved: a repeated one may be rewritten between its times."""
    return one.approved_print == one.plan.fingerprint


def held_back(one: Announcement, why: Refusal) -> Announcement:
    """Its time came but it must not start: expired for good, or to be approved again."""
    if why is Refusal.EXPIRED:
        return replace(one, status=AnnouncementStatus.KEDALUWARSA, next_start=None)
    return _unapproved(replace(one, status=AnnouncementStatus.MENUNGGU, next_start=None))


def _for_approver(one: Announcement, member: Member) -> Refusal | None:
    if one.author == member.who and member.role in APPROVERS:
        return Refusal.OWN
    if not may_approve(one, member):
        return Refusal.NOT_YOURS
    return None if one.status is AnnouncementStatus.MENUNGGU else Refusal.STATUS


def _approved(one: Announcement, member: Member, now: datetime) -> Announcement:
    return replace(
        one,
        status=AnnouncementStatus.DISETUJUI,
        approver=member.who,
        approved_at=now,
        approved_print=one.plan.fingerprint,
        next_start=one.plan.start_at or now,
        note=None,
    )


def _unapproved(one: Announcement) -> Announcement:
    return replace(one, approver=None, approved_at=None, approved_print=None, unreviewed=False)
