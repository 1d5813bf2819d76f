"""Announcements over Telegram, with everything that goes wrong there: nobody lost, nobody twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import pytest

from bot.channels.telegram.channel import Announcing, TelegramChannel
from bot.civic.announcements.plan import Follow, Mends, Plan
from bot.civic.announcements.progress import RunKind, RunReport
from bot.civic.working_days import Calendar
from bot.clock import now
from bot.dialogue.world import World
from bot.storage.database import SqlDatabase
from bot.use_cases.broadcast import Broadcast
from bot.use_cases.deliver import Deliver
from bot.wording.render import CatalogueWording
from knowledge_base import KnowledgeBase
from tests.dialogue.talk import CITY
from tests.storage.announced import NOON, PLAN, announced, begun, residents, written
from tests.telegram.bot_api_server import BotApiServer, page, refusal, too_many

PATIENT, HASTY = 10.0, 1.0
"""Seconds for an answer; only who meets a server that hangs should not wait for long."""


class Sender:
    """The channel with announcements only; time can be made to run ahead."""

    def __init__(self, database: SqlDatabase, server: BotApiServer) -> None:
        self.database, self.server = database, server
        self.begun, self.ahead = now(), timedelta(hours=1)
        wording = CatalogueWording(CITY.zona_waktu)
        broadcast = Broadcast(database, "telegram", self.world, wording, self.clock)
        deliver = Deliver(database, "telegram", self.clock)
        self.channel = TelegramChannel(
            server.token,
            server.base,
            len,
            deliver.claim,
            deliver.settle,
            self.clock,
            read_seconds=PATIENT,
            announcements=Announcing(broadcast.claim, broadcast.begin, broadcast.settle),
        )

    def clock(self) -> datetime:
        return NOON + (now() - self.begun) + self.ahead

    def world(self, at: datetime) -> World:
        nothing = KnowledgeBase.from_entries(())
        return World(nothing, CITY, Calendar(frozenset()), at, "")

    @asynccontextmanager
    async def sending(self) -> AsyncIterator[None]:
        stop = asyncio.Event()
        task = asyncio.create_task(self.channel.run(stop))
        try:
            yield
        finally:
            stop.set()
            await task

    async def until(self, holds: Callable[[RunReport], object], run: int) -> RunReport:
        """Let time run ahead until the report is so."""
        async with asyncio.timeout(20):
            while True:
                report = await asyncio.to_thread(self.report, run)
                if holds(report):
                    return report
                self.ahead += timedelta(seconds=0.3)
                self.channel.wake()
                await asyncio.sleep(0.02)

    def report(self, run: int) -> RunReport:
        with self.database.transaction() as work:
            return work.runs.report(run)

    async def over(self, run: int) -> dict[str, int]:
        report = await self.until(lambda found: found.total and not found.under_way, run)
        return {state.value: count for state, count in report.states.items()}


@pytest.fixture
def sender(database: SqlDatabase, server: BotApiServer) -> Sender:
    return Sender(database, server)


def sent(server: BotApiServer) -> dict[str, int]:
    """How many messages each chat holds."""
    return {chat: len(messages) for chat, messages in server.messages.items() if messages}


async def test_everybody_gets_it_once(sender, database, server):
    residents(database, 12)
    run = announced(database)
    written(database, run)
    async with sender.sending():
        assert await sender.over(run.id) == {"sent": 12}
    assert sent(server) == {str(number): 1 for number in range(1, 13)}
    message = server.messages["1"][0]
    assert "Loket pajak tutup besok." in message.text
    assert message.labels[-1].startswith("🔕")


async def test_who_is_gone_is_told_apart_and_a_group_that_moved_is_followed(
    sender, database, server
):
    residents(database, 5)
    run = announced(database)
    written(database, run)
    server.blocked.add("1")
    server.fail("sendMessage", refusal(403, "Forbidden: user is deactivated"), chat="2")
    server.fail("sendMessage", refusal(400, "Bad Request: chat not found"), chat="3")
    server.migrated["4"] = "-100400"
    async with sender.sending():
        assert await sender.over(run.id) == {"gone": 3, "sent": 2}
    assert sent(server) == {"5": 1, "-100400": 1}
    assert len(sender.report(run.id).reasons) == 3
    with database.transaction() as work:
        assert work.announcements.audience(PLAN) == 2


async def test_asked_to_slow_down_it_waits_as_a_whole_and_nobody_is_lost(sender, database, server):
    residents(database, 20)
    run = announced(database)
    written(database, run)
    server.fail("sendMessage", too_many(2), times=2)
    async with sender.sending():
        assert await sender.over(run.id) == {"sent": 20}
    assert set(sent(server).values()) == {1}


@pytest.mark.parametrize("mishap", [page(500), page(502), page(503)])
async def test_what_was_surely_not_sent_is_sent_again(sender, database, server, mishap):
    residents(database, 3)
    run = announced(database)
    written(database, run)
    server.fail("sendMessage", mishap, chat="2", times=2)
    async with sender.sending():
        assert await sender.over(run.id) == {"sent": 3}
    assert sent(server) == {"1": 1, "2": 1, "3": 1}


@pytest.mark.parametrize("mishap", ["reset", "truncated", "hang"])
@pytest.mark.parametrize("applied", [True, False])
async def test_what_nobody_can_know_is_unsure_and_never_repeated(
    sender, database, server, mishap, applied
):
    residents(database, 3)
    run = announced(database)
    written(database, run)
    server.fail("sendMessage", mishap, chat="2", applied=applied)
    sender.channel.read_seconds = HASTY if mishap == "hang" else PATIENT
    async with sender.sending():
        assert await sender.over(run.id) == {"sent": 2, "unsure": 1}
        sender.ahead += timedelta(hours=1)
        sender.channel.wake()
        await asyncio.sleep(0.3)
    assert sent(server).get("2", 0) == int(applied)


async def test_stopped_in_the_middle_it_goes_on_afterwards(sender, database, server):
    residents(database, 25)
    run = announced(database)
    written(database, run)
    async with sender.sending():
        await sender.until(lambda found: found.states.get("sent", 0) >= 5, run.id)
    assert sender.report(run.id).under_way
    again = Sender(database, server)
    again.begun, again.ahead = sender.begun, sender.ahead
    async with again.sending():
        assert await again.over(run.id) == {"sent": 25}
    assert set(sent(server).values()) == {1}


async def test_taken_back_it_is_gone_from_every_phone(sender, database, server):
    residents(database, 4)
    run = announced(database)
    written(database, run)
    async with sender.sending():
        await sender.over(run.id)
        server.messages["2"].clear()
        with database.transaction() as work:
            recall = begun(work, work.announcements.get(run.announcement), RunKind.TARIK)
        written(database, recall)
        assert await sender.over(recall.id) == {"sent": 4}
    assert sent(server) == {}


async def test_a_picture_goes_up_once_and_its_words_can_be_mended(sender, database, server):
    one = residents(database, 3)[0]
    with database.transaction() as work:
        photo = work.photos.add(one, b"\xff\xd8jpeg", now())
    run = announced(database, Plan("pajak", (("id", "Lihat gambar."),), photo=photo))
    written(database, run)
    async with sender.sending():
        assert await sender.over(run.id) == {"sent": 3}
        mended = Plan(
            "pajak", (("id", "Lihat gambar ini."),), photo=photo, mends=mends(run.announcement)
        )
        correction = announced(database, mended, RunKind.UBAH)
        written(database, correction)
        assert await sender.over(correction.id) == {"sent": 3}
    uploads = [call["photo"] for call in server.called("sendPhoto")]
    assert sum(isinstance(one, tuple) for one in uploads) <= 3
    assert any(isinstance(one, str) for one in uploads)
    assert {one.text for all_ in server.messages.values() for one in all_} == {
        server.messages["1"][0].text
    }
    assert "Lihat gambar ini." in server.messages["1"][0].text


def mends(announcement: int):
    return Mends(announcement, Follow.UBAH)
