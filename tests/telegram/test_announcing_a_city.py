"""The program as it ships, 500 residents, one announcement: sent back, mended, approved, sent,
killed in the middle, gone on with, taken back; and the report adds up."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.civic.announcements.progress import DeliveryState, RunKind, RunReport
from bot.civic.news import NEVER_QUIET, Quiet
from bot.civic.roles import Member, Role
from bot.clock import now
from bot.storage.database import SqlDatabase
from bot.storage.engine import open_engine
from bot.storage.migrate import upgrade
from tests.storage.announced import residents
from tests.telegram.bot_api_server import BotApiServer
from tests.telegram.resident import Resident
from tests.test_process import Program, on_telegram, program, started  # noqa: F401 - fixtures

PEOPLE, BLOCKED, QUIET = 500, 20, 10
FIRST = 700_000
GROUP, MOVED = "-500", "-1000500"
FIRST_TEXT, TEXT = "Loket pajak tutup.", "Loket pajak tutup besok, Jumat 27 November."


def city(path) -> SqlDatabase:
    """Residents who want news about taxes: some with quiet hours now, one of them a group."""
    engine = open_engine(f"sqlite:///{path}")
    upgrade(engine, "test")
    database = SqlDatabase(engine)
    hour = now().astimezone(ZoneInfo("Asia/Jakarta")).hour
    sleepy = Quiet((hour - 1) % 24, (hour + 4) % 24)
    residents(database, QUIET, quiet=sleepy, first=FIRST)
    residents(database, PEOPLE - QUIET, quiet=NEVER_QUIET, first=FIRST + QUIET)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE inbox SET status = 'done'")
        last = str(FIRST + PEOPLE - 1)
        connection.exec_driver_sql(
            f"UPDATE conversation SET address = '{GROUP}', person = '7' WHERE address = '{last}'"
        )
    with database.transaction() as work:
        for who, role in (("50", Role.PETUGAS), ("60", Role.KEPALA)):
            work.staff.grant(("telegram", who), Member(role, "bapenda"), "test", now())
    return database


async def test_the_report_adds_up_whatever_happens(program, started):  # noqa: F811 - fixtures
    folder = program.folder / "data"
    folder.mkdir()
    database = city(folder / "tanyakota.sqlite3")
    async with BotApiServer() as server:
        server.blocked |= {str(FIRST + QUIET + number) for number in range(BLOCKED)}
        server.migrated[GROUP] = MOVED
        program.settings |= on_telegram(server)
        process = await asyncio.to_thread(started)
        officer, head = Resident(server, 50, "Rina"), Resident(server, 60, "Budi")
        await written_and_approved(officer, head)
        await server.until(lambda: len(got(server, TEXT)) > PEOPLE / 4, 60)
        process.kill()
        await asyncio.to_thread(process.communicate)
        in_flight = report(database, RunKind.KIRIM).count(DeliveryState.SENDING)
        await asyncio.to_thread(started)
        end_leases(program)
        reached = PEOPLE - BLOCKED - QUIET
        await server.until(lambda: len(got(server, TEXT)) >= reached - in_flight, 60)
        await until(lambda: report(database, RunKind.KIRIM).under_way == QUIET)
        sent = report(database, RunKind.KIRIM)
        assert_adds_up(sent)
        assert sent.count(DeliveryState.GONE) == BLOCKED
        assert sent.count(DeliveryState.UNSURE) <= in_flight
        assert sent.count(DeliveryState.SENT, DeliveryState.UNSURE) == reached
        assert max(got(server, TEXT).values()) == 1
        assert MOVED in got(server, TEXT)
        await taken_back(officer)
        await until(lambda: done(database))
        assert_adds_up(report(database, RunKind.KIRIM))
        recalled = report(database, RunKind.TARIK)
        assert_adds_up(recalled)
        assert recalled.count(DeliveryState.SENT) == sent.count(DeliveryState.SENT)
        left = set(got(server, TEXT)) - {head.address, officer.address}
        assert len(left) <= sent.count(DeliveryState.UNSURE)
    database.close()


async def written_and_approved(officer: Resident, head: Resident) -> None:
    head.say("/start")
    await head.reply()
    officer.say("/umumkan")
    for label, then in (("Tulis baru", "tentang apa"), ("Pajak", "wilayah mana")):
        await officer.sees("")
        officer.press(label)
        await officer.sees(then)
    officer.press("Lanjut")
    await officer.sees("Ketik naskahnya")
    officer.say(FIRST_TEXT)
    panel = await officer.sees(f"sekitar {PEOPLE} orang")
    assert "18 detik" in panel.text
    officer.press("Minta persetujuan", panel)
    asked = await head.sees("menunggu persetujuan Anda")
    head.press("Kembalikan", asked)
    await head.sees("Apa yang perlu diperbaiki")
    head.say("Sebutkan harinya.")
    await head.sees("Dikembalikan")
    back = await officer.sees("Sebutkan harinya.")
    officer.press("Lihat", back)
    panel = await officer.sees("Catatan: Sebutkan harinya.")
    officer.press("Naskah", panel)
    await officer.sees("Naskah sekarang")
    officer.say(TEXT)
    await officer.server.until(lambda: "Minta persetujuan" in " ".join(officer.last.labels))
    officer.press("Minta persetujuan")
    await head.sees(TEXT)
    await head.server.until(lambda: "menunggu persetujuan Anda" in head.last.text)
    head.press("Setujui")
    await head.sees("Disetujui")


async def taken_back(officer: Resident) -> None:
    officer.say("/umumkan")
    await officer.server.until(lambda: any("No. 1" in label for label in officer.last.labels))
    officer.press("No. 1")
    await officer.server.until(lambda: any("Tarik" in label for label in officer.last.labels))
    officer.press("Tarik")
    await officer.sees("Ini tidak bisa dibatalkan")
    officer.press("Ya, tarik")
    await officer.sees("Pengumuman no. 1: ditarik")


def got(server: BotApiServer, text: str) -> dict[str, int]:
    """How many messages with that text lie in each chat of a resident."""
    found = {
        chat: sum(text in one.text for one in messages)
        for chat, messages in server.messages.items()
        if chat not in {"50", "60"}
    }
    return {chat: count for chat, count in found.items() if count}


def report(database: SqlDatabase, kind: RunKind) -> RunReport:
    with database.reading() as work:
        run = next(one for one in work.runs.of(1) if one.kind is kind)
        return work.runs.report(run.id)


def done(database: SqlDatabase) -> bool:
    with database.reading() as work:
        return all(work.runs.is_done(run.id) for run in work.runs.of(1)) and not work.runs.active()


def assert_adds_up(one: RunReport) -> None:
    assert one.total == one.audience == sum(one.states.values())


async def until(holds) -> None:
    async with asyncio.timeout(60):
        while not await asyncio.to_thread(holds):  # noqa: ASYNC110 - another process tells nobody
            await asyncio.sleep(0.1)


def end_leases(program: Program) -> None:  # noqa: F811 - not the fixture
    """Whatever was under way at the kill is found out at once instead of after its time."""
    past = str(now().replace(tzinfo=None) - timedelta(hours=1))
    with sqlite3.connect(program.folder / "data" / "tanyakota.sqlite3") as database:
        database.execute("PRAGMA busy_timeout=5000")
        database.execute(
            "UPDATE delivery SET lease_until = ? WHERE lease_until IS NOT NULL", [past]
        )
    database.close()
