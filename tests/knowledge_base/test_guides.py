"""Guides for life events: loaded strictly, found by what people tell, checked like services."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from knowledge_base import ContentError
from knowledge_base.check_guides import guide_faults
from knowledge_base.load import load_guides

TODAY = date(2026, 11, 24)
STEPS = [{"id": f"langkah-{n}", "judul": f"Langkah {n}", "teks": "Kerjakan."} for n in range(3)]


def written(folder: Path, **changes: object) -> Path:
    data = {
        "id": "punya-kucing",
        "judul": "Punya kucing",
        "sebutan": ["punya kucing"],
        "contoh_pertanyaan": ["kucing saya baru lahir, urus apa saja"],
        "pembuka": "Selamat.",
        "langkah": STEPS,
        "diperiksa": date(2026, 11, 1),
        "tinjau_sebelum": date(2027, 5, 1),
    } | changes
    file = folder / "panduan" / "punya-kucing.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(yaml.safe_dump(data), encoding="utf-8")
    return file


def problems(folder: Path, length: int = 100) -> list[str]:
    loaded = load_guides(folder)
    return [f.problem for f in guide_faults(loaded, {"kartu"}, TODAY, lambda _: length)]


def test_a_good_guide_has_no_faults(tmp_path):
    written(tmp_path)
    assert problems(tmp_path) == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"id": "lain"}, "id 'lain' berbeda dari nama berkas"),
        ({"tinjau_sebelum": date(2026, 11, 23)}, "tinjauan jatuh tempo"),
        ({"langkah": [*STEPS, {**STEPS[0], "id": "x", "layanan": "hantu"}]},
         "layanan 'hantu' tidak ada"),
    ],
)  # fmt: skip
def test_faults_of_guides(tmp_path, changes, problem):
    written(tmp_path, **changes)
    assert problems(tmp_path) == [problem]


def test_a_guide_that_does_not_fit_a_message(tmp_path):
    written(tmp_path)
    assert problems(tmp_path, length=5000) == ["panduan 5000 huruf, paling banyak 4096"]


@pytest.mark.parametrize(
    "changes",
    [{"langkah": STEPS[:2]}, {"langkah": [*STEPS, STEPS[0]]}, {"tambahan": "x"}],
)
def test_guides_of_the_wrong_shape_are_refused(tmp_path, changes):
    file = written(tmp_path, **changes)
    with pytest.raises(ContentError) as refusal:
        load_guides(tmp_path)
    assert refusal.value.faults[0].file == file


def test_there_is_a_guide_for_each_great_event(shipped):
    assert len(shipped.guides) >= 18
    for guide in shipped.guides.values():
        for step in guide.langkah:
            assert step.layanan is None or shipped.get(step.layanan) is not None, step


@pytest.mark.parametrize(
    ("text", "guide"),
    [
        ("suami saya meninggal kemarin, harus urus apa", "keluarga-meninggal"),
        ("abis kena PHK bingung mau ngapain dulu", "kehilangan-kerja"),
        ("dompetku ilang di angkot", "dompet-hilang"),
        ("cara perpanjang KTP", None),
        ("", None),
    ],
)
def test_events_are_recognised(shipped, text, guide):
    found = shipped.guide_of(text)
    assert (found.id if found else None) == guide


def test_every_example_leads_to_its_guide(shipped):
    for guide in shipped.guides.values():
        for text in (*guide.sebutan, *guide.contoh_pertanyaan):
            assert shipped.guide_of(text) == guide, text
