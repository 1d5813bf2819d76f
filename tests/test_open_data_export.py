"""`tanyakota open-data export`: both files or none, and nothing overwritten by accident."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.commands.open_data import MonthsBackwardsError, OpenDataOffError
from bot.commands.saving import FileExistsAlreadyError, NotWritableError, save
from bot.settings import DOCUMENTED
from bot.storage.database import SqlDatabase
from bot.storage.engine import open_engine
from bot.storage.migrate import upgrade
from tests.storage.open_rows import FILED, add_reports

pytestmark = pytest.mark.usefixtures("loaded_once")
runner = CliRunner()


@pytest.fixture(autouse=True)
def _city(monkeypatch, tmp_path: Path):
    """A database in the working folder with two months that are long due."""
    monkeypatch.chdir(tmp_path)
    for one in DOCUMENTED:
        monkeypatch.delenv(one.name, raising=False)
    engine = open_engine("sqlite:///data/tanyakota.sqlite3")
    upgrade(engine, "uji")
    add_reports(SqlDatabase(engine), 12, filed_at=FILED.replace(year=2025))
    add_reports(SqlDatabase(engine), 14, filed_at=FILED.replace(year=2025, month=10))
    engine.dispose()


def export(*arguments: str):
    return runner.invoke(app, ["open-data", "export", *arguments])


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_it_writes_the_table_and_its_dictionary(tmp_path: Path):
    result = export("--output", "keluar/bulanan")
    assert result.exit_code == 0, result.output
    assert "26 baris" in result.output
    folder = tmp_path / "keluar" / "bulanan"
    assert sorted(one.name for one in folder.iterdir()) == ["kamus.csv", "laporan.csv"]
    table, dictionary = rows(folder / "laporan.csv"), rows(folder / "kamus.csv")
    assert len(table) == 26
    assert list(table[0]) == [one["kolom"] for one in dictionary]
    assert (folder / "laporan.csv").read_bytes().count(b"\r\n") == 27


def test_months_can_be_chosen():
    assert export("--from", "2025-10", "--to", "2025-10").exit_code == 0
    assert {row["id"][:7] for row in rows(Path("laporan.csv"))} == {"2025-10"}
    assert isinstance(
        export("--from", "2025-11", "--to", "2025-10").exception, MonthsBackwardsError
    )
    assert export("--from", "oktober").exit_code == 2


def test_files_that_are_there_are_kept_unless_forced():
    Path("kamus.csv").write_text("punya saya", encoding="utf-8")
    assert isinstance(export().exception, FileExistsAlreadyError)
    assert Path("kamus.csv").read_text(encoding="utf-8") == "punya saya"
    assert not Path("laporan.csv").exists()
    assert export("--force").exit_code == 0
    assert "tanggal_awal" in Path("kamus.csv").read_text(encoding="utf-8")


def test_a_failure_leaves_nothing_behind(tmp_path: Path):
    def broken():
        yield b"id\r\n"
        raise RuntimeError(date(2026, 1, 1))

    (tmp_path / "laporan.csv").write_text("dulu", encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(RuntimeError):
        save({tmp_path / "kamus.csv": [b"x"], tmp_path / "laporan.csv": broken()}, force=True)
    assert sorted(tmp_path.iterdir()) == before
    assert (tmp_path / "laporan.csv").read_text(encoding="utf-8") == "dulu"


def test_who_was_faster_at_one_of_them_keeps_both(tmp_path: Path):
    (tmp_path / "laporan.csv").write_text("lebih dulu", encoding="utf-8")
    files = {tmp_path / "kamus.csv": [b"x"], tmp_path / "laporan.csv": [b"y"]}
    with pytest.raises(FileExistsAlreadyError):
        save(files, force=False)
    assert not (tmp_path / "kamus.csv").exists()
    assert (tmp_path / "laporan.csv").read_text(encoding="utf-8") == "lebih dulu"


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path):
    (tmp_path / "berkas").write_text("", encoding="utf-8")
    refusal = export("--output", "berkas").exception
    assert isinstance(refusal, NotWritableError)
    assert "berkas" in str(refusal)


def test_where_open_data_are_off_nothing_is_written(monkeypatch):
    monkeypatch.setenv("TANYAKOTA_OPEN_DATA", "off")
    refusal = export().exception
    assert isinstance(refusal, OpenDataOffError)
    assert "TANYAKOTA_OPEN_DATA=on" in str(refusal)
    assert not Path("laporan.csv").exists()
