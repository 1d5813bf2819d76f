"""A part of the standar pelayanan is missing when any statement in it is unsure."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge_base.standards import PARTS, missing_parts
from tests.knowledge_base.build import fields, loaded

UNSURE = {"belum_pasti": "Belum diketahui.", "cek_di": "loket"}


def test_a_complete_article_lacks_nothing(tmp_path: Path):
    assert missing_parts(loaded(tmp_path, "surat").entry) == ()


@pytest.mark.parametrize("part", [part for part in PARTS if part != "prosedur"])
def test_one_unsure_statement_is_enough(tmp_path: Path, part: str):
    entry = loaded(tmp_path, "surat", **{part: ["Pasti.", UNSURE]}).entry
    assert missing_parts(entry) == (part,)


def test_an_unsure_step_is_an_unsure_procedure(tmp_path: Path):
    procedure = fields("surat")["prosedur"]
    procedure["loket"][0]["teks"] = UNSURE
    assert missing_parts(loaded(tmp_path, "surat", prosedur=procedure).entry) == ("prosedur",)
