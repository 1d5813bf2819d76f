"""The life of a case, and its clocks, without any storage."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.civic.cases import (
    ALLOWED,
    BY_OFFICERS,
    CaseEvent,
    CaseState,
    after,
    fold,
    may_follow,
    officer_may,
)
from bot.civic.clocks import (
    OVERSIGHT,
    deadlines,
    digest_monday,
    level_due,
    reminder_due,
)
from bot.civic.reports import Obstacle, ReportEventKind, ReportStatus, StatusType
from bot.civic.roles import Member, Role
from bot.civic.working_days import Calendar

S = ReportStatus
NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
TODAY = date(2026, 11, 23)
CALENDAR = Calendar(frozenset({date(2026, 12, 25)}))
FRESH = CaseState(S.DITERIMA, "disdukcapil", date(2026, 12, 11), date(2026, 12, 11))
statuses = st.sampled_from(list(S))


def moved(state: CaseState, status: ReportStatus, **fields: object) -> CaseState:
    event = CaseEvent(ReportEventKind.STATUS, NOW, status=status, staff=True)
    return after(state, replace(event, **fields))


def test_every_status_has_a_type():
    types = {status: status.type for status in S}
    closed = {status for status, kind in types.items() if kind is StatusType.CLOSED}
    waiting = {status for status, kind in types.items() if kind is StatusType.WAITING}
    assert closed == {S.SELESAI, S.DITOLAK, S.DITARIK}
    assert waiting == {S.MENUNGGU_WARGA}
    assert {status for status in S if status.is_open} == set(S) - closed


def test_what_may_follow_what():
    assert set(ALLOWED) == set(S)
    assert ALLOWED[S.DITARIK] == frozenset()
    for closed in (S.SELESAI, S.DITOLAK):
        assert ALLOWED[closed] == {S.DIBUKA_KEMBALI}
    for status in S:
        assert not may_follow(status, S.DITERIMA)
        assert may_follow(status, S.DITARIK) is status.is_open
    assert not may_follow(S.DITERIMA, S.SELESAI)
    assert not may_follow(S.DITERIMA, S.DIPROSES)


def test_officers_neither_withdraw_nor_reopen():
    assert {S.DITARIK, S.DIBUKA_KEMBALI, S.DITERIMA}.isdisjoint(BY_OFFICERS)
    assert officer_may(S.SELESAI) == officer_may(S.DITOLAK) == officer_may(S.DITARIK) == ()
    assert all(officer_may(status) for status in S if status.is_open)


def test_no_open_status_is_a_dead_end():
    """From every open status an officer can get to a closing."""
    for status in (one for one in S if one.is_open):
        reached, edge = {status}, {status}
        while edge:
            edge = {then for one in edge for then in officer_may(one)} - reached
            reached |= edge
        assert S.SELESAI in reached


@given(st.lists(statuses, max_size=12))
def test_closed_and_confirmed_never_share_a_number(wishes: list[ReportStatus]):
    """Whatever happens to a case, only the reporter's word makes it confirmed."""
    state = FRESH
    for wish in wishes:
        if may_follow(state.status, wish):
            state = moved(state, wish)
        assert (state.closed_at is not None) == (not state.status.is_open)
        assert state.confirmed_at is None
    said = after(state, CaseEvent(ReportEventKind.BERES, NOW))
    assert said.confirmed_at == NOW
    assert said.closed_at == state.closed_at


def test_reopening_takes_back_the_closing_and_its_confirmation():
    closed = moved(FRESH, S.SELESAI)
    reopened = fold(
        closed,
        [CaseEvent(ReportEventKind.BELUM, NOW, status=S.DIBUKA_KEMBALI, level=1, promised=TODAY)],
    )
    assert (reopened.closed_at, reopened.confirmed_at) == (None, None)
    assert (reopened.disputed_at, reopened.settled_at) == (NOW, NOW)
    assert (reopened.level, reopened.promised, reopened.due) == (1, TODAY, FRESH.due)


def test_only_public_words_of_officers_are_a_first_reply():
    inside = CaseEvent(ReportEventKind.CATATAN, NOW, staff=True, public=False)
    of_reporter = CaseEvent(ReportEventKind.DITAMBAH, NOW)
    by_clock = CaseEvent(ReportEventKind.ESKALASI, NOW, level=1)
    assert fold(FRESH, [inside, of_reporter, by_clock]).first_reply_at is None
    assert after(FRESH, replace(inside, public=True)).first_reply_at == NOW


def test_fourteen_working_days_and_sixty_for_oversight():
    for obstacle in Obstacle:
        times = deadlines(NOW, TODAY, obstacle, CALENDAR)
        assert times.reply_by == NOW + timedelta(hours=72)
        days = 60 if obstacle is Obstacle.PUNGLI else 14
        assert times.promised == CALENDAR.add_working_days(TODAY, days)
    assert frozenset({Obstacle.PUNGLI}) == OVERSIGHT
    assert deadlines(NOW, TODAY, Obstacle.LAMA, CALENDAR).promised == date(2026, 12, 11)
    # Sixty working days from 23 November, Christmas in between.
    assert deadlines(NOW, TODAY, Obstacle.PUNGLI, CALENDAR).promised == date(2027, 2, 16)


@pytest.mark.parametrize(
    ("today", "replied", "level"),
    [
        (date(2026, 11, 25), False, 0),
        (date(2026, 11, 27), False, 1),  # three days without a reply
        (date(2026, 11, 27), True, 0),
        (date(2026, 12, 11), True, 0),
        (date(2026, 12, 12), True, 1),  # the day after the promise
        (date(2026, 12, 18), True, 1),
        (date(2026, 12, 19), True, 2),  # five working days past it
    ],
)
def test_levels_over_time(today: date, replied: bool, level: int):
    state = replace(FRESH, status=S.DIPROSES, first_reply_at=NOW if replied else None)
    now = NOW + (today - TODAY)
    assert level_due(state, NOW + timedelta(hours=72), now, today, CALENDAR) == level


def test_a_case_that_waits_or_is_closed_is_left_alone():
    later = date(2027, 6, 1)
    for status in (S.MENUNGGU_WARGA, S.SELESAI, S.DITOLAK, S.DITARIK):
        state = replace(FRESH, status=status)
        assert level_due(state, NOW, NOW + timedelta(days=190), later, CALENDAR) == 0
        assert not reminder_due(state, date(2026, 12, 9), CALENDAR)


def test_a_holiday_moves_the_reminder_and_the_sekda():
    state = replace(FRESH, status=S.DIPROSES, first_reply_at=NOW, promised=date(2026, 12, 28))
    assert not reminder_due(state, date(2026, 12, 21), CALENDAR)
    assert reminder_due(state, date(2026, 12, 22), CALENDAR)  # 25 December is a holiday
    late = replace(state, promised=date(2026, 12, 18))
    friday, monday = date(2026, 12, 25), date(2026, 12, 28)
    assert level_due(late, NOW, NOW, friday, CALENDAR) == 1
    assert level_due(late, NOW, NOW, monday, CALENDAR) == 1
    assert level_due(late, NOW, NOW, monday + timedelta(days=1), CALENDAR) == 2


def test_who_sees_whose_cases():
    officer, head = Member(Role.PETUGAS, "a"), Member(Role.KEPALA, "a")
    for member in (officer, head):
        assert member.sees("a")
        assert not member.sees("b")
        assert not member.sees(None)
    for role in (Role.ADMIN, Role.SEKDA):
        assert Member(role).sees("a")
        assert Member(role).sees(None)
    for role in (Role.WARGA, Role.EDITOR):
        assert not Member(role).sees("a")
    assert not Member(Role.PETUGAS, None).sees(None)


@given(st.integers(0, 60 * 24 * 400))
def test_a_digest_is_due_from_monday_at_eight_until_the_next(minutes: int):
    moment = NOW + timedelta(minutes=minutes)
    monday = digest_monday(moment)
    if monday is None:
        assert moment.weekday() == 0
        assert moment.hour < 8
    else:
        assert monday.weekday() == 0
        assert timedelta() <= moment.date() - monday < timedelta(days=7)
        assert monday < moment.date() or moment.hour >= 8
