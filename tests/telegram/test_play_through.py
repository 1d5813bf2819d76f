"""One report from the first question to the index, as resident, officer, head of agency and admin.

Everybody has a telephone on a Bot API server; the bot is the one that ships; time is a value.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from bot.civic.city import Penduduk
from bot.civic.indicator.method import Component
from bot.civic.roles import Member, Role
from bot.civic.statistics.figures import Filters, Share
from bot.clock import now
from bot.storage.database import SqlDatabase
from bot.use_cases.measure import Measure
from bot.use_cases.read_statistics import ReadStatistics
from tests.telegram.bot_api_rules import Message
from tests.telegram.bot_api_server import BotApiServer
from tests.telegram.resident import Resident
from tests.telegram.test_whole import Whole
from tests.use_cases.office_files import PDF
from tests.use_cases.rig import START

SURVEY = (
    "Sangat sesuai",
    "Mudah",
    "Cepat",
    "Gratis",
    "Sesuai",
    "Mampu",
    "Sangat sopan",
    "Dikelola dengan baik",
    "Baik",
)
PERIOD = (date(2026, 11, 23), date(2026, 12, 13))


class Simulated(Whole):
    """The whole bot from a known morning on; days pass when a test says so."""

    def __init__(self, database: SqlDatabase, knowledge, server: BotApiServer) -> None:
        self._born = now()
        super().__init__(database, knowledge, server)

    def clock(self):
        return START + (now() - self._born) + self.ahead

    async def days(self, count: int, tick: Callable[[], object]) -> None:
        """Let days pass; `tick` happens on each of them."""
        for _ in range(count):
            self.ahead += timedelta(days=1)
            await asyncio.to_thread(tick)
            self.channel_.wake()

    @property
    def measure(self) -> Measure:
        return Measure(self.database, self.populated, self.clock)

    def populated(self, at):
        plain = self.own_world(at)
        people = Penduduk(1000, "contoh", {"99.01.01": 600, "99.01.02": 400})
        return replace(plain, city=replace(plain.city, penduduk=people))


@dataclass
class Person:
    """Somebody with a telephone, who needs a few seconds for every act."""

    phone: Resident
    bot: Simulated

    async def write(self, text: str, reply: str) -> Message:
        """Write, and wait for a reply that says so."""
        self.bot.ahead += timedelta(seconds=10)
        return await self._answered(lambda: self.phone.say(text), reply)

    async def tap(self, label: str, reply: str, on: Message | None = None) -> Message:
        """Press a button, and wait for a reply, or the same message changed, that says so."""
        self.bot.ahead += timedelta(seconds=10)
        return await self._answered(lambda: self.phone.press(label, on), reply)

    async def hears(self, text: str) -> Message:
        """The message by which the bot, unasked, says so."""
        return await self.phone.sees(text)

    async def _answered(self, act: Callable[[], object], reply: str) -> Message:
        before = {one.id: one.edits for one in self.phone.messages}
        act()

        def fresh() -> list[Message]:
            seen = self.phone.messages
            return [one for one in seen if reply in one.text and one.edits > before.get(one.id, -1)]

        try:
            await self.phone.server.until(fresh)
        except TimeoutError:
            said = [one.text for one in self.phone.messages if one.id not in before]
            raise AssertionError(f"{reply!r} was expected, not {said}") from None
        return fresh()[-1]


@pytest.fixture
def bot(sqlite_database, knowledge, server):
    return Simulated(sqlite_database, knowledge, server)


async def test_from_a_question_to_the_index(bot: Simulated, server: BotApiServer):
    def person(user: int, name: str) -> Person:
        return Person(Resident(server, user, name), bot)

    siti, officer = person(501, "Siti"), person(50, "Petugas")
    head, sekda, admin = person(60, "Kepala"), person(70, "Sekda"), person(99, "Admin")
    async with bot.serving():
        await hire(bot, admin, officer, head, sekda)
        number = await report(siti)
        await ask_back_and_close(siti, officer, number)
        await reopen(siti, head, number)
        await escalate(bot, siti, sekda, number)
        await close_and_confirm(siti, head, number)
        await follow_up(bot, siti)
        await digests(bot, admin, head)
        await in_the_figures(bot, admin)
    the_index(bot)


async def hire(bot: Simulated, admin: Person, *others: Person) -> None:
    """The first admin is named by the settings; the rest are given their roles in the chat."""
    with bot.database.transaction() as work:
        work.staff.grant(("telegram", "99"), Member(Role.ADMIN), "settings", bot.clock())
    for one in (admin, *others):
        await one.write("/start", "Halo")
    await admin.write("/petugas 50 petugas disdukcapil", "50: petugas, Disdukcapil")
    await admin.write("/petugas 60 kepala disdukcapil", "60: kepala instansi, Disdukcapil")
    await admin.write("/petugas 70 sekda", "70: Sekda")


async def report(siti: Person) -> str:
    await siti.write("ktp saya ilang", "KTP")
    await siti.tap("Lapor kendala", "Di langkah mana")
    await siti.tap("Ambil nomor", "menghambat")
    await siti.tap("Antrean", "Seberapa berat")
    await siti.tap("Berat", "Siapa yang boleh tahu")
    await siti.tap("Terbuka", "Kirim")
    await siti.tap("Cerita", "Ceritakan")
    await siti.write("Kuota daring habis sebelum jam delapan.", "Kuota daring habis")
    filed = await siti.tap("Kirim laporan", "Laporan tersimpan")
    assert "11 Desember 2026" in filed.text
    return filed.text[filed.text.index("TK-") :][:12]


async def ask_back_and_close(siti: Person, officer: Person, number: str) -> None:
    await officer.hears(f"Laporan baru {number}")
    case = await officer.write(f"/kasus {number}", "Kuota daring habis")
    await officer.tap("Verifikasi", "Pelapor sudah dikabari", case)
    await siti.hears("sudah memeriksa laporan Anda")
    await officer.tap("Buka kasus", "Diverifikasi")
    await officer.tap("Proses", "Pelapor sudah dikabari")
    await officer.tap("Buka kasus", "Diproses")
    await officer.tap("Tanya pelapor", "Apa yang Anda tanyakan")
    await officer.write("Sejak tanggal berapa?", "Pelapor sudah dikabari")
    asked = await siti.hears("Petugas menulis: Sejak tanggal berapa?")
    await siti.tap("Jawab petugas", "Tulis keterangan", asked)
    await siti.write("Sejak Senin lalu.", "Keterangan ditambahkan")
    await officer.hears("Sejak Senin lalu.")
    await officer.write(f"/kasus {number}", "Sejak Senin lalu.")
    await officer.tap("Selesai", "Apa yang sudah dibereskan")
    officer.phone.document(b"MZ program", "jadwal.pdf")
    await officer.hears("jenis berkas itu tidak bisa dikirim")
    officer.phone.document(PDF, "../jadwal baru.pdf", "Kuota sudah ditambah.")
    closed = await siti.hears("Kuota sudah ditambah.")
    assert closed.document == ("jadwal baru.pdf", PDF)


async def reopen(siti: Person, head: Person, number: str) -> None:
    closed = await siti.hears("Kuota sudah ditambah.")
    assert "benar sudah beres?" in closed.text
    again = await siti.tap("Belum", "kami buka lagi", closed)
    assert "30 November 2026" in again.text
    await head.hears(f"{number}: pelapor menyatakan belum beres")


async def escalate(bot: Simulated, siti: Person, sekda: Person, number: str) -> None:
    """Nobody does anything: past the new promise and five working days more, the Sekda hears."""
    await bot.days(16, bot.case_clocks)
    await sekda.hears(f"{number} naik ke tingkat Sekda")
    await siti.hears("belum ditangani tepat waktu")
    case = await sekda.write("/kasus", number)
    assert "1 lewat janji" in case.text


async def close_and_confirm(siti: Person, head: Person, number: str) -> None:
    case = await head.write(f"/kasus {number}", "Ditangani tingkat: Sekda")
    await head.tap("Proses", "Pelapor sudah dikabari", case)
    await head.tap("Buka kasus", "Diproses (oleh 60)")
    await head.tap("Selesai", "Apa yang sudah dibereskan")
    await head.write("Loket kedua dibuka setiap hari.", "Pelapor sudah dikabari")
    closed = await siti.hears("Loket kedua dibuka")
    thanks = await siti.tap("Sudah beres", "beres menurut Anda", closed)
    await head.hears(f"{number}: pelapor menyatakan sudah beres")
    place = 1
    await siti.tap("Nilai layanan ini", "(1 dari 9)", thanks)
    for place, answer in enumerate(SURVEY, start=2):
        await siti.tap(answer, f"({place} dari 9)" if place < 10 else "semua jawaban tersimpan")
    assert place == 10


async def follow_up(bot: Simulated, siti: Person) -> None:
    """She is asked how it went, and where she lives."""
    await bot.days(1, bot.ask_attempts)
    asked = await siti.hears("Apakah urusannya berhasil?")
    ease = await siti.tap("Berhasil", "Seberapa mudah", asked)
    burden = await siti.tap("6", "Adakah yang menghambat", ease)
    stage = await siti.tap("Ringan", "Di bagian mana", burden)
    home = await siti.tap("Mengajukan", "kecamatan mana", stage)
    await siti.tap("Selatan", "Terima kasih", home)


async def digests(bot: Simulated, admin: Person, head: Person) -> None:
    await bot.days(5, bot.weekly_digest)
    week = await admin.hears("Minggu 30 November 2026 sampai 6 Desember 2026")
    assert "lewat janji sekarang: 0" in week.text
    assert not any("Minggu 30" in one.text for one in head.phone.messages)


async def in_the_figures(bot: Simulated, admin: Person) -> None:
    """Closed, confirmed and reopened are three numbers."""
    shown = await admin.write("/statistik", "Statistik")
    assert "Dibuka kembali: 100 % (dari 1)" in shown.text
    assert "Dipastikan beres oleh warga: 100 % (dari 1)" in shown.text
    read = ReadStatistics(bot.database, bot.own_world, bot.clock)
    view = read(Filters(*PERIOD))
    assert view.now.reports == 1
    assert view.now.statuses == {"selesai": 1}
    assert (view.now.confirmed, view.now.reopened) == (Share(1.0, 1), Share(1.0, 1))
    assert view.now.on_time == Share(1.0, 1)  # its first closing was
    assert view.now.attempts["berhasil"] == 1


def the_index(bot: Simulated) -> None:
    """Too few people for an index, and it says so; what she said is in its components."""
    reading, _ = bot.measure.compute(*PERIOD)
    scores = {name: score.raw for name, score in reading.scores.items()}
    assert reading.imc is None
    assert any("belum ada IMC" in label for label in reading.labels)
    assert scores[Component.SELESAI] == 0  # disputed within ten days: not settled
    assert reading.persons == 1
    (verdict,) = bot.measure.verify()
    assert verdict.finding == "same"
