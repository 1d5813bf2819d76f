"""The commands at the terminal: documented, in Indonesian, with examples; they do what they say."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.channels.console.talk import ConsoleTalk
from bot.cli import app
from bot.commands.saving import FileExistsAlreadyError
from bot.dialogue.typed import ALIASES, COMMANDS, STAFF_COMMANDS
from bot.errors import TanyaKotaError
from bot.serve import MENU
from bot.settings import DOCUMENTED
from bot.use_cases.deliver import Deliver
from tests.use_cases.rig import Rig

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
GROUPS = {
    "kb": ("check", "evaluate", "explain", "diff", "drafts"),
    "db": ("upgrade",),
    "staff": ("add", "remove", "list"),
    "demo": ("seed",),
    "indicator": ("compute", "verify"),
    "report": ("council",),
    "statistics": ("show", "export"),
    "name": ("add", "remove", "list"),
    "open-data": ("export",),
    "announce": (
        "list",
        "show",
        "new",
        "preview",
        "submit",
        "approve",
        "send-back",
        "pause",
        "resume",
        "cancel",
        "recall",
        "correct",
        "report",
        "export",
    ),
}
SINGLE = ("run", "ask", "console")
PATHS = [(name,) for name in SINGLE] + [(g, name) for g, names in GROUPS.items() for name in names]
runner = CliRunner()


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    for one in DOCUMENTED:
        monkeypatch.delenv(one.name, raising=False)


def plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def run(*arguments: str) -> str:
    result = runner.invoke(app, list(arguments))
    assert result.exit_code == 0, result.output
    return plain(result.output)


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_every_command_has_indonesian_help_with_an_example(path):
    shown = run(*path, "--help")
    assert "Pemakaian" in shown
    assert "Contoh" in shown
    assert f"tanyakota {' '.join(path)}" in shown
    assert "Show this message" not in shown


def test_the_lists_of_commands_are_complete():
    assert {command.name for command in app.registered_commands} == set(SINGLE)
    found = {group.name: group.typer_instance for group in app.registered_groups}
    for name, commands in GROUPS.items():
        assert {one.name for one in found[name].registered_commands} == set(commands)


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_every_command_is_in_the_readme(path):
    group, *rest = path
    row = next((line for line in README.splitlines() if f"`tanyakota {group}" in line), "")
    rows = [line for line in README.splitlines() if f"`tanyakota {group}" in line]
    assert row
    assert not rest or any(rest[0] in line for line in rows)


@pytest.mark.parametrize("name", [*COMMANDS, *STAFF_COMMANDS, "help"])
def test_every_command_of_residents_is_in_the_readme(name: str):
    assert f"/{name}`" in README


def test_the_menu_shows_every_command_and_aliases_lead_to_one():
    assert set(MENU) == set(COMMANDS)
    assert set(ALIASES.values()) <= set(COMMANDS)


def test_ask_answers_in_plain_words():
    shown = run("ask", "biaya bikin KTP hilang", "--explain")
    assert "gratis (Rp0)" in shown
    assert "ktp-el-hilang" in shown


def test_ask_as_json():
    data = json.loads(run("ask", "ktp hilang biayanya", "--json"))
    assert (data["decision"], data["entry"], data["aspect"]) == (
        "Answered",
        "ktp-el-hilang",
        "biaya",
    )
    assert all(0 <= one["score"] <= 1 for one in data["candidates"])


def test_ask_outside_of_the_content():
    assert "belum tahu" in run("ask", "resep rendang padang")
    assert json.loads(run("ask", "resep rendang", "--json"))["decision"] == "Unanswered"


def test_the_shipped_content_is_sound():
    assert "189 layanan, 18 panduan" in run("kb", "check")


def test_evaluate_counts(tmp_path: Path):
    rows = [
        {"text": "ktp saya hilang", "any_of": ["ktp-el-hilang"], "aspect": None, "lang": "id"},
        {"text": "resep rendang", "any_of": [], "aspect": None, "lang": "id"},
        {"text": "bikin sim", "any_of": ["sim-baru"], "aspect": None, "lang": "id"},
    ]
    file = tmp_path / "tanya.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert "2 dari 2" in run("kb", "evaluate", str(file))
    data = json.loads(run("kb", "evaluate", str(file), "--json"))
    assert "p99" in json.dumps(data)


def test_names_are_accepted_listed_and_withdrawn():
    assert "Belum ada" in run("name", "list")
    assert "sebutan ikd" in run("name", "add", "ikd", "Dompet  identitas")
    assert "dompet identitas" in run("name", "list")
    assert "ditarik" in run("name", "remove", "dompet identitas")
    assert runner.invoke(app, ["name", "remove", "dompet identitas"]).exit_code == 1
    assert runner.invoke(app, ["name", "add", "bukan-layanan", "dompet"]).exit_code == 2
    assert runner.invoke(app, ["name", "add", "ikd", "?!"]).exit_code == 2
    taken = runner.invoke(app, ["name", "add", "ikd", "akta lahir"])
    assert taken.exit_code == 2


def test_staff_are_added_listed_and_removed():
    assert "Belum ada" in run("staff", "list")
    run("staff", "add", "123", "petugas", "disdukcapil")
    assert "petugas" in run("staff", "list")
    assert "dicabut" in run("staff", "remove", "123")
    assert runner.invoke(app, ["staff", "remove", "123"]).exit_code == 1
    assert runner.invoke(app, ["staff", "add", "budi", "petugas", "disdukcapil"]).exit_code == 2
    assert runner.invoke(app, ["staff", "add", "5", "raja"]).exit_code == 2


QUARTER = ("--from", "2025-07-01", "--to", "2025-09-30")


def test_the_council_report_is_written_whole_and_never_over_another(tmp_path: Path):
    shown = run("report", "council", *QUARTER)
    file = tmp_path / "laporan-dprd-2025-07-01-2025-09-30.pdf"
    assert str(file) in shown.replace("\n", "")
    assert "belum ada warga yang menjawab" in shown
    assert file.read_bytes().startswith(b"%PDF")
    file.write_bytes(b"mine")
    refused = runner.invoke(app, ["report", "council", *QUARTER])
    assert isinstance(refused.exception, FileExistsAlreadyError)
    assert "--force" in str(refused.exception)
    assert file.read_bytes() == b"mine"
    run("report", "council", *QUARTER, "--output", str(file), "--force")
    assert file.read_bytes().startswith(b"%PDF")
    assert [one.name for one in tmp_path.glob("*.pdf")] == [file.name]
    assert not list(tmp_path.glob("tmp*"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--from", "2025-09-30", "--to", "2025-07-01"), "terbalik"),
        (("--from", "2025-09-30", "--to", "2999-07-01"), "kemarin"),
        ((*QUARTER, "--output", "tidak/ada.pdf"), "tidak dapat dipakai"),
        ((*QUARTER, "--output", "."), "itu folder"),
    ],
)
def test_a_council_report_that_cannot_be_made_leaves_no_file(
    tmp_path: Path, arguments: tuple[str, ...], said: str
):
    refused = runner.invoke(app, ["report", "council", *arguments])
    assert isinstance(refused.exception, TanyaKotaError)
    assert said in str(refused.exception)
    assert not list(tmp_path.rglob("*.pdf"))


def test_db_upgrade_can_be_repeated():
    assert "siap" in run("db", "upgrade")
    assert "siap" in run("db", "upgrade")


def test_the_console_holds_a_whole_conversation(database, knowledge):
    rig = Rig(database, knowledge, channel="console")
    shown: list[str] = []
    deliver = Deliver(rig.database, "console", rig.clock)
    talk = ConsoleTalk(rig.receive, rig.converse, deliver, shown.append)
    talk.hear("/start")
    talk.hear("ktp ilang gmn")
    assert any("KTP-el karena hilang" in line for line in shown)
    number = next(
        found[1] for line in shown[::-1] if (found := re.search(r"\[(\d+)\] 💰 Biaya", line))
    )
    shown.clear()
    talk.hear(number)
    assert any("gratis (Rp0)" in line for line in shown)
    talk.hear("/tiket")
    assert any("belum punya laporan" in line for line in shown)
