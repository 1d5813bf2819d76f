"""`./tanyakota` on machines that lack something: one line that says what to install."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

WRAPPER = Path(__file__).parents[1] / "tanyakota"
TOOLS = ("sh", "dirname", "rm", "echo", "cat")


@pytest.fixture
def machine(tmp_path: Path):
    """A folder with the wrapper, and a PATH with the barest tools."""
    folder, tools = tmp_path / "proyek", tmp_path / "bin"
    folder.mkdir()
    tools.mkdir()
    shutil.copy(WRAPPER, folder)
    for name in TOOLS:
        found = shutil.which(name)
        assert found is not None
        (tools / name).symlink_to(found)

    def command(name: str, script: str) -> None:
        (tools / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (tools / name).chmod(0o755)

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(folder / "tanyakota"), *arguments],
            env={"PATH": str(tools)},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )

    return folder, command, run


def test_uv_is_used_where_there_is_one(machine):
    folder, command, run = machine
    command("uv", 'echo "uv $*"')
    assert run("ask", "halo dunia").stdout == (
        f"uv run --no-dev --project {folder} tanyakota ask halo dunia\n"
    )
    (folder / ".venv").mkdir()
    assert run("test", "-k", "x").stdout == "uv run --quiet pytest -k x\n"


@pytest.mark.parametrize(
    ("python", "expected"),
    [
        (None, "butuh Python 3.11"),
        ("exit 1", "terlalu lama"),
        ('case "$*" in *venv*) exit 1;; esac', "python3-venv"),
        (
            (
                'case "$*" in *venv*) dir=$3; /bin/mkdir -p "$dir/bin"; '
                'printf "#!/bin/sh\\nexit 1\\n" > "$dir/bin/python"; '
                '/bin/chmod +x "$dir/bin/python";; esac'
            ),
            "sambungan internet",
        ),
    ],
    ids=["no python", "old python", "no venv", "no network"],
)
def test_what_is_missing_is_said_and_nothing_half_made_is_left(machine, python, expected):
    folder, command, run = machine
    if python is not None:
        command("python3", python)
    done = run()
    assert done.returncode == 1
    assert expected in done.stderr
    assert len([line for line in done.stderr.splitlines() if "sekali saja" not in line]) == 1
    assert not (folder / ".uv").exists()
