"""Deadlines of a case and when it goes one level up (SP4N-LAPOR!; PermenPANRB 62/2018, 5/2025)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.civic.cases import TOP_LEVEL, CaseEvent, CaseState
from bot.civic.reports import Obstacle, ReportEventKind, ReportStatus, StatusType
from bot.civic.working_days import Calendar

REPLY_WITHIN = timedelta(hours=72)
"""First reply: 3 x 24 hours, holidays or not."""

WORKING_DAYS_TO_CLOSE = 14
WORKING_DAYS_OVERSIGHT = 60
WORKING_DAYS_REOPENED = 5
WORKING_DAYS_TO_DECIDE = 5
"""So long officers have at least once a reporter did not answer, as after a reopening."""

REMIND_BEFORE = 3
"""Working days before the promised day on which the officers are reminded."""

SEKDA_AFTER = 5
"""Working days past the promised day after which the Sekda is told."""

DIGEST_HOUR = time(8)

OVERSIGHT = frozenset({Obstacle.PUNGLI})
"""Obstacles that concern oversight (pengawasan): somebody broke the rules."""


@dataclass(frozen=True, slots=True)
class Deadlines:
    """First reply by that moment, closed by the end of that day."""

    reply_by: datetime
    promised: date


def deadlines(filed_at: datetime, today: date, obstacle: Obstacle, calendar: Calendar) -> Deadlines:
    """Deadlines of a report filed on the local day `today`."""
    days = WORKING_DAYS_OVERSIGHT if obstacle in OVERSIGHT else WORKING_DAYS_TO_CLOSE
    return Deadlines(filed_at + REPLY_WITHIN, calendar.add_working_days(today, days))


def level_due(
    state: CaseState, reply_by: datetime, now: datetime, today: date, calendar: Calendar
) -> int:
    """The escalation level that the clocks ask for: 0 officer, 1 head of agency, 2 Sekda.

    Never lower than the present one. A case that waits for its reporter is left alone.
    """
    if state.status.type is not StatusType.OPEN:
        return state.level
    if today > calendar.add_working_days(state.promised, SEKDA_AFTER):
        return TOP_LEVEL
    unanswered = state.first_reply_at is None and now > reply_by
    return max(state.level, 1 if today > state.promised or unanswered else 0)


def answer_by(asked: date, days: int, calendar: Calendar) -> date:
    """The last day on which a reporter asked on the local day `asked` may answer."""
    return calendar.add_working_days(asked, days)


def nudge_due(asked: date, days: int, today: date, calendar: Calendar) -> bool:
    """Whether half of the working days to answer have passed, but not all."""
    half = calendar.add_working_days(asked, max(1, days // 2))
    return half <= today <= answer_by(asked, days, calendar)


def unanswered_event(state: CaseState, now: datetime, today: date, calendar: Calendar) -> CaseEvent:
    """Back to the officers, with days to decide: the clock stood still while the case waited."""
    decide = calendar.add_working_days(today, WORKING_DAYS_TO_DECIDE)
    return CaseEvent(
        ReportEventKind.TANPA_JAWABAN,
        now,
        status=ReportStatus.DIPROSES,
        promised=max(state.promised, decide),
    )


def digest_monday(local: datetime) -> date | None:
    """The Monday whose digest is due at that local moment; None before eight on a Monday.

    Due from Monday at eight until the next: whoever was down then sends it late, and one only.
    """
    monday = local.date() - timedelta(days=local.weekday())
    early = local.date() == monday and local.time() < DIGEST_HOUR
    return None if early else monday


def reminder_due(state: CaseState, today: date, calendar: Calendar) -> bool:
    """True once, a few working days before the promised day."""
    if state.status.type is not StatusType.OPEN or state.reminded_at is not None:
        return False
    return today <= state.promised <= calendar.add_working_days(today, REMIND_BEFORE)
