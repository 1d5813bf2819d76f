"""`tanyakota statistics …`: files that hold what the filters show, and refusals in one line."""

from __future__ import annotations

import json
import re
import zipfile
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from typer.testing import CliRunner

from bot.assemble import open_bot
from bot.cli import app
from bot.commands import saving
from bot.commands.saving import save
from bot.errors import TanyaKotaError
from bot.settings import DOCUMENTED, read_settings
from bot.use_cases.seed import Seed

pytestmark = pytest.mark.usefixtures("loaded_once")
runner = CliRunner()


@pytest.fixture(scope="module")
def city(tmp_path_factory) -> Path:
    """A folder with the database of a made-up city."""
    folder = tmp_path_factory.mktemp("kota")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for one in DOCUMENTED:
            patch.delenv(one.name, raising=False)
        with open_bot(read_settings()) as bot:
            Seed(bot.database, bot.world, Random(1))((60, 80, 600, 150), lambda *_: None)
    return folder


@pytest.fixture
def folder(city: Path, tmp_path: Path, monkeypatch) -> Path:
    """An empty folder to write into, with that database."""
    for one in DOCUMENTED:
        monkeypatch.delenv(one.name, raising=False)
    monkeypatch.setenv("TANYAKOTA_DATABASE_URL", f"sqlite:///{city}/data/tanyakota.sqlite3")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> str:
    result = runner.invoke(app, ["statistics", *arguments])
    assert result.exit_code == 0, (result.output, result.exception)
    return result.output


def refused(*arguments: str) -> str:
    result = runner.invoke(app, ["statistics", *arguments])
    assert isinstance(result.exception, TanyaKotaError), result.output
    said = str(result.exception)
    assert "\n" not in said
    return said


def audit() -> list[tuple[str, str, str]]:
    with open_bot(read_settings()) as bot, bot.database.engine.connect() as connection:
        query = "SELECT actor, subject, detail FROM audit WHERE action = 'export_statistics'"
        return [tuple(row) for row in connection.exec_driver_sql(query)]


def the_file(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


def test_without_options_the_last_thirty_days_as_a_workbook(folder: Path):
    said = run("export")
    file = the_file(folder)
    assert file.name in said
    with open_bot(read_settings()) as bot:
        until = bot.world.today - timedelta(days=1)
    assert file.name == f"statistik-{until - timedelta(days=29)}-{until}.xlsx"
    with zipfile.ZipFile(file) as opened:
        assert opened.testzip() is None
    assert audit()[-1][:2] == ("console", "semua")


def test_filters_are_followed_by_id_or_name(folder: Path):
    run("export", "--format", "json", "--agency", "disdukcapil", "--kecamatan", "kasemen",
        "--group", "minggu", "--channel", "web", "--output", "a.json")  # fmt: skip
    data = json.loads((folder / "a.json").read_text(encoding="utf-8"))
    assert data["saringan"]["Instansi"] == "Disdukcapil"
    assert data["saringan"]["Kecamatan"] == "Kasemen"
    assert data["saringan"]["Kelompok"] == "per minggu"
    assert data["saringan"]["Kanal"] == "Halaman obrolan"
    assert audit()[-1][1] == "disdukcapil 36.73.02 web"


def test_csv_of_a_given_period(folder: Path):
    with open_bot(read_settings()) as bot:
        day = bot.world.today - timedelta(days=10)
    run("export", "--format", "csv", "--from", str(day), "--to", str(day))
    assert the_file(folder).name == f"statistik-{day}-{day}.csv"
    assert the_file(folder).read_bytes().startswith(b"\xef\xbb\xbfStatistik")


def test_a_file_is_not_overwritten_without_being_told(folder: Path):
    target = folder / "milik-orang.csv"
    target.write_text("penting")
    arguments = ("export", "--format", "csv", "--output", target.name)
    assert "sudah ada" in refused(*arguments)
    assert target.read_text() == "penting"
    run(*arguments, "--force")
    assert "Saringan" in target.read_text(encoding="utf-8-sig")
    assert the_file(folder) == target


REFUSALS = [
    (("--agency", "disdukcapl"), "instansi 'disdukcapl': mungkin disdukcapil"),
    (("--service", "ktp-el-hilan"), "mungkin ktp-el-hilang"),
    (("--service", "zzz"), "layanan 'zzz': ada 189 pilihan, misalnya"),
    (("--kecamatan", "atlantis"), "36.73.02 (Kasemen)"),
    (("--stage", "makan"), "pilih satu: informasi, persyaratan"),
    (("--status", "beres"), "pilih satu: diterima"),
    (("--channel", "radio"), "telegram (Telegram)"),
    (("--agency", "x\n\x1b[31m"), "instansi 'x\\n\\x1b[31m'"),
    (("--from", "2026-02-02", "--to", "2026-02-01"), "Periode terbalik"),
    (("--to", "2999-01-01"), "Periode belum lewat"),
    (("--from", "2999-01-01"), "Periode"),
    (("--from", "1999-01-01", "--to", "1999-01-31"), "Tidak ada pertanyaan"),
]


@pytest.mark.parametrize("command", ["show", "export"])
@pytest.mark.parametrize(("arguments", "said"), REFUSALS)
def test_what_cannot_be_shown_is_refused_in_one_line(folder: Path, command, arguments, said):
    before = audit()
    assert said in refused(command, *arguments)
    assert list(folder.iterdir()) == []
    assert audit() == before


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a.csv", "berakhir .csv, padahal --format xlsx"),
        ("tidak-ada/a.xlsx", "folder tidak-ada tidak ada"),
        (".", "itu folder"),
        ("", "itu folder"),
        ("a\nb.xlsx", "huruf yang tidak terlihat"),
        ("a\u202eb.xlsx", "huruf yang tidak terlihat"),
        ("x" * 300 + ".xlsx", "tidak dapat ditulis"),
    ],
)
def test_hostile_names_are_refused(folder: Path, name: str, said: str):
    assert said in refused("export", "--output", name)
    assert list(folder.iterdir()) == []


def test_a_fault_while_writing_leaves_nothing_behind(tmp_path: Path, monkeypatch):
    def broken(self, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", broken)
    with pytest.raises(saving.NotWritableError, match="No space left"):
        save({tmp_path / "a.csv": [b"isi"]}, force=False)
    assert list(tmp_path.iterdir()) == []


def test_who_was_faster_keeps_their_file(tmp_path: Path):
    (tmp_path / "a.csv").write_text("lebih dulu")
    with pytest.raises(saving.FileExistsAlreadyError):
        save({tmp_path / "a.csv": [b"isi"]}, force=False)
    assert the_file(tmp_path).read_text() == "lebih dulu"


def test_show_has_the_same_tables(folder: Path):
    shown = run("show")
    run("export", "--format", "json", "--output", "a.json")
    data = json.loads((folder / "a.json").read_text(encoding="utf-8"))
    for one in data["tabel"]:
        assert one["judul"] in shown
    reports = next(row for row in data["tabel"][0]["baris"] if row["Ukuran"] == "Laporan")
    assert re.search(rf"Laporan +│ +{reports['Nilai']} ", shown)
