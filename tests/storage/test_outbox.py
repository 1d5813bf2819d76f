"""The outbox: one row an address in flight, leases, doubts, people who are gone."""

from __future__ import annotations

from datetime import timedelta

import pytest

import knowledge_base
from bot.dialogue.actions import GoHome
from bot.dialogue.events import BotBlocked, TextSent
from bot.use_cases.deliveries import (
    Gone,
    Moved,
    NewDelivery,
    OutboxKind,
    Refused,
    Rendered,
    RenderedChoice,
    RetryAt,
    Sent,
    Unsure,
)
from tests.use_cases.rig import Rig


@pytest.fixture
def rig(database) -> Rig:
    rig = Rig(database, knowledge_base.KnowledgeBase.from_entries(()))
    rig.receive([rig.event(TextSent("halo"), who) for who in ("1", "2")])
    with database.transaction() as work:
        while (claimed := work.inbox.claim(rig.now)) is not None:
            work.inbox.finish(claimed.inbox_id, rig.now)
    return rig


def add(rig: Rig, token: str, address: str = "1", **more) -> None:
    row = NewDelivery(
        token=token,
        channel="telegram",
        address=address,
        conversation_id=int(address),
        kind=more.pop("kind", OutboxKind.SEND),
        rendered=Rendered(token, ((RenderedChoice("0.0", "Awal", GoHome()),),)),
        **more,
    )
    with rig.database.transaction() as work:
        work.outbox.add([row], rig.now)


def claim(rig: Rig) -> list[str]:
    return [one.token for one in rig.deliver.claim(10)]


def settle(rig: Rig, token: str, result) -> None:
    (row,) = rig.rows(f"SELECT id FROM outbox WHERE token = '{token}'")
    rig.deliver.settle({row["id"]: result})


def status(rig: Rig, token: str) -> str:
    return rig.rows(f"SELECT status FROM outbox WHERE token = '{token}'")[0]["status"]


def test_one_row_an_address_in_flight_in_order(rig: Rig):
    add(rig, "a1")
    add(rig, "a2")
    add(rig, "b1", "2")
    assert claim(rig) == ["a1", "b1"]
    assert claim(rig) == []
    settle(rig, "a1", Sent("m1"))
    assert claim(rig) == ["a2"]


def test_a_retry_holds_up_its_own_address_only(rig: Rig):
    add(rig, "a1")
    add(rig, "a2")
    claim(rig)
    settle(rig, "a1", RetryAt(rig.now + timedelta(seconds=30), "429"))
    add(rig, "b1", "2")
    assert claim(rig) == ["b1"]
    rig.later(seconds=31)
    assert claim(rig) == ["a1"]


def test_retries_end(rig: Rig):
    add(rig, "a1")
    rig.later(hours=25)
    assert claim(rig) == ["a1"]
    settle(rig, "a1", RetryAt(rig.now, "5xx"))
    assert status(rig, "a1") == "refused"


def test_a_lease_that_ran_out_is_sent_once_more_and_then_left(rig: Rig):
    add(rig, "a1")
    assert claim(rig) == ["a1"]
    rig.later(minutes=2)
    assert claim(rig) == ["a1"]
    rig.later(minutes=2)
    assert claim(rig) == []
    assert status(rig, "a1") == "unsure"


def test_an_unsure_reply_is_sent_once_more(rig: Rig):
    add(rig, "a1")
    claim(rig)
    settle(rig, "a1", Unsure("reset"))
    assert claim(rig) == ["a1"]
    settle(rig, "a1", Unsure("reset"))
    assert claim(rig) == []
    assert status(rig, "a1") == "unsure"


def test_somebody_gone_gets_nothing_more_until_they_write(rig: Rig):
    add(rig, "a1")
    add(rig, "a2")
    claim(rig)
    settle(rig, "a1", Gone("blocked"))
    assert (status(rig, "a1"), status(rig, "a2")) == ("gone", "gone")
    assert rig.rows("SELECT id FROM conversation WHERE blocked_at IS NOT NULL") == [{"id": 1}]
    rig.receive([rig.event(BotBlocked(), "1")])
    assert rig.rows("SELECT id FROM conversation WHERE blocked_at IS NOT NULL") == [{"id": 1}]
    rig.receive([rig.event(TextSent("halo lagi"), "1")])
    assert rig.rows("SELECT id FROM conversation WHERE blocked_at IS NOT NULL") == []


def test_somebody_who_wrote_again_meanwhile_is_not_gone(rig: Rig):
    add(rig, "a1")
    claim(rig)
    rig.later(seconds=1)
    rig.receive([rig.event(TextSent("sudah saya buka blokirnya"), "1")])
    add(rig, "a2")
    settle(rig, "a1", Gone("blocked"))
    assert (status(rig, "a1"), status(rig, "a2")) == ("gone", "pending")
    assert rig.rows("SELECT id FROM conversation WHERE blocked_at IS NOT NULL") == []


def test_a_refused_row_does_not_hold_up_the_next(rig: Rig):
    add(rig, "a1")
    add(rig, "a2")
    claim(rig)
    settle(rig, "a1", Refused("400"))
    assert claim(rig) == ["a2"]


def test_a_chat_that_moved_gets_everything_at_its_new_address(rig: Rig):
    add(rig, "a1")
    add(rig, "a2")
    claim(rig)
    settle(rig, "a1", Moved("-100"))
    (row,) = rig.deliver.claim(10)
    assert (row.token, row.address) == ("a1", "-100")
    assert rig.rows("SELECT address FROM conversation WHERE id = 1") == [{"address": "-100"}]


def test_an_edit_names_the_message_it_replaces_or_becomes_a_new_one(rig: Rig):
    add(rig, "a1")
    claim(rig)
    settle(rig, "a1", Sent("m1"))
    add(rig, "a2", kind=OutboxKind.EDIT, edits="a1")
    (row,) = rig.deliver.claim(10)
    assert (row.kind, row.edits_message) == (OutboxKind.EDIT, "m1")
    settle(rig, "a2", Sent("m1"))
    add(rig, "a3", kind=OutboxKind.EDIT, edits="unbekannt")
    (row,) = rig.deliver.claim(10)
    assert (row.kind, row.edits_message) == (OutboxKind.SEND, None)


def test_a_secret_message_is_hidden_a_while_after_it_was_sent(rig: Rig):
    add(rig, "a1", secret=True)
    add(rig, "b1", "2")
    rig.later(minutes=20)
    rig.retain()
    assert "a1" in rig.rows("SELECT payload FROM outbox WHERE id = 1")[0]["payload"]
    claim(rig)
    settle(rig, "a1", Sent("m1"))
    rig.retain()
    assert "a1" not in rig.rows("SELECT payload FROM outbox WHERE id = 1")[0]["payload"]
    assert "b1" in rig.rows("SELECT payload FROM outbox WHERE id = 2")[0]["payload"]


def test_what_came_to_rest_is_dropped_after_thirty_days(rig: Rig):
    add(rig, "a1")
    claim(rig)
    settle(rig, "a1", Sent("m1"))
    add(rig, "b1", "2")
    rig.later(days=29)
    rig.retain()
    assert len(rig.rows("SELECT id FROM outbox")) == 2
    assert len(rig.rows("SELECT id FROM inbox")) == 2
    rig.later(days=2)
    rig.retain()
    assert rig.rows("SELECT token FROM outbox") == [{"token": "b1"}]
    assert rig.rows("SELECT id FROM inbox") == []


def test_the_page_is_shown_its_own_rows_once_and_in_order(rig: Rig):
    add(rig, "a1")
    add(rig, "b1", "2")
    add(rig, "a2", kind=OutboxKind.SAID)
    with rig.database.transaction() as work:
        shown = work.outbox.shown("telegram", "1", 0, 10)
    assert [(one.token, one.mine) for one in shown] == [("a1", False), ("a2", True)]
    assert claim(rig) == ["b1"]
    with rig.database.transaction() as work:
        assert work.outbox.shown("telegram", "1", shown[-1].id, 10) == ()
