"""The life of a case: which status may follow which, and what an event makes of it.

A case is the fold of its history: `after` over its events gives the row that is stored beside
them, so every figure can be computed again from the history alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from bot.civic.reports import FrictionReport, HistoryLine, ReportEventKind, ReportStatus, StatusType
from bot.civic.roles import LEVELS

S = ReportStatus

ALLOWED: Mapping[ReportStatus, frozenset[ReportStatus]] = {
    S.DITERIMA: frozenset({S.DIVERIFIKASI, S.DITERUSKAN, S.MENUNGGU_WARGA, S.DITOLAK, S.DITARIK}),
    S.DIVERIFIKASI: frozenset(
        {S.DITERUSKAN, S.DIPROSES, S.MENUNGGU_WARGA, S.DITOLAK, S.DITARIK},
    ),
    S.DITERUSKAN: frozenset({S.DITERUSKAN, S.DIPROSES, S.MENUNGGU_WARGA, S.DITOLAK, S.DITARIK}),
    S.DIPROSES: frozenset({S.DITERUSKAN, S.MENUNGGU_WARGA, S.SELESAI, S.DITOLAK, S.DITARIK}),
    S.MENUNGGU_WARGA: frozenset({S.DIPROSES, S.SELESAI, S.DITOLAK, S.DITARIK}),
    S.SELESAI: frozenset({S.DIBUKA_KEMBALI}),
    S.DITOLAK: frozenset({S.DIBUKA_KEMBALI}),
    S.DITARIK: frozenset(),
    S.DIBUKA_KEMBALI: frozenset({S.DITERUSKAN, S.DIPROSES, S.MENUNGGU_WARGA, S.DITARIK}),
}
"""What may follow a status. Only its reporter withdraws or reopens a case."""

BY_OFFICERS = frozenset(
    {S.DIVERIFIKASI, S.DITERUSKAN, S.DIPROSES, S.MENUNGGU_WARGA, S.SELESAI, S.DITOLAK}
)
NEEDS_WORDS = frozenset({S.MENUNGGU_WARGA, S.SELESAI, S.DITOLAK})
"""Changes that mean nothing to the reporter without words."""

TOP_LEVEL = len(LEVELS) - 1


class ClosingTag(StrEnum):
    """What a case that could not be mended for good would need (section Kebutuhan)."""

    ANGGARAN = "anggaran"
    KEWENANGAN = "kewenangan"
    REGULASI = "regulasi"
    INTEGRASI = "integrasi"


class CaseRefusal(StrEnum):
    """Why an officer's wish was not carried out; nothing was changed."""

    UNKNOWN = "unknown"
    NOT_YOURS = "not_yours"
    NOT_ALLOWED = "not_allowed"
    CHANGED_MEANWHILE = "changed_meanwhile"
    ANSWERED = "answered"
    NEEDS_WORDS = "needs_words"
    UNKNOWN_AGENCY = "unknown_agency"


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """One entry of the history, without words. Fields that it does not change are None.

    `level` 0 to 2 is the escalation level it went to; `promised` a new day it is promised for.
    """

    kind: ReportEventKind
    at: datetime
    status: ReportStatus | None = None
    agency: str | None = None
    level: int | None = None
    promised: date | None = None
    tag: ClosingTag | None = None
    staff: bool = False
    public: bool = True


@dataclass(frozen=True, slots=True)
class CaseState:
    """Where a case stands. `due` is the first promise; `promised` the present one.

    `settled_at` is the first closing and `disputed_at` the first "belum": the indicator counts
    these. `closed_at` and `confirmed_at` are of the present closing; `waiting_since` is when its
    reporter was asked something, as long as the case waits for them.
    """

    status: ReportStatus
    agency: str | None
    due: date
    promised: date
    level: int = 0
    first_reply_at: datetime | None = None
    settled_at: datetime | None = None
    closed_at: datetime | None = None
    confirmed_at: datetime | None = None
    disputed_at: datetime | None = None
    reminded_at: datetime | None = None
    tag: ClosingTag | None = None
    waiting_since: datetime | None = None


def may_follow(now: ReportStatus, then: ReportStatus) -> bool:
    """Whether `then` may follow `now`."""
    return then in ALLOWED[now]


def officer_may(now: ReportStatus) -> tuple[ReportStatus, ...]:
    """What an officer may do next, in the order of a case's life."""
    return tuple(status for status in S if status in ALLOWED[now] & BY_OFFICERS)


def after(state: CaseState, event: CaseEvent) -> CaseState:
    """The case once the event happened."""
    state = _moved(state, event)
    if event.staff and event.public and state.first_reply_at is None:
        state = replace(state, first_reply_at=event.at)
    match event.kind:
        case ReportEventKind.BERES:
            return replace(state, confirmed_at=event.at)
        case ReportEventKind.BELUM:
            return replace(state, disputed_at=state.disputed_at or event.at)
        case ReportEventKind.ESKALASI:
            return replace(state, reminded_at=event.at)
        case _:
            return state


def fold(first: CaseState, events: Iterable[CaseEvent]) -> CaseState:
    """The case after all of its events."""
    for event in events:
        first = after(first, event)
    return first


def _moved(state: CaseState, event: CaseEvent) -> CaseState:
    state = replace(
        state,
        agency=event.agency or state.agency,
        level=state.level if event.level is None else event.level,
        promised=event.promised or state.promised,
        tag=event.tag or state.tag,
    )
    if event.status is None:
        return state
    waits = event.status.type is StatusType.WAITING
    state = replace(state, status=event.status, waiting_since=event.at if waits else None)
    if event.status is ReportStatus.DIBUKA_KEMBALI:
        state = replace(state, reminded_at=None)
    if event.status.type is not StatusType.CLOSED:
        return replace(state, closed_at=None, confirmed_at=None)
    return replace(state, closed_at=event.at, settled_at=state.settled_at or event.at)


@dataclass(frozen=True, slots=True)
class Case:
    """A report as officers see it: under its case number, never with the reporter's ticket.

    `reachable` is False when nobody can be told: the report is anonymous or its reporter gone.
    """

    number: str
    report: FrictionReport
    state: CaseState
    filed_at: datetime
    reply_by: datetime
    oversight: bool
    reachable: bool
    joined: int
    history: tuple[HistoryLine, ...]

    @property
    def unanswered(self) -> bool:
        """The reporter let the time for an answer pass; no answer and no decision came since."""
        ours = (ReportEventKind.DITAMBAH, ReportEventKind.STATUS, ReportEventKind.TANPA_JAWABAN)
        told = [line.kind for line in self.history if line.kind in ours]
        return bool(told) and told[-1] is ReportEventKind.TANPA_JAWABAN


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One line of a list of cases; replies to announcements have no severity."""

    number: str
    service: str
    severity: str
    status: ReportStatus
    level: int
    promised: date
    agency: str | None
    is_reply: bool = False


@dataclass(frozen=True, slots=True)
class CaseCounts:
    """Numbers above a list: not closed, past their day, without a reply, waiting for a resident."""

    open: int
    overdue: int
    unanswered: int
    waiting: int
