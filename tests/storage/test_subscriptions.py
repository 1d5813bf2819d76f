"""Who wants which news: counted as the rule says, ended when they cannot be reached."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product

import pytest

from bot.civic.news import NEVER_QUIET, Quiet, Subscriptions, reaches
from bot.dialogue.events import InboundEvent, TextSent
from bot.storage.database import SqlDatabase

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
AREAS = (None, "99.01.01", "99.01.01.1001", "99.01.01.1002", "99.01.02", "99.01.02.1001", "99.01.1")


@pytest.fixture
def residents(database: SqlDatabase) -> list[int]:
    """One who lives in each area and wants news about taxes."""
    with database.transaction() as work:
        numbers = [str(n) for n in range(len(AREAS))]
        events = [InboundEvent("telegram", n, n, n, TextSent("halo")) for n in numbers]
        work.inbox.store(events, NOW)
        ids = [work.photos.conversation_of("telegram", n) for n in numbers]
        for resident, area in zip(ids, AREAS, strict=True):
            work.subscribers.want(resident, "pajak", on=True)
            work.subscribers.live_in(resident, area)
    return ids


def test_an_audience_is_whom_the_rule_reaches(database: SqlDatabase, residents: list[int]):
    with database.transaction() as work:
        for target in AREAS:
            expected = sum(reaches(home, target) for home in AREAS)
            assert work.subscribers.count("pajak", target) == expected
        assert work.subscribers.count("kesehatan", None) == 0


def test_choices_are_kept_and_taken_back(database: SqlDatabase, residents: list[int]):
    with database.transaction() as work:
        one = residents[1]
        assert work.subscribers.of(one) == Subscriptions(frozenset({"pajak"}), AREAS[1], Quiet())
        work.subscribers.be_quiet(one, NEVER_QUIET)
        work.subscribers.want(one, "bencana", on=True)
        work.subscribers.want(one, "bencana", on=True)
        work.subscribers.want(one, "pajak", on=False)
        wanted = Subscriptions(frozenset({"bencana"}), AREAS[1], NEVER_QUIET)
        assert work.subscribers.of(one) == wanted
        assert work.subscribers.count("bencana", AREAS[2]) == 1


def test_switched_off_reaches_nobody_and_keeps_the_choices(
    database: SqlDatabase, residents: list[int]
):
    everybody = len(AREAS)
    with database.transaction() as work:
        work.people.subscribe(residents[0], on=False, now=NOW)
        assert work.subscribers.count("pajak", None) == everybody - 1
        assert not work.subscribers.of(residents[0]).on
        work.people.subscribe(residents[0], on=True, now=NOW)
        assert work.subscribers.count("pajak", None) == everybody
        work.people.subscribe(residents[0], on=False, now=NOW)
        work.subscribers.want(residents[0], "bencana", on=True)
        assert work.subscribers.count("pajak", None) == everybody
        assert work.subscribers.of(residents[0]).on


def test_who_cannot_be_reached_is_no_subscriber(database: SqlDatabase, residents: list[int]):
    with database.transaction() as work:
        work.people.mark_blocked(residents[0], NOW)
        work.people.erase(residents[1], NOW)
        assert work.subscribers.count("pajak", None) == len(AREAS) - 2
        assert work.subscribers.of(residents[0]).topics == frozenset()
        assert work.subscribers.of(residents[1]) == Subscriptions(on=False)


def test_areas_whose_codes_begin_alike_are_apart(database: SqlDatabase, residents: list[int]):
    with database.transaction() as work:
        for home, target in product(AREAS, AREAS):
            work.subscribers.live_in(residents[0], home)
            expected = sum(reaches(one, target) for one in (home, *AREAS[1:]))
            assert work.subscribers.count("pajak", target) == expected
