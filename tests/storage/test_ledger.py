"""Everybody of an audience once, in even turns, in exactly one state, whatever happens."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.civic.announcements.plan import Follow, Mends, Plan
from bot.civic.announcements.progress import PER_SECOND, DeliveryState, RunKind, RunStatus
from bot.civic.news import Quiet
from bot.storage.database import SqlDatabase
from bot.use_cases.announcement_ports import Outgoing
from bot.use_cases.deliveries import Gone, Moved, Refused, RetryAt, SendResult, Sent, Unsure
from tests.storage.announced import NOON, PLAN, announced, begun, residents, written

SECOND = timedelta(seconds=1)


def claimed(database: SqlDatabase, limit: int = 100, at=NOON, ahead: float | None = None):
    with database.transaction() as work:
        return work.ledger.claim("telegram", limit, at, ahead=ahead)


def begin(database: SqlDatabase, one: Outgoing, at=NOON) -> bool:
    with database.transaction() as work:
        return work.ledger.begin(one.id, one.attempt, at)


def settle(database: SqlDatabase, one: Outgoing, result: SendResult, at=NOON) -> None:
    with database.transaction() as work:
        work.ledger.settle({(one.id, one.attempt): result}, at)


def states(database: SqlDatabase, run) -> dict[str, int]:
    with database.transaction() as work:
        report = work.runs.report(run.id)
        assert report.total == report.audience
        return {state.value: count for state, count in report.states.items()}


def test_everybody_is_written_once_in_batches(database: SqlDatabase):
    residents(database, 7)
    run = announced(database)
    assert written(database, run, batch=3) == 7
    assert written(database, run, batch=3) == 0
    assert states(database, run) == {"waiting": 7}


def test_an_occurrence_begins_once(database: SqlDatabase):
    with database.transaction() as work:
        one = work.announcements.add(PLAN, "telegram:9", None, NOON)
        assert work.runs.start(one, RunKind.KIRIM, "2026-11-25", NOON) is not None
        assert work.runs.start(one, RunKind.KIRIM, "2026-11-25", NOON) is None
        assert work.runs.start(one, RunKind.KIRIM, "2026-11-26", NOON) is not None


def test_turns_are_even_over_all_who_ask(database: SqlDatabase):
    residents(database, 40)
    written(database, announced(database))
    first = claimed(database, ahead=0.5)
    second = claimed(database, at=NOON + timedelta(seconds=0.1), ahead=0.5)
    turns = [one.wait for one in first] + [one.wait + 0.1 for one in second]
    assert len(first) == int(0.5 * PER_SECOND)
    gaps = [later - earlier for earlier, later in itertools.pairwise(turns)]
    assert gaps == pytest.approx([1 / PER_SECOND] * len(gaps), abs=1e-5)
    assert not {one.id for one in first} & {one.id for one in second}


def test_replies_take_their_turns_before_announcements(database: SqlDatabase):
    residents(database, 40)
    written(database, announced(database))
    with database.transaction() as work:
        assert work.ledger.reserve("telegram", 3, NOON) == (0.0, 0.0, 0.0)
    later = NOON + 10 * SECOND
    taken = claimed(database, limit=5, at=later, ahead=0.5)
    with database.transaction() as work:
        replies = work.ledger.reserve("telegram", 2, later)
    assert replies == pytest.approx((5 / PER_SECOND, 6 / PER_SECOND), abs=1e-5)
    following = claimed(database, limit=1, at=later, ahead=0.5)
    assert following[0].wait == pytest.approx(7 / PER_SECOND, abs=1e-5)
    assert len(taken) == 5


def test_a_clock_set_back_does_not_stop_everything(database: SqlDatabase):
    residents(database, 3)
    written(database, announced(database))
    one = claimed(database, limit=1, ahead=0.5)[0]
    begin(database, one)
    settle(database, one, RetryAt(NOON + 30 * SECOND, "429", everybody=True))
    assert claimed(database, at=NOON + SECOND, ahead=0.5) == ()
    before = NOON - timedelta(hours=3)
    with database.transaction() as work:
        work.ledger.reserve("telegram", 1, before)
    assert begun_at(database, before)


def begun_at(database: SqlDatabase, moment) -> bool:
    """Somebody written at that time can be sent to at that time."""
    run = announced(database)
    with database.transaction() as work:
        work.runs.write(run, 10, moment)
    return bool(claimed(database, at=moment, ahead=0.5))


def test_asked_to_slow_down_all_announcements_wait_and_nobody_is_lost(database: SqlDatabase):
    residents(database, 3)
    run = announced(database)
    written(database, run)
    first, second = claimed(database, limit=2, ahead=0.5)
    begin(database, first)
    settle(database, first, RetryAt(NOON + 9 * SECOND, "429", everybody=True))
    assert claimed(database, at=NOON + 5 * SECOND, ahead=0.5) == ()
    settle(database, second, RetryAt(NOON, "held"))
    again = claimed(database, at=NOON + 10 * SECOND, ahead=0.5)
    assert {one.id for one in again} >= {first.id, second.id}
    assert states(database, run) == {"leased": 3}


def test_a_lease_that_ran_out_goes_back_unless_sending_began(database: SqlDatabase):
    residents(database, 2)
    run = announced(database)
    written(database, run)
    waiting, flying = claimed(database)
    assert begin(database, flying)
    assert not begin(database, flying)
    later = NOON + 51 * SECOND
    again = claimed(database, at=later)
    assert [one.id for one in again] == [waiting.id]
    assert states(database, run) == {"leased": 1, "unsure": 1}
    assert not begin(database, waiting, later)
    settle(database, waiting, Sent("1"), later)
    assert states(database, run) == {"leased": 1, "unsure": 1}
    settle(database, flying, Sent("2"), later)
    assert states(database, run) == {"leased": 1, "sent": 1}


@pytest.mark.parametrize(
    ("result", "state"),
    [
        (Sent("5"), "sent"),
        (Gone("Forbidden: bot was blocked by the user"), "gone"),
        (Refused("too long"), "refused"),
        (Unsure("reset"), "unsure"),
        (RetryAt(NOON, "500"), "waiting"),
        (Moved("-1001"), "waiting"),
    ],
)
def test_each_end_has_its_state(database: SqlDatabase, result: SendResult, state: str):
    residents(database, 1)
    run = announced(database)
    written(database, run)
    one = claimed(database)[0]
    begin(database, one)
    settle(database, one, result)
    assert states(database, run) == {state: 1}


def test_who_blocked_us_is_told_nothing_more(database: SqlDatabase):
    someone = residents(database, 1)[0]
    first, second = announced(database), announced(database)
    written(database, first)
    written(database, second)
    one = claimed(database, limit=1)[0]
    begin(database, one, NOON + 120 * SECOND)
    settle(database, one, Gone("blocked"), NOON + 120 * SECOND)
    assert claimed(database, at=NOON + 130 * SECOND) == ()
    assert states(database, second) == {"gone": 1}
    with database.transaction() as work:
        assert work.subscribers.of(someone).topics == frozenset()
        assert work.announcements.audience(PLAN) == 0


def test_a_group_that_moved_is_reached_at_its_new_address(database: SqlDatabase):
    residents(database, 1)
    written(database, announced(database))
    one = claimed(database)[0]
    begin(database, one)
    settle(database, one, Moved("-100777"))
    assert claimed(database)[0].address == "-100777"


def test_quiet_hours_put_off_and_warnings_do_not(database: SqlDatabase):
    residents(database, 3, quiet=Quiet(21, 6))
    run, warning = announced(database), announced(database, replace(PLAN, urgent=True))
    written(database, run)
    night = NOON.replace(hour=23)
    assert claimed(database, at=night) == ()
    assert claimed(database, at=night.replace(hour=5) + timedelta(days=1)) == ()
    written(database, warning)
    warned = claimed(database, at=night)
    assert len(warned) == 3
    for one in warned:
        settle(database, one, Sent("1"), night)
    assert states(database, run) == {"waiting": 3}
    morning = night.replace(hour=6, minute=1) + timedelta(days=1)
    assert {one.announcement for one in claimed(database, at=morning)} >= {run.announcement}


def test_one_chat_gets_one_announcement_a_second(database: SqlDatabase):
    residents(database, 1)
    for _ in range(2):
        written(database, announced(database))
    first = claimed(database)
    assert len(first) == 1
    begin(database, first[0])
    settle(database, first[0], Sent("1"))
    assert claimed(database, at=NOON + SECOND / 2) == ()
    assert len(claimed(database, at=NOON + 2 * SECOND)) == 1


def test_paused_nothing_leaves_and_resumed_it_goes_on(database: SqlDatabase):
    residents(database, 3)
    run = announced(database)
    written(database, run)
    one = claimed(database, limit=1)[0]
    with database.transaction() as work:
        work.runs.switch(run.id, RunStatus.DIJEDA, None, NOON)
    assert not begin(database, one)
    assert claimed(database) == ()
    with database.transaction() as work:
        work.runs.switch(run.id, RunStatus.BERJALAN, None, NOON)
    assert begin(database, one)
    assert len(claimed(database)) == 2


def test_cancelled_in_the_middle_everybody_is_accounted_for(database: SqlDatabase):
    residents(database, 4)
    run = announced(database)
    written(database, run)
    sent, flying, leased = claimed(database, limit=3)
    begin(database, sent)
    settle(database, sent, Sent("1"))
    begin(database, flying)
    with database.transaction() as work:
        work.runs.switch(run.id, RunStatus.DIBATALKAN, "cancelled", NOON)
        assert not work.runs.is_done(run.id)
    assert not begin(database, leased)
    settle(database, flying, Sent("2"))
    assert states(database, run) == {"sent": 2, "skipped": 2}


def test_expired_nothing_leaves(database: SqlDatabase):
    residents(database, 1)
    written(database, announced(database, replace(PLAN, expires_at=NOON)))
    assert claimed(database) == ()


def test_what_arrived_is_taken_back_within_two_days(database: SqlDatabase):
    residents(database, 3)
    run = announced(database)
    written(database, run)
    for place, one in enumerate(claimed(database)):
        begin(database, one)
        settled = NOON - timedelta(hours=48) if place == 0 else NOON
        settle(database, one, Sent(str(place)) if place < 2 else Unsure("reset"), settled)
    recall = recalled(database, run)
    assert written(database, recall) == 2
    assert states(database, recall) == {"waiting": 1, "skipped": 1}
    taken = claimed(database, at=NOON + 2 * SECOND)
    assert [(one.kind, one.message) for one in taken] == [(RunKind.TARIK, "1")]


def test_taking_back_waits_for_what_is_being_sent(database: SqlDatabase):
    residents(database, 1)
    run = announced(database)
    written(database, run)
    one = claimed(database)[0]
    begin(database, one)
    with database.transaction() as work:
        work.runs.switch(run.id, RunStatus.DIBATALKAN, "recalled", NOON)
    recall = recalled(database, run)
    assert written(database, recall) == 0
    settle(database, one, Sent("1"))
    assert written(database, recall) == 1


def recalled(database: SqlDatabase, run):
    with database.transaction() as work:
        one = work.announcements.get(run.announcement)
        return begun(work, one, RunKind.TARIK)


@pytest.mark.parametrize("how", Follow)
def test_a_correction_goes_to_exactly_those_reached(database: SqlDatabase, how: Follow):
    residents(database, 3)
    run = announced(database)
    written(database, run)
    for place, one in enumerate(claimed(database)):
        begin(database, one)
        settle(database, one, Sent(str(place)) if place else Gone("blocked"))
    residents(database, 2, first=50)
    kind = RunKind.UBAH if how is Follow.UBAH else RunKind.KIRIM
    plan = Plan("pajak", (("id", "Ralat"),), mends=Mends(run.announcement, how))
    with database.transaction() as work:
        assert work.announcements.audience(plan) == 2
    assert written(database, announced(database, plan, kind)) == 2
    messages = {one.message for one in claimed(database, at=NOON + 2 * SECOND)}
    assert messages == ({"1", "2"} if how is Follow.UBAH else {None})


def test_presses_and_stops_are_counted_once_a_person(database: SqlDatabase):
    first, second = residents(database, 2)
    run = announced(database)
    written(database, run)
    with database.transaction() as work:
        for who, button in ((first, 0), (first, 0), (first, 2), (second, 2)):
            work.received.press(who, run.announcement, button)
        work.received.opt_out(second, run.announcement, out=True)
        report = work.runs.report(run.id)
        assert (report.pressed, report.opted_out) == ({0: 1, 2: 2}, 1)
        assert work.received.by("telegram", "1", run.announcement)
        assert not work.received.by("telegram", "77", run.announcement)


def test_a_message_leads_back_to_its_announcement(database: SqlDatabase):
    residents(database, 1)
    run = announced(database)
    written(database, run)
    one = claimed(database)[0]
    begin(database, one)
    settle(database, one, Sent("321"))
    with database.transaction() as work:
        assert work.received.of_message("telegram", "1", "321") == run.announcement
        assert work.received.of_message("telegram", "1", "322") is None
        assert work.received.of_message("telegram", "2", "321") is None


def test_erased_people_stay_in_the_sum(database: SqlDatabase):
    someone = residents(database, 2)[0]
    run = announced(database)
    written(database, run)
    with database.transaction() as work:
        work.people.erase(someone, NOON)
    assert len(claimed(database)) == 1
    with database.transaction() as work:
        work.people.forget_erased(NOON + timedelta(days=1))
    assert states(database, run) == {"leased": 1, "gone": 1}
    assert DeliveryState.GONE.is_over


def test_announcements_of_a_period_in_figures_over_and_under_way(database: SqlDatabase):
    first, _ = residents(database, 2)
    over, going, training = (
        announced(database),
        announced(database),
        announced(database, replace(PLAN, training=True)),
    )
    for run in (over, going, training):
        written(database, run)
    with database.transaction() as work:
        work.received.press(first, over.announcement, 1)
        work.received.opt_out(first, over.announcement, out=True)
        work.runs.switch(over.id, RunStatus.DIBATALKAN, "cancelled", NOON)
        assert work.runs.any_to_add_up()
        assert work.runs.add_up() == 1
        assert not work.runs.any_to_add_up()
        day = (NOON - timedelta(hours=1), NOON + timedelta(hours=1))
        found = work.runs.figures(*day, None)
        assert (found.announcements, found.people) == (2, 4)
        assert found.states == {DeliveryState.SKIPPED: 2, DeliveryState.WAITING: 2}
        assert (found.pressed, found.opted_out) == (1, 1)
        assert work.runs.figures(*day, "bapenda") == found
        assert work.runs.figures(*day, "dinkes").announcements == 0
        assert work.runs.figures(day[1], day[1] + timedelta(days=1), None).announcements == 0
