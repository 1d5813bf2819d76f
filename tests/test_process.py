"""The program as a process: started, stopped, killed, misconfigured, and used by residents."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.channels.telegram.deliver import AT_ONCE
from bot.settings import DOCUMENTED
from knowledge_base.load import CONTENT
from tests.telegram.bot_api_server import BotApiServer
from tests.telegram.resident import Resident
from tests.use_cases.test_photos import picture

pytestmark = pytest.mark.xdist_group("process")
ROOT = Path(__file__).parents[1]
STOP_SECONDS = 5
UPDATES = 100


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Program:
    """How the program is started in this test: a folder of its own, nothing from outside."""

    folder: Path
    settings: dict[str, str]

    def environment(self) -> dict[str, str]:
        own = {one.name for one in DOCUMENTED}
        kept = {name: value for name, value in os.environ.items() if name not in own}
        return {**kept, "PYTHONPATH": str(ROOT), **self.settings}

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "bot.cli", *arguments],
            cwd=self.folder,
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def refused(self, *arguments: str) -> str:
        """What the program says when it does not start."""
        process = self.start(*arguments)
        out, _ = process.communicate(timeout=30)
        assert process.returncode == 1, out
        return out

    def address(self) -> str:
        return f"http://127.0.0.1:{self.settings['TANYAKOTA_PORT']}"


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path, {"TANYAKOTA_PORT": str(free_port())})


@pytest.fixture
def started(program: Program) -> Iterator:
    processes: list[subprocess.Popen[str]] = []

    def start(*arguments: str) -> subprocess.Popen[str]:
        processes.append(program.start(*arguments))
        ready(processes[-1])
        return processes[-1]

    yield start
    for one in processes:
        if one.poll() is None:
            one.kill()
            one.communicate()


def ready(process: subprocess.Popen[str]) -> str:
    """Wait for the line with the address."""
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if "http://" in line:
            return line
    raise AssertionError(said)


def stop(process: subprocess.Popen[str], number: int = signal.SIGTERM) -> str:
    process.send_signal(number)
    out, _ = process.communicate(timeout=STOP_SECONDS)
    assert process.returncode == 0, out
    return out


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_without_settings_it_serves_the_page_and_stops_cleanly(program, started, number):
    process = started()
    assert "Kartu identitas untuk anak" in ask(program, "kartu identitas anak")
    assert (program.folder / "data" / "tanyakota.sqlite3").is_file()
    assert "Sampai jumpa" in stop(process, number)


def test_a_port_in_use_is_said_in_one_line(program):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(program.settings["TANYAKOTA_PORT"])))
        taken.listen()
        said = program.refused()
    assert "TANYAKOTA_PORT" in said
    assert len(said.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"TANYAKOTA_PORT": "abc"}, "TANYAKOTA_PORT=abc"),
        ({"TANYAKOTA_CONTENT": "tidak-ada"}, "TANYAKOTA_CONTENT=tidak-ada"),
        ({"TANYAKOTA_DATABASE_URL": "postgresql://a:rahasia@127.0.0.1:1/x"}, "postgresql://a:***"),
    ],
)
def test_a_wrong_setting_is_said_in_one_line(program, settings, expected):
    program.settings |= settings
    said = program.refused()
    assert expected in said
    assert "rahasia" not in said
    assert len(said.strip().splitlines()) == 1
    assert not (program.folder / "data").exists()


def test_broken_content_is_said_with_file_and_line_and_nothing_is_written(program):
    content = own_content(program)
    (content / "kependudukan" / "kia.yaml").write_text("id: kia\nnama: [", encoding="utf-8")
    said = program.refused()
    assert re.search(r"kia\.yaml:\d+: YAML rusak", said)
    assert not (program.folder / "data").exists()
    assert "kia.yaml" in program.refused("kb", "check")


def test_an_empty_content_folder_is_said_in_one_line(program):
    (program.folder / "kosong").mkdir()
    program.settings["TANYAKOTA_CONTENT"] = "kosong"
    assert len(program.refused().strip().splitlines()) == 1


async def test_a_token_telegram_does_not_know_is_said_in_one_line(program):
    other = "7654321" + ":" + "B" * 35
    async with BotApiServer() as server:
        program.settings |= on_telegram(server) | {"TANYAKOTA_TELEGRAM_TOKEN": other}
        process = program.start()
        out, _ = await asyncio.to_thread(process.communicate, None, 30)
    assert process.returncode == 1
    assert "TANYAKOTA_TELEGRAM_TOKEN" in out
    assert other not in out
    refusals = [line for line in out.splitlines() if "TANYAKOTA_TELEGRAM_TOKEN" in line]
    assert len(refusals) == 1


def on_telegram(server: BotApiServer) -> dict[str, str]:
    return {"TANYAKOTA_TELEGRAM_TOKEN": server.token, "TANYAKOTA_TELEGRAM_API": server.base}


def own_content(program: Program) -> Path:
    content = program.folder / "konten"
    shutil.copytree(CONTENT, content, copy_function=shutil.copyfile)
    program.settings["TANYAKOTA_CONTENT"] = str(content)
    return content


def ask(program: Program, question: str) -> str:
    """One question on the page, without scripts."""
    jar = urllib.request.HTTPCookieProcessor()
    opener = urllib.request.build_opener(jar)
    page = opener.open(program.address(), timeout=10).read().decode()
    token = re.search(r'name="formulir" value="([^"]+)"', page)[1]
    data = urllib.parse.urlencode({"formulir": token, "teks": question}).encode()
    return opener.open(f"{program.address()}/pesan", data, timeout=15).read().decode()


def test_changed_content_is_taken_over_and_broken_content_is_not(program, started):
    entry = own_content(program) / "kependudukan" / "kia.yaml"
    process = started()
    before = entry.read_text(encoding="utf-8")
    assert "Kartu identitas untuk anak" in ask(program, "kartu identitas anak")
    entry.write_text("id: [", encoding="utf-8")
    assert process.stdout is not None
    for line in process.stdout:
        if "content refused" in line:
            break
    assert "Kartu identitas untuk anak" in ask(program, "kartu identitas anak")
    changed = before.replace("Kartu identitas untuk anak", "Kartu pengenal untuk anak")
    entry.write_text(changed, encoding="utf-8")
    for line in process.stdout:
        if "content taken over" in line:
            break
    assert "Kartu pengenal untuk anak" in ask(program, "kartu identitas anak")


SLANG = {
    "ktp ilang gmn": "KTP-el karena hilang",
    "bikin kia brp bayarnya": "Kartu Identitas Anak",
    "anak br lahir mau bikin akte": "kelahiran",
    "mau pindah ktp ke serang syaratnya apa": "pindah",
    "bpjs nunggak bs dicicil ga": "REHAB",
    "cara ngecek dapet bansos apa engga": "bantuan sosial",
    "daftar nikah di kua kudu bawa apa": "pernikahan",
    "spmb smp negri syarate opo": "Penerimaan Murid",
    "ganti hp ikd piye": "Identitas Kependudukan Digital",
    "surat ga mampu bikin dmn": "Tidak Mampu",
}


async def test_a_resident_uses_all_of_it_on_telegram(program, started):
    async with BotApiServer() as server:
        program.settings |= on_telegram(server)
        process = await asyncio.to_thread(started)
        siti = Resident(server)
        siti.say("/start")
        await siti.sees("Halo, saya")
        for question, answer in SLANG.items():
            siti.say(question)
            await siti.sees(answer)
        so_far = len(siti.messages)
        siti.say("biayanya?")
        await server.until(lambda: len(siti.messages) > so_far, 10)
        assert "Gratis" in siti.last.text
        # Somebody else goes on: one person may send twenty messages a minute.
        siti = Resident(server, user=502)
        siti.say("surat ga mampu bikin dmn")
        await siti.sees("Tidak Mampu")
        for label, then in (
            ("Lapor kendala", "Di langkah mana"),
            ("Datang ke kelurahan", "Apa yang menghambat"),
            ("Antrean", "Seberapa berat"),
            ("Berat", "Siapa yang boleh tahu"),
            ("Rahasia", "Periksa laporan"),
            ("Foto", "Kirim foto"),
        ):
            siti.press(label)
            await siti.sees(then)
        siti.photo(picture())
        await siti.sees("Foto: 1")
        siti.press("Kirim laporan")
        filed = await siti.sees("Nomor tiket Anda")
        number = re.search(r"TK-[0-9A-Z]{4}-[0-9A-Z]{4}", filed.text)[0]
        siti.say(f"/tiket {number}")
        await siti.sees("Status:")
        siti.say("/hapus")
        await siti.sees("tidak bisa dikembalikan")
        siti.press("Ya, hapus")
        await siti.sees("sudah dihapus")
        out = await asyncio.to_thread(stop, process)
    assert server.token not in out
    assert "Traceback" not in out


async def test_nothing_is_lost_when_it_is_killed_with_updates_in_flight(program, started):
    async with BotApiServer() as server:
        program.settings |= on_telegram(server)
        process = await asyncio.to_thread(started)
        people = [Resident(server, user=1000 + number) for number in range(UPDATES)]
        for one in people:
            one.say("KTP saya hilang")
        await server.until(lambda: any(one.messages for one in people), 20)
        process.kill()
        await asyncio.to_thread(process.communicate)
        answered = sum(bool(one.messages) for one in people)
        assert answered < UPDATES, "the kill must fall in the middle"
        before = {one.address: len(one.messages) for one in people}
        await asyncio.to_thread(started)
        # Rows in flight at the kill are under lease for a minute; nobody waits for it here.
        shorten_leases(program)
        await server.until(lambda: all(one.messages for one in people), 30)
    twice = [one for one in people if len(one.messages) > 1]
    assert len(twice) <= AT_ONCE
    assert all(len(one.messages) <= 2 for one in people)
    assert all(before[one.address] for one in twice)


def shorten_leases(program: Program) -> None:
    with sqlite3.connect(program.folder / "data" / "tanyakota.sqlite3") as database:
        database.execute("PRAGMA busy_timeout=5000")
        database.execute("UPDATE outbox SET lease_until = '2026-01-01' WHERE status = 'leased'")
    database.close()
