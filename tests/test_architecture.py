"""The house keeps its shape: small files, small functions, no place and no service in Python."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from knowledge_base.load import CONTENT, load_entries

ROOT = Path(__file__).parents[1]
SOURCES = sorted(
    file for room in ("bot", "knowledge_base", "migrations") for file in (ROOT / room).rglob("*.py")
)
WRITTEN_AS_FUNCTIONS = [file for file in SOURCES if "versions" not in file.parts]
"""A migration is a list of statements, as long as it has to be."""


def names(files: list[Path]) -> dict[str, list[str]]:
    return {"ids": [str(file.relative_to(ROOT)) for file in files]}


@pytest.mark.parametrize("file", SOURCES, **names(SOURCES))
def test_files_are_small(file: Path):
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 320


@pytest.mark.parametrize("file", WRITTEN_AS_FUNCTIONS, **names(WRITTEN_AS_FUNCTIONS))
def test_functions_are_small(file: Path):
    tree = ast.parse(file.read_text(encoding="utf-8"))
    functions = (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))
    long = {
        one.name: one.end_lineno - one.lineno + 1
        for one in functions
        if one.end_lineno is not None and one.end_lineno - one.lineno + 1 > 45
    }
    assert not long


@pytest.fixture(scope="module")
def ids() -> set[str]:
    return {loaded.entry.id for loaded in load_entries(CONTENT)}


@pytest.mark.parametrize("file", SOURCES, **names(SOURCES))
def test_no_service_is_named_in_python(file: Path, ids: set[str]):
    strings = {
        node.value
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert not strings & {one for one in ids if "-" in one}


@pytest.mark.parametrize("file", SOURCES, **names(SOURCES))
def test_no_place_is_named_in_python(file: Path):
    text = file.read_text(encoding="utf-8").casefold()
    assert "serang" not in text.replace("penyerang", "").replace("menyerang", "")
    assert "banten" not in text


def test_only_the_clock_reads_the_time():
    readers = {
        file.relative_to(ROOT).as_posix()
        for file in SOURCES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr in {"now", "utcnow", "today", "perf_counter", "monotonic", "time"}
        and isinstance(node.value, ast.Name)
        and node.value.id in {"datetime", "date", "time"}
    }
    assert readers <= {"bot/clock.py"}
