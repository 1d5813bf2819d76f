"""Texts that staff begin with: filled in they are sound, and wrong ones are refused by line."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.city_file import read_city
from bot.civic.announcements.checks import Fault, Reader, faults
from bot.civic.announcements.edits import FillBlank, WriteText, blanks, edited
from bot.civic.announcements.plan import Plan
from bot.masking import mask
from bot.wording.render import CatalogueWording
from knowledge_base import ContentError
from knowledge_base.load import CITY_FILE, CONTENT

NOW = datetime(2026, 11, 25, 5, tzinfo=UTC)
CITY = read_city(CONTENT)
WORDING = CatalogueWording(CITY.zona_waktu)
READER = Reader(WORDING.length, WORDING.broken, lambda text: mask(text).found)


@pytest.mark.parametrize("template", CITY.templat_pengumuman, ids=lambda one: one.id)
def test_a_template_lacks_nothing_but_its_blanks(template):
    plan = edited(Plan(template.kabar), [WriteText("id", template.teks)])
    assert blanks(template.teks)
    assert faults(plan, CITY, lambda _: True, READER, NOW) == (Fault.BLANK,)
    for name in blanks(template.teks):
        plan = edited(plan, [FillBlank("id", name, "Sabtu pagi")])
    assert faults(plan, CITY, lambda _: True, READER, NOW) == ()


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("kabar: lalu-lintas", "kabar: laut", "topik kabar 'laut' tidak ada"),
        ("id: jalan-ditutup", "id: banjir", "dipakai dua kali"),
    ],
)
def test_a_template_nobody_could_use_is_refused(tmp_path: Path, before, after, said):
    shutil.copy(Path(CONTENT) / CITY_FILE, tmp_path)
    text = (tmp_path / CITY_FILE).read_text(encoding="utf-8")
    assert text.count(before) == 1
    (tmp_path / CITY_FILE).write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(ContentError, match=said) as raised:
        read_city(tmp_path)
    line = next(n for n, row in enumerate(text.splitlines(), 1) if before in row)
    assert f"kota.yaml:{line}:" in str(raised.value)
