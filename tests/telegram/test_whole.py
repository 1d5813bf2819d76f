"""The bot that ships, from the resident's telephone to the database and back."""

from __future__ import annotations

import asyncio
import io
import zipfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from PIL import Image
from structlog.testing import capture_logs

from bot.channels.telegram.channel import TelegramChannel
from bot.civic.roles import Member, Role
from bot.clock import now
from bot.storage.database import SqlDatabase
from bot.use_cases.seed import Seed
from bot.use_cases.work import Signal, Workers
from tests.telegram.bot_api_server import BotApiServer, page, too_many
from tests.telegram.resident import Resident, mention
from tests.use_cases.rig import Rig

QUESTION = "cara bikin ktp hilang"


class Whole(Rig):
    """The rig with a worker thread and Telegram; time runs, and can be made to run ahead."""

    def __init__(self, database: SqlDatabase, knowledge, server: BotApiServer) -> None:
        super().__init__(database, knowledge)
        self.ahead = timedelta()
        self.signal = Signal()
        self.channel_ = TelegramChannel(
            server.token,
            server.base,
            self.receive,
            self.deliver.claim,
            self.deliver.settle,
            self.clock,
        )
        self.photos = self.channel_.photos
        self.signal.add_sender(self.channel_.wake)

    def clock(self):
        return now() + self.ahead

    async def hurry(self, holds: Callable[[], object]) -> None:
        """Let time run ahead until `holds()`, so that nobody waits for retries."""
        async with asyncio.timeout(10):
            while not holds():
                self.ahead += timedelta(seconds=1)
                self.channel_.wake()
                await asyncio.sleep(0.01)

    @property
    def receive(self):
        return replace(super().receive, wake=self.signal)

    @property
    def converse(self):
        return replace(super().converse, wake=self.signal)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        stop = asyncio.Event()
        workers = Workers(self.converse, self.signal, 1)
        task = asyncio.create_task(self.channel_.run(stop))
        workers.start()
        try:
            yield
        finally:
            stop.set()
            await task
            await asyncio.to_thread(workers.stop)


@pytest.fixture
def bot(sqlite_database, knowledge, server):
    return Whole(sqlite_database, knowledge, server)


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "PNG")
    return out.getvalue()


async def test_a_question_a_part_of_the_answer_and_a_report(bot, server, resident):
    async with bot.serving():
        resident.say("/start")
        await resident.reply()
        resident.say(QUESTION)
        answer = await resident.reply()
        assert "KTP" in answer.text
        resident.press("Biaya", answer)
        await server.until(lambda: answer.edits == 1)
        assert server.answered
        resident.say("/lapor")
        form = await resident.reply()
        assert form.buttons
        resident.photo(picture())
        await resident.reply()
        await resident.reply()
        await bot.hurry(lambda: bot.rows("SELECT status FROM outbox WHERE status <> 'sent'") == [])
    rows = bot.rows("SELECT status, count(*) AS n FROM outbox GROUP BY status")
    assert {row["status"] for row in rows} == {"sent"}
    assert bot.rows("SELECT count(*) AS n FROM photo") == [{"n": 1}]
    assert bot.rows("SELECT count(*) AS n FROM inbox WHERE status <> 'done'") == [{"n": 0}]


async def test_a_forged_button_is_answered_politely(bot, server, resident):
    async with bot.serving():
        resident.say(QUESTION)
        answer = await resident.reply()
        neighbour = Resident(server, 777)
        for data in (answer.buttons[0].data, "sampah", "é" * 32, ":" * 64, "\x00"):
            neighbour.press_data(data)
            assert (await neighbour.reply()).buttons
        await server.until(lambda: len(server.answered) == 5)
    assert len(resident.messages) == 1


@pytest.mark.parametrize("mishap", [too_many(1), page(502), "reset"])
async def test_a_reply_survives_trouble_and_arrives_once(bot, server, resident, mishap):
    server.fail("sendMessage", mishap)
    neighbour = Resident(server, 777)
    async with bot.serving():
        resident.say(QUESTION)
        await server.until(lambda: server.called("sendMessage"))
        neighbour.say(QUESTION)
        await neighbour.reply()
        await bot.hurry(lambda: resident.messages)
    assert len(resident.messages) == 1
    assert len(neighbour.messages) == 1


async def test_what_was_stored_is_answered_after_a_restart(bot, server, resident):
    server.fail("sendMessage", too_many(1))
    async with bot.serving():
        resident.say(QUESTION)
        await server.until(lambda: server.called("sendMessage"))
    assert resident.messages == []
    async with bot.serving():
        await bot.hurry(lambda: resident.messages)
    assert len(resident.messages) == 1


async def test_who_blocked_the_bot_is_not_written_to_until_they_write(bot, server, resident):
    async with bot.serving():
        resident.block()
        resident.say(QUESTION)
        await server.until(lambda: server.called("sendMessage"))
        server.blocked.clear()
        resident.say("/bantuan")
        await resident.reply()
    assert len(resident.messages) == 1


async def test_in_a_group_only_when_addressed(bot, server):
    member = Resident(server, 501, group=-900)
    async with bot.serving():
        member.say("siapa tahu cara bikin KTP?")
        member.say(mention(QUESTION))
        answer = await member.reply()
    assert "KTP" in answer.text
    assert len(member.messages) == 1


async def test_hostile_names_and_long_texts_never_break_a_message(bot, server):
    guest = Resident(server, 888, "<b>&")
    with capture_logs() as logs:
        async with bot.serving():
            for text in ("<b>&", "😀" * 2048, "/start <i>", "a" * 4096, "/tiket </b>"):
                guest.say(text)
                await guest.reply()
    assert bot.rows("SELECT reason FROM outbox WHERE status <> 'sent'") == []
    assert {one["event"] for one in logs} == {"serving telegram"}


async def test_a_burst_of_one_resident_does_not_hold_up_others(bot, server, resident):
    neighbour = Resident(server, 777)
    async with bot.serving():
        for number in range(200):
            resident.say(f"halo {number}")
        started = now()
        neighbour.say(QUESTION)
        await neighbour.reply()
        assert now() - started < timedelta(seconds=5)


@pytest.mark.parametrize("mishap", [too_many(1), page(502), "reset"])
async def test_an_officer_gets_the_figures_as_a_file_once(bot, server, resident, mishap):
    Seed(bot.database, bot.own_world(now()), Random(4))((40, 60, 300, 60), lambda *_: None)
    with bot.database.transaction() as work:
        who = ("telegram", resident.address)
        work.staff.grant(who, Member(Role.PETUGAS, "disdukcapil"), "test", now())
    server.fail("sendDocument", mishap)
    async with bot.serving():
        resident.say("/statistik")
        resident.press("Unduh", await resident.sees("Statistik"))
        resident.press("Excel (XLSX)", await resident.sees("Mau diunduh"))
        await server.until(lambda: server.called("sendDocument"))
        await bot.hurry(lambda: "sebagai berkas" in resident.last.text)
    (file,) = [one for one in resident.messages if one.text.startswith("📎")]
    name, content = file.document
    assert name.startswith("statistik-disdukcapil-")
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        assert opened.testzip() is None
