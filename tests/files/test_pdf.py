"""The papers: every case has its sentence, hostile text is printed as it is, pages are tagged."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader
from structlog.testing import capture_logs

from bot.charts.council import pictures
from bot.civic.council.derive import derive
from bot.civic.council.report import Article, CouncilReport
from bot.civic.indicator.inputs import Inputs
from bot.civic.indicator.reading import NOTICE
from bot.civic.statistics.figures import Cell, Share
from bot.civic.statistics.table import Table
from bot.civic.statistics.view import Gap
from bot.files.pdf import TEMPLATES, council_pdf, statistics_pdf
from tests.charts.test_council import MAP
from tests.civic.councils import NOTHING, basis, earlier, figures, material, people, town

HOSTILE = "#import(x) $a$ *b* _c_ `d` [e] \\ <f> @g // h = i - j + k"


def png() -> bytes:
    stream = BytesIO()
    Image.new("RGB", (4, 3), "navy").save(stream, "PNG")
    return stream.getvalue()


def words(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\xa0", " "))


def pages(made: bytes) -> list[str]:
    assert made.startswith(b"%PDF")
    return [words(page.extract_text()) for page in PdfReader(BytesIO(made)).pages]


def setting(make: Callable[[], bytes]) -> bytes:
    """The paper, which must have been set without a warning."""
    with capture_logs() as logs:
        made = make()
    assert not logs
    return made


def text_of(report: CouncilReport) -> str:
    return " ".join(pages(setting(lambda: council_pdf(report, pictures(report, None)))))


def full_report() -> CouncilReport:
    attempts = people(60, burden=0.5) + people(40, start=60, ease=7, service="t", kecamatan="b")
    now = replace(town(80, 20), attempts=attempts, population={"a": 300, "b": 700})
    return derive(
        material(
            basis(now),
            figures=figures(
                questions=12_345,
                outcomes={"unanswered": 42},
                reports=1_234,
                statuses={"selesai": 617},
                confirmed=Share(0.25, 700),
                repeated=Share(0.125, 1_234),
                top_services=(Cell("t", 77),),
            ),
            overdue={"o": 15, "p": 3, "q": 4},
            gaps=(Gap(HOSTILE, 30), Gap("jarang", 2)),
            articles=(Article("t", "o", ("biaya", "jangka_waktu")), Article("s", "o", ())),
            tags={"anggaran": 20},
        )
    )


def test_the_report_says_what_was_found():
    text = text_of(full_report())
    for said in (
        "Laporan Indeks Masyarakat Cerdas",
        "Periode 1 Juli 2026 sampai 30 September 2026",
        "Dari 1.234 laporan kendala yang masuk, 617 (50 %)",
        "pada 25 % dari 700 laporan",
        "12,5 % dari 1.234 laporan",
        "42 dari 12.345 pertanyaan",
        "Satu pertanyaan lain diajukan kurang dari 10 kali",
        "Dinas Contoh 15",
        "Pada 2 instansi lain",
        "Pada 1 dari 2 layanan",
        "Akta lahir 77 jangka waktu, biaya".replace("jangka waktu, biaya", "biaya, jangka waktu"),
        "Anggaran Perlu anggaran 20",
        "bagian penduduknya: Selatan",
        "Surat pindah, tahap proses dibereskan",
        "Contoh, 5 Oktober 2026 Wali Kota Contoh",
        "abababababababababababababababab",
    ):
        assert said in text, said


def test_only_a_map_is_said_to_be_dark_and_light():
    report = full_report()
    said = "Makin gelap, makin tinggi"
    assert said not in text_of(report)
    assert said in " ".join(pages(council_pdf(report, pictures(report, MAP))))


def test_hostile_text_is_printed_as_it_is():
    report = full_report()
    services = dict(report.names.services) | {"s": HOSTILE}
    report = replace(report, names=replace(report.names, services=services))
    text = text_of(report)
    assert text.count(HOSTILE) >= 3


def test_every_page_carries_the_notice_and_its_number():
    shown = pages(council_pdf(full_report(), {}))
    for number, page in enumerate(shown, start=1):
        assert NOTICE in page
        assert f"{number} / {len(shown)}" in page


def test_the_paper_is_tagged_titled_and_indonesian():
    reader = PdfReader(BytesIO(council_pdf(full_report(), {})))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("id")
    assert reader.metadata is not None
    assert "Kota Contoh" in (reader.metadata.title or "")
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


GOOD, BAD = town(180, 20), town(90, 110)
CASES = {
    "nobody": (NOTHING, None, "belum ada warga yang menjawab pertanyaan bot"),
    "too few": (Inputs(people(20), (), ()), None, "jawabannya belum cukup untuk menghitung IMC"),
    "first": (GOOD, None, "Belum ada hasil sebelumnya yang sebanding"),
    "up": (GOOD, BAD, "nilai ini naik"),
    "down": (BAD, GOOD, "nilai ini turun"),
    "unclear": (GOOD, GOOD, "masih dapat terjadi karena kebetulan"),
}


@pytest.mark.parametrize("case", CASES)
def test_every_case_has_its_own_sentence(case: str):
    now, before, sentence = CASES[case]
    report = derive(material(basis(now), earlier(before) if before else None))
    text = text_of(report)
    assert sentence in text
    assert all(
        other not in text.split("Cara membaca")[0]
        for _, _, other in CASES.values()
        if other != sentence
    )


def test_moves_are_told_with_their_intervals():
    text = text_of(derive(material(basis(GOOD), earlier(BAD))))
    assert re.search(
        r"Tuntas naik dari 45,0 menjadi 90,0, yaitu 45,0 poin \(selang .* sampai", text
    )
    text = text_of(derive(material(basis(BAD), earlier(GOOD))))
    assert "Tuntas turun dari 90,0 menjadi 45,0, yaitu 45,0 poin" in text


def test_an_empty_city_has_a_whole_paper_without_pictures():
    report = derive(material(basis(NOTHING)))
    text = text_of(report)
    for said in (
        "Tidak ada laporan kendala yang masuk",
        "Tidak ada hambatan yang tercatat",
        "Tidak ada pertanyaan warga",
        "Belum dapat diperkirakan",
        "Keterjangkauan belum dapat dikatakan",
    ):
        assert said in text


def test_hidden_cells_only_are_said_to_be_hidden():
    inputs = Inputs(people(9, burden=1.0) + people(60, start=9), (), ())
    assert "menyangkut kurang dari 10 orang" in text_of(derive(material(basis(inputs))))


def test_the_same_report_gives_the_same_paper():
    report = full_report()
    drawn = pictures(report, None)
    assert council_pdf(report, drawn) == council_pdf(report, drawn)


def test_templates_fetch_nothing():
    found = [file for file in TEMPLATES.glob("*.typ") if "@preview" in file.read_text("utf-8")]
    assert TEMPLATES.glob("*.typ")
    assert found == []


TABLE = Table(
    "Menurut #kecamatan",
    ("Kecamatan", "Laporan", "Selesai", "Hari"),
    ((HOSTILE, 1_234, 0.875, date(2026, 8, 17)), ("Utara", None, None, None), ("x", -5, 0.0, None)),
    note="Catatan *penting*.",
    percent=frozenset({"Selesai"}),
)


@pytest.mark.parametrize("picture", [None, png(), b'<svg xmlns="http://www.w3.org/2000/svg"/>'])
def test_statistics_as_tables(picture: bytes | None):
    tables = [TABLE, Table("Kosong", ("A", "B"), ()), replace(TABLE, rows=TABLE.rows * 40)]
    made = setting(lambda: statistics_pdf(tables, "Statistik $kota$", picture))
    shown = pages(made)
    text = " ".join(shown)
    for said in (
        "Statistik $kota$",
        "Menurut #kecamatan",
        "Catatan *penting*.",
        "1.234 88 % 17 Agu 2026",
        "Belum ada data.",
        "x −5 0 % disembunyikan",
    ):
        assert said in text, said
    assert HOSTILE in text
    assert sum("Kecamatan Laporan Selesai Hari" in page for page in shown) == len(shown)


def test_a_tall_picture_stays_on_its_page():
    stream = BytesIO()
    Image.new("RGB", (300, 1200), "navy").save(stream, "PNG")
    assert len(pages(statistics_pdf([TABLE], "Statistik", stream.getvalue()))) == 1
