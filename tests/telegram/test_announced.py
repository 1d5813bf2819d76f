"""An announcement on a resident's telephone: its buttons, and the chat's own reply."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.channels.telegram.channel import Announcing
from bot.civic.announcements.plan import LinkButton
from bot.civic.news import NEVER_QUIET
from bot.civic.roles import Member, Role
from bot.clock import now
from bot.use_cases.broadcast import Broadcast
from tests.telegram.bot_api_state import ME
from tests.telegram.resident import Resident
from tests.telegram.test_whole import Whole
from tests.use_cases.announcing import PLAN, WORDING, approved, tick
from tests.use_cases.staff import ADMIN

WITH_LINK = (LinkButton("Peta", "https://pajak.contoh.go.id/peta"),)


@pytest.fixture
def bot(sqlite_database, knowledge, server):
    whole = Whole(sqlite_database, knowledge, server)
    whole.now = now()
    ways = Broadcast(whole.database, "telegram", whole.own_world, WORDING, whole.clock)
    whole.channel_.announcements = Announcing(ways.claim, ways.begin, ways.settle)
    return whole


async def announced(bot: Whole, resident: Resident):
    """Somebody who wants news about taxes got some."""
    resident.say("/start")
    await resident.reply()
    with bot.database.transaction() as work:
        work.staff.grant(("telegram", ADMIN), Member(Role.ADMIN), "test", now())
        me = work.photos.conversation_of("telegram", resident.address)
        assert me is not None
        work.subscribers.want(me, "pajak", on=True)
        work.subscribers.be_quiet(me, NEVER_QUIET)
    approved(bot, replace(PLAN, buttons=WITH_LINK))
    tick(bot)
    bot.channel_.wake()
    message = await resident.sees("Loket pajak tutup besok.")
    await bot.hurry(lambda: bot.rows("SELECT id FROM delivery WHERE state = 'sent'"))
    return message


async def test_its_buttons_and_the_chats_own_reply(bot, server, resident):
    async with bot.serving():
        message = await announced(bot, resident)
        resident.press("Peta", message)
        assert "pajak.contoh.go.id" in (await resident.sees("membuka situs")).text
        original = {"message_id": message.id, "date": 1, "chat": resident.chat, "from": ME}
        resident.send(text="kok mendadak tutupnya pak", reply_to_message={**original, "text": "…"})
        offer = await resident.sees("dikirim ke petugas?")
        resident.press("Kirim ke petugas", offer)
        await resident.sees("Nomor tiket Anda")
        resident.press("Berhenti kabar Pajak", message)
        await resident.sees("Kabar Pajak berhenti")
    assert bot.rows("SELECT announcement_id, agency FROM report") == [
        {"announcement_id": 1, "agency": "disdukcapil"}
    ]
    assert bot.rows("SELECT pressed, opted_out FROM delivery") == [{"pressed": 1, "opted_out": 1}]


async def test_a_forged_button_is_answered_as_a_stale_one(bot, server, resident):
    async with bot.serving():
        message = await announced(bot, resident)
        other = Resident(server, user=777, name="Budi")
        other.say("/start")
        await other.reply()
        other.press_data(message.buttons[0].data)
        await other.sees("tidak berlaku")
    assert bot.rows("SELECT pressed FROM delivery") == [{"pressed": 0}]
