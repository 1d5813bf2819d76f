"""An announcement from an officer's telephone to those of residents: bold, with a picture."""

from __future__ import annotations

import asyncio

import pytest

from bot.channels.telegram.channel import Announcing
from bot.civic.roles import Member, Role
from bot.use_cases.broadcast import Broadcast
from bot.use_cases.run_announcements import RunAnnouncements
from tests.telegram.resident import Resident
from tests.telegram.test_whole import Whole, picture
from tests.use_cases.announcements import WORDING

CAPTION = "🏛 Loket pajak tutup besok."


@pytest.fixture
def bot(sqlite_database, knowledge, server):
    whole = Whole(sqlite_database, knowledge, server)
    way = Broadcast(whole.database, "telegram", whole.own_world, WORDING, whole.clock)
    whole.channel_.announcements = Announcing(way.claim, way.begin, way.settle)
    return whole


async def until_sent(bot: Whole, holds) -> None:
    """Tick as the program does, until it is so."""
    tick = RunAnnouncements(bot.database, bot.own_world, WORDING, bot.signal, bot.clock)
    async with asyncio.timeout(20):
        while not holds():
            await asyncio.to_thread(tick)
            await asyncio.sleep(0.05)


def got(one: Resident, text: str) -> list:
    return [message for message in one.messages if text in message.text]


async def test_from_one_telephone_to_all_others(bot, server):
    officer, head = Resident(server, 50, "Rina"), Resident(server, 60, "Budi")
    people = [Resident(server, 500 + number, "Warga") for number in range(3)]
    with bot.database.transaction() as work:
        for one, role in ((officer, Role.PETUGAS), (head, Role.KEPALA)):
            who = ("telegram", one.address)
            work.staff.grant(who, Member(role, "dinkes"), "test", bot.clock())
    async with bot.serving():
        for one in (*people, head):
            one.say("/start")
            await one.reply()
        with bot.database.transaction() as work:
            for one in people:
                talk = work.photos.conversation_of("telegram", one.address)
                work.subscribers.want(talk, "pajak", on=True)
        officer.say("/umumkan")
        await officer.sees("sedang disiapkan")
        officer.press("➕ Tulis baru")
        await officer.sees("tentang apa")
        officer.press("Pajak")
        await officer.sees("wilayah mana")
        officer.press("Lanjut ▶")
        await officer.sees("Ketik naskahnya")
        server.files["gambar"] = picture()
        size = {"file_id": "gambar", "file_unique_id": "g", "width": 40, "height": 30}
        bold = {"type": "bold", "offset": 3, "length": 11}
        officer.send(photo=[{**size, "file_size": 900}], caption=CAPTION, caption_entities=[bold])
        panel = await officer.sees("sekitar 3 orang")
        assert "Foto: ada" in panel.text
        officer.press("✅ Minta persetujuan", panel)
        asked = await head.sees("menunggu persetujuan Anda")
        (shown,) = got(head, CAPTION)
        assert "<b>Loket pajak</b>" in shown.html
        head.press("✅ Setujui", asked)
        await head.sees("Disetujui")
        await until_sent(bot, lambda: all(got(one, CAPTION) for one in people))
        for one in people:
            (message,) = got(one, CAPTION)
            assert message.html == shown.html
            assert message.document is not None
            assert message.labels == shown.labels
        await until_sent(bot, lambda: got(officer, "sampai ke 3 dari 3 orang"))
