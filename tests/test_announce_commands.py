"""`tanyakota announce …` from the first draft to the report, as two people would."""

from __future__ import annotations

import csv
import re
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from shutil import copyfile

import pytest
from PIL import Image
from typer.testing import CliRunner

from bot.assemble import open_bot
from bot.civic.announcements.checks import Fault
from bot.civic.announcements.life import AnnouncementStatus, Refusal
from bot.civic.announcements.progress import DeliveryState, RunKind, RunStatus
from bot.civic.news import NEVER_QUIET
from bot.civic.roles import Member, Role
from bot.cli import app
from bot.clock import now
from bot.commands import announcements
from bot.commands.announcement_words import KIND, MEND, REFUSED, RUNNING, STATE, STATUS, reason
from bot.dialogue.events import InboundEvent, TextSent
from bot.errors import TanyaKotaError
from bot.settings import DOCUMENTED, read_settings
from bot.storage.database import SqlDatabase
from bot.storage.engine import open_engine
from bot.storage.migrate import upgrade
from bot.use_cases.deliveries import Gone, Sent, Unsure
from bot.use_cases.run_announcements import RunAnnouncements

pytestmark = pytest.mark.usefixtures("loaded_once")
runner = CliRunner()
AUTHOR, APPROVER = "111", "222"
TEXT = "**Loket pajak** tutup besok."


@pytest.fixture(scope="module")
def begun(tmp_path_factory) -> Path:
    """Two people of the staff and an editor, three residents who want news about taxes."""
    file = tmp_path_factory.mktemp("city") / "tanyakota.sqlite3"
    engine = open_engine(f"sqlite:///{file}")
    upgrade(engine, "test")
    with SqlDatabase(engine).transaction() as work:
        for one, role in ((AUTHOR, Role.ADMIN), (APPROVER, Role.ADMIN), ("333", Role.EDITOR)):
            work.staff.grant(("telegram", one), Member(role), "test", now())
        events = [InboundEvent("telegram", n, n, n, TextSent("halo")) for n in "567"]
        work.inbox.store(events, now())
        for one in "567":
            me = work.photos.conversation_of("telegram", one)
            work.subscribers.want(me, "pajak", on=True)
            work.subscribers.be_quiet(me, NEVER_QUIET)
    engine.dispose()
    return file


@pytest.fixture(autouse=True)
def city(begun: Path, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for one in DOCUMENTED:
        monkeypatch.delenv(one.name, raising=False)
    (tmp_path / "data").mkdir()
    copyfile(begun, tmp_path / "data/tanyakota.sqlite3")


def kept(table: str) -> int:
    """Rows of a table, counted from outside of the program."""
    with closing(sqlite3.connect("data/tanyakota.sqlite3")) as connection:
        return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def run(*arguments: str) -> str:
    result = runner.invoke(app, list(arguments))
    assert result.exit_code == 0, result.output
    return re.sub(r"\x1b\[[0-9;]*m", "", result.output)


def refused(*arguments: str) -> str:
    """What the refusal says, in one line; or what Typer says of a wrong option."""
    result = runner.invoke(app, list(arguments))
    assert result.exit_code != 0
    if isinstance(result.exception, TanyaKotaError):
        assert "\n" not in str(result.exception)
        return str(result.exception)
    assert isinstance(result.exception, SystemExit), result.exception
    return result.output


def new(*more: str) -> str:
    return run("announce", "new", "--as", AUTHOR, "--topic", "pajak", "--text", TEXT, *more)


def approve(number: str = "1") -> None:
    run("announce", "submit", number, "--as", AUTHOR)
    run("announce", "approve", number, "--as", APPROVER)


def deliver(results=None) -> None:
    """What the server does: start, send, end."""
    outcomes = iter(results or ())
    with open_bot(read_settings()) as bot:
        tick: RunAnnouncements = bot.run_announcements
        tick()
        with bot.database.transaction() as work:
            for one in work.ledger.claim("telegram", 100, bot.world.local, ahead=None):
                assert work.ledger.begin(one.id, one.attempt, now())
                result = next(outcomes, Sent(f"m{one.id}"))
                work.ledger.settle({(one.id, one.attempt): result}, now())
        tick()


def test_from_the_draft_to_the_report(tmp_path: Path):
    Image.new("RGB", (40, 30), "red").save(tmp_path / "loket.png")
    (tmp_path / "Jadwal.pdf").write_bytes(b"%PDF-1.4")
    made = new(
        *("--lang", "en=Closed tomorrow.", "--link", "Peta=https://pajak.contoh.go.id/a"),
        *("--service", "ktp-el-hilang", "--photo", "loket.png", "--file", "Jadwal.pdf"),
        *("--expires", "2099-01-01 08:00"),
    )
    assert "Draf 1 tersimpan" in made
    shown = run("announce", "preview", "1")
    assert "Loket pajak tutup besok." in shown
    assert "[gambar]" in shown
    assert "[file: Jadwal.pdf]" in shown
    assert "[ Peta ]" in shown
    assert "Penerima: 3." in shown
    assert "kurang dari satu menit" in shown
    assert "Closed tomorrow." in run("announce", "preview", "1", "--lang", "en")
    approve()
    assert "disetujui" in run("announce", "list")
    deliver([Sent("m1"), Gone("Forbidden: bot was blocked by the user"), Unsure("Timed out")])
    report = run("announce", "report", "1")
    assert re.search(r"sampai\s+│\s+1", report)
    assert re.search(r"tidak pasti\s+│\s+1", report)
    assert "memblokir bot" in report
    assert "selesai" in run("announce", "list", "--scope", "ended")
    followed = run("announce", "show", "1", "--follow")
    assert "3/3" in followed
    assert "Loket" not in run("announce", "list")


def test_the_report_as_a_file(tmp_path: Path):
    new()
    approve()
    deliver([Gone("=cmd|bot was blocked"), *[Sent("1")] * 2])
    assert "Tersimpan: a.xlsx" in run("announce", "export", "1", "a.xlsx")
    assert "xl/workbook.xml" in zipfile.ZipFile(tmp_path / "a.xlsx").namelist()
    run("announce", "export", "1", "a.csv")
    text = (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(text.splitlines(), delimiter=";"))
    assert sum("telegram" in row for row in rows) == 3
    assert "memblokir bot" in text
    assert not re.search(r"\b(567|5,6,7)\b", text)
    assert "sudah ada" in refused("announce", "export", "1", "a.csv")
    assert "harus berakhir" in refused("announce", "export", "1", "a.pdf")
    with open_bot(read_settings()) as bot, bot.database.engine.connect() as connection:
        told = connection.exec_driver_sql("SELECT actor FROM audit WHERE action = 'export'").all()
        assert told == [("console",), ("console",)]


def test_two_pairs_of_eyes_hold_here_too():
    new()
    run("announce", "submit", "1", "--as", AUTHOR)
    assert "tulisan sendiri" in refused("announce", "approve", "1", "--as", AUTHOR)
    assert "tidak berwenang" in refused("announce", "approve", "1", "--as", "999")
    assert "berubah" in refused("announce", "approve", "1", "--as", APPROVER, "--revision", "0")
    assert "--note" in refused("announce", "send-back", "1", "--as", APPROVER)
    run("announce", "send-back", "1", "--as", APPROVER, "--note", "Jamnya?")
    assert "Jamnya?" in run("announce", "show", "1")
    assert "menunggu persetujuan" not in run("announce", "list")


def test_pause_resume_cancel_and_recall():
    new()
    approve()
    with open_bot(read_settings()) as bot:
        bot.run_announcements()
    for command, word in (("pause", "dijeda"), ("resume", "berjalan")):
        run("announce", command, "1", "--as", AUTHOR)
        assert word in run("announce", "show", "1")
    assert "keadaannya" in refused("announce", "resume", "1", "--as", AUTHOR)
    run("announce", "cancel", "1", "--as", AUTHOR)
    assert "dibatalkan petugas" in run("announce", "report", "1")
    new()
    assert "belum ada yang terkirim" in refused("announce", "recall", "2", "--as", AUTHOR)
    approve("2")
    deliver()
    run("announce", "recall", "2", "--as", AUTHOR)
    assert "Penarikan" in run("announce", "show", "2")


def test_corrections():
    new()
    assert "belum ada yang terkirim" in refused(
        "announce", "correct", "1", "--as", AUTHOR, "--edit"
    )
    approve()
    deliver()
    assert "salah satu" in refused("announce", "correct", "1", "--as", AUTHOR, "--edit", "--send")
    run("announce", "correct", "1", "--as", AUTHOR, "--edit", "--text", "Loket tetap buka.")
    shown = run("announce", "preview", "2")
    assert "Loket tetap buka." in shown
    assert "Penerima: 3." in shown


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--topic", "tidak-ada", "--text", "a"), "pilih: bencana"),
        (("--topic", "pajak"), "--text"),
        (("--topic", "pajak", "--text", "a", "--file-text", "b.txt"), "jangan keduanya"),
        (("--topic", "pajak", "--file-text", "tidak-ada.txt"), "tidak-ada.txt"),
        (
            ("--topic", "pajak", "--text", "a", "--area", "Atlantis"),
            "'Atlantis' tidak dikenal: ada ",
        ),
        (("--topic", "pajak", "--text", "a", "--area", "Cipocok"), "(Cipocok Jaya)"),
        (("--topic", "pajak", "--text", "a", "--link", "https://a.go.id"), "--link"),
        (("--topic", "pajak", "--text", "a", "--link", "Peta=http://a.go.id"), "https://"),
        (("--topic", "pajak", "--text", "a", "--service", "ktp-hilang"), "mungkin ktp-el-hilang"),
        (("--topic", "pajak", "--text", "a", "--lang", "fr=bonjour"), "--lang"),
        (("--topic", "pajak", "--text", "a", "--at", "2020-01-01 08:00"), "sudah lewat"),
        (("--topic", "pajak", "--text", "a", "--repeat", "harian"), "--at"),
        (("--topic", "pajak", "--text", "a", "--urgent"), "bencana"),
        (("--topic", "pajak", "--text", "a **b"), "berpasangan"),
        (("--topic", "pajak", "--text", "x" * 4097), "terlalu panjang"),
        (("--topic", "pajak", "--text", "a", "--photo", "tidak-ada.png"), "tidak-ada.png"),
        (("--topic", "pajak", "--text", "a", "--photo", "teks.txt"), "bukan gambar"),
        (("--topic", "pajak", "--text", "x" * 1025, "--file", "teks.txt"), "terlalu panjang"),
        (("--topic", "pajak", "--text", "a", "--at", "besok"), "besok"),
    ],
)
def test_bad_input_is_refused_in_one_line_and_nothing_is_kept(tmp_path: Path, arguments, said):
    (tmp_path / "teks.txt").write_text("halo")
    assert said in refused("announce", "new", "--as", AUTHOR, *arguments)
    assert [kept(table) for table in ("announcement", "photo", "document")] == [0, 0, 0]


def test_somebody_without_rights_keeps_nothing(tmp_path: Path):
    Image.new("RGB", (40, 30), "red").save(tmp_path / "a.png")
    for who in ("999", "333"):
        more = ("--topic", "pajak", "--text", "a", "--photo", "a.png")
        assert "tidak berwenang" in refused("announce", "new", "--as", who, *more)
    assert kept("photo") == 0


def test_texts_from_a_file_and_areas_by_name(tmp_path: Path):
    (tmp_path / "teks.txt").write_text("Loket tutup.\nBuka Senin.", encoding="utf-8-sig")
    run(
        *("announce", "new", "--as", AUTHOR, "--topic", "pajak", "--file-text", "teks.txt"),
        *("--area", "Serang", "--at", "2099-01-01 08:00", "--repeat", "mingguan", "--workdays"),
    )
    shown = run("announce", "show", "1")
    assert "36.73.01" in shown
    assert "2099-01-01 08:00" in shown
    assert "mingguan" in shown


def test_an_unknown_number_and_scope():
    assert "tidak ada" in refused("announce", "show", "7")
    assert "pilih" in refused("announce", "list", "--scope", "semua")
    assert "--scope waiting atau --scope ended" in run("announce", "list")
    assert "--scope open atau --scope waiting" in run("announce", "list", "--scope", "ended")


def test_following_waits_until_nothing_goes_on(monkeypatch):
    new()
    approve()
    with open_bot(read_settings()) as bot:
        bot.run_announcements()
    waits: list[float] = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 2:
            deliver()

    monkeypatch.setattr(announcements.time, "sleep", wait)
    assert "3/3" in run("announce", "show", "1", "--follow")
    assert len(waits) == 2


def test_every_word_is_there():
    assert set(REFUSED) == set(Refusal)
    assert set(MEND) == set(Fault)
    assert set(STATUS) == set(AnnouncementStatus)
    assert set(STATE) == set(DeliveryState)
    assert set(KIND) == set(RunKind)
    assert set(RUNNING) == set(RunStatus)
    assert reason("Forbidden: bot was blocked by the user") == "memblokir bot"
    assert reason("Something new") == "Something new"
    assert reason("") == "tanpa sebab"
