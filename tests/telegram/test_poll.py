"""The long poll: stored before acknowledged, whatever breaks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

import pytest
from structlog.testing import capture_logs

from bot.channels.telegram.client import connected
from bot.channels.telegram.poll import Poller
from bot.channels.telegram.translate import Me
from bot.dialogue.events import ButtonPressed, InboundEvent, TextSent
from tests.telegram.bot_api_server import garbage, page, refusal, too_many
from tests.telegram.bot_api_state import BOT_ID, BOT_NAME

ME = Me(BOT_ID, BOT_NAME)


class Inbox:
    """Stores each update once, as the database does; `before` may raise or look around."""

    def __init__(self) -> None:
        self.stored: dict[str, InboundEvent] = {}
        self.batches: list[int] = []
        self.before: Callable[[], None] = lambda: None

    def __call__(self, events: Sequence[InboundEvent]) -> int:
        self.before()
        self.batches.append(len(events))
        for one in events:
            self.stored.setdefault(one.update, one)
        return len(events)

    @property
    def texts(self) -> list[str]:
        return [one.event.text for one in self.stored.values() if isinstance(one.event, TextSent)]


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def poller(client, inbox, naps) -> Poller:
    return Poller(client, ME, inbox, naps, poll_seconds=1)


async def test_updates_are_stored_as_one_batch(poller, inbox, resident):
    resident.say("satu")
    resident.say("dua")
    await poller.turn()
    assert inbox.texts == ["satu", "dua"]
    assert inbox.batches == [2]


async def test_allowed_updates_are_always_told(poller, server, resident):
    resident.say("satu")
    await poller.turn()
    asked = server.called("getUpdates")[0]
    assert asked["allowed_updates"] == ["message", "callback_query", "my_chat_member"]
    assert asked["limit"] == 100


async def test_nothing_is_acknowledged_before_it_is_stored(poller, inbox, server, resident):
    acknowledged_when_storing = []
    inbox.before = lambda: acknowledged_when_storing.append(server.acknowledged)
    first = resident.say("satu")
    await poller.turn()
    second = resident.say("dua")
    await poller.turn()
    assert acknowledged_when_storing == [0, first]
    assert first < second


async def test_what_could_not_be_stored_is_told_again(poller, inbox, server, resident, naps):
    def unreachable() -> None:
        raise ConnectionError

    inbox.before = unreachable
    resident.say("satu")
    resident.say("dua")
    with capture_logs() as logs:
        for _ in range(6):
            await poller.turn()
        assert (server.acknowledged, inbox.stored) == (0, {})
        assert naps.taken == [1, 2, 4, 8, 16, 30]
        inbox.before = lambda: None
        await poller.turn()
    assert inbox.texts == ["satu", "dua"]
    assert [one["log_level"] for one in logs] == ["error", "info"]


SHAPELESS = garbage(b'{"ok":true,"result":[{"x":1}]}')


@pytest.mark.parametrize("mishap", ["reset", "truncated", garbage(), SHAPELESS, page(502)])
async def test_a_lost_reply_brings_the_same_updates_again(poller, inbox, server, resident, mishap):
    resident.say("satu")
    server.fail("getUpdates", mishap, applied=True)
    await poller.turn()
    assert inbox.stored == {}
    await poller.turn()
    assert inbox.texts == ["satu"]


async def test_after_a_restart_the_unacknowledged_come_again(client, inbox, naps, resident):
    resident.say("satu")
    await Poller(client, ME, inbox, naps, poll_seconds=1).turn()
    await Poller(client, ME, inbox, naps, poll_seconds=1).turn()
    assert inbox.batches == [1, 1]
    assert inbox.texts == ["satu"]


async def test_updates_that_do_not_concern_us_are_acknowledged_too(poller, inbox, server, resident):
    resident.send(new_chat_members=[resident.user])
    await poller.turn()
    resident.say("satu")
    await poller.turn()
    assert server.acknowledged
    assert inbox.batches == [1]


async def test_one_malformed_update_does_not_hold_up_the_others(poller, inbox, server, resident):
    server.push(message={"text": "tanpa kepala"})
    resident.say("satu")
    with capture_logs() as logs:
        await poller.turn()
    assert inbox.texts == ["satu"]
    assert "tanpa kepala" not in str(logs)


async def test_a_press_is_answered_after_it_was_stored(poller, inbox, server, resident):
    answered_when_storing = []
    inbox.before = lambda: answered_when_storing.append(list(server.answered))
    resident.press_data("tok:0.0")
    await poller.turn()
    await server.until(lambda: server.answered)
    assert answered_when_storing == [[]]
    assert [one.event for one in inbox.stored.values()] == [ButtonPressed("tok", "0.0")]


async def test_a_press_too_old_to_be_answered_counts_all_the_same(poller, inbox, server, resident):
    resident.press_data("tok:0.0")
    server.queries.clear()
    await poller.turn()
    await server.until(lambda: server.called("answerCallbackQuery"))
    assert len(inbox.stored) == 1


async def test_a_rival_is_reported_once_and_outlasted(poller, inbox, server, resident, naps):
    server.fail("getUpdates", refusal(409, "Conflict: terminated by other getUpdates"), times=4)
    resident.say("satu")
    with capture_logs() as logs:
        for _ in range(5):
            await poller.turn()
    assert naps.taken == [5, 10, 20, 30]
    assert inbox.texts == ["satu"]
    assert [one["event"] for one in logs] == [
        "another program polls with this token",
        "polling again",
    ]


async def test_two_pollers_at_once(server, inbox, naps, resident):
    async with (
        connected(server.token, server.base, 2) as one,
        connected(server.token, server.base, 2) as two,
    ):
        first = asyncio.create_task(Poller(one, ME, inbox, naps, poll_seconds=5).turn())
        await server.until(lambda: server.called("getUpdates"))
        second = asyncio.create_task(Poller(two, ME, inbox, naps, poll_seconds=5).turn())
        await first
        assert naps.taken == [5]
        resident.say("satu")
        await second
    assert inbox.texts == ["satu"]


async def test_a_webhook_that_somebody_set_is_removed(poller, inbox, server, resident):
    server.webhook = True
    resident.say("satu")
    await poller.turn()
    await poller.turn()
    assert inbox.texts == ["satu"]


async def test_a_token_that_is_not_valid_any_more(poller, server, naps):
    server.fail("getUpdates", refusal(401, "Unauthorized"), times=2)
    with capture_logs() as logs:
        await poller.turn()
        await poller.turn()
    assert naps.taken == [60, 60]
    assert {one["log_level"] for one in logs} == {"critical"}


async def test_too_fast(poller, server, naps):
    server.fail("getUpdates", too_many(7))
    await poller.turn()
    assert naps.taken == [7]


async def test_trouble_is_logged_once_and_waited_out(poller, server, naps, resident):
    await server.stop()
    with capture_logs() as logs:
        for _ in range(7):
            await poller.turn()
        await server.start()
        resident.say("satu")
        await poller.turn()
    assert naps.taken == [1, 2, 4, 8, 16, 30, 30]
    assert [one["log_level"] for one in logs] == ["error", "info"]


async def test_stopping_does_not_wait_for_the_poll(client, inbox, naps, server):
    polling = asyncio.create_task(Poller(client, ME, inbox, naps, poll_seconds=50).run())
    await server.until(lambda: server.called("getUpdates"))
    async with asyncio.timeout(1):
        polling.cancel()
        await asyncio.gather(polling, return_exceptions=True)
    assert polling.cancelled()
