"""Files, opened again: they hold the tables, and nothing in them runs."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from bot.civic.statistics.table import WITHHELD, FileKind, Table
from bot.civic.statistics.tables import tables
from bot.civic.statistics.view import Gap
from bot.files.cells import cell, guarded
from bot.files.statistics import StatisticsFiles
from tests.civic.views import NAMES, a_view

NS = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
HOSTILE = (
    '=HYPERLINK("http://jahat.example";"klik")',
    "+62812",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "  =1+1",
    "＝1+1",
    "https://jahat.example",
    "a;b\r\nc",
    "\x00\x07bel\ufffe",
    "<b>&\"'",
)
write = StatisticsFiles().write


def hostile_tables() -> tuple[Table, ...]:
    view = replace(a_view(), gaps=tuple(Gap(text, 3) for text in HOSTILE))
    return tables(view, NAMES)


def parsed(xml: bytes) -> ET.Element:
    return ET.fromstring(xml)  # noqa: S314 - written a moment ago by ourselves


def sheets(content: bytes) -> dict[str, ET.Element]:
    """Every sheet's XML by its name, in order."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert file.testzip() is None
        book = parsed(file.read("xl/workbook.xml"))
        names = [one.get("name") for one in book.findall(".//x:sheet", NS)]
        return {
            name: parsed(file.read(f"xl/worksheets/sheet{place}.xml"))
            for place, name in enumerate(names, 1)
        }


def rows(sheet: ET.Element) -> list[list[str | float]]:
    return [
        [_value(one) for one in row.findall("x:c", NS)] for row in sheet.findall(".//x:row", NS)
    ]


def _value(one: ET.Element) -> str | float:
    if one.get("t") == "inlineStr":
        return "".join(part.text or "" for part in one.iter(f"{{{NS['x']}}}t"))
    value = one.find("x:v", NS)
    return "" if value is None else float(value.text)


def workbook_text(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return "".join(file.read(name).decode() for name in file.namelist())


def test_the_first_sheet_has_the_filters_and_the_definitions():
    found = tables(a_view(), NAMES)
    opened = sheets(write(FileKind.XLSX, found, "Statistik Kota Contoh"))
    assert list(opened) == [one.title for one in found[:-1]]
    first = rows(opened["Saringan"])
    assert first[0] == ["Statistik Kota Contoh"]
    assert ["Instansi", "Semua"] in first
    assert ["Definisi"] in first
    assert [list(row) for row in found[-1].rows] == first[-len(found[-1].rows) :]


def test_every_sheet_holds_its_table_with_numbers_as_numbers():
    found = tables(a_view(), NAMES)
    opened = sheets(write(FileKind.XLSX, found, "x"))
    for table in found[1:-1]:
        title, *_, header = rows(opened[table.title])[: 2 + bool(table.note)]
        body = rows(opened[table.title])[2 + bool(table.note) :]
        assert title == [table.title]
        assert header == list(table.columns)
        assert body == [[_as_cell(value) for value in row] for row in table.rows]


def _as_cell(value: object) -> object:
    if value is None:
        return WITHHELD
    if isinstance(value, date):
        return float((value - date(1899, 12, 30)).days)
    return value if isinstance(value, str) else pytest.approx(float(value))


def test_headers_are_frozen_and_numbers_look_indonesian():
    content = write(FileKind.XLSX, tables(a_view(), NAMES), "x")
    for sheet in sheets(content).values():
        assert sheet.find(".//x:pane", NS).get("state") == "frozen"
    styles = workbook_text(content)
    for look in ("[$-421]#,##0", "[$-421]0.0%", "[$-421]d mmmm yyyy"):
        assert f'formatCode="{look}"' in styles


def test_a_workbook_holds_no_formula_and_no_link():
    content = write(FileKind.XLSX, hostile_tables(), "=1+1")
    opened = sheets(content)
    for sheet in opened.values():
        assert sheet.find(".//x:f", NS) is None
        assert sheet.find(".//x:hyperlink", NS) is None
    said = [row[0] for row in rows(opened["Belum terjawab"])]
    assert '=HYPERLINK("http://jahat.example";"klik")' in said
    assert "bel" in said


def test_the_same_tables_make_the_same_file():
    found = tables(a_view(), NAMES)
    assert write(FileKind.XLSX, found, "x") == write(FileKind.XLSX, found, "x")


def test_csv_is_what_an_indonesian_spreadsheet_opens():
    found = tables(a_view(), NAMES)
    content = write(FileKind.CSV, found, "Statistik")
    assert content.startswith(b"\xef\xbb\xbfStatistik\r\n\r\nSaringan\r\n")
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    for table in found:
        assert [table.title] in lines
        assert list(table.columns) in lines
    assert ["Langsung terjawab", "75,0%", "1200", "75,0%", "1200", "sama"] in lines
    assert ["Jawaban pertama", "20,0", "71,0", "110", "20,0", "71,0", "110"] in lines
    assert ["2026-11-01", "70"] in lines
    assert ["Kartu keluarga", WITHHELD, "kk"] in lines


def test_no_cell_of_a_csv_starts_a_formula():
    content = write(FileKind.CSV, hostile_tables(), "=1+1").decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(content, newline=""), delimiter=";"))
    cells = [one for line in lines for one in line]
    assert not [one for one in cells if one.lstrip()[:1] in set("=+-@＝＋－＠")]
    assert not [one for one in cells if re.search(r"[\x00-\x08\x0b-\x1f]", one)]
    for text in HOSTILE[:4]:
        assert [f"'{text}", "3"] in lines
    assert ["a;b\nc", "3"] in lines


@given(st.text())
def test_guarded_text_never_starts_a_formula(text: str):
    assert guarded(text).lstrip()[:1] not in set("=+-@")
    assert guarded(text).endswith(text)


def test_numbers_are_never_guarded():
    assert (cell(-5), cell(-1.25), cell(1.0, percent=True)) == ("-5", "-1,2", "100,0%")


def test_json_is_for_programs():
    found = tables(a_view(), NAMES)
    data = json.loads(write(FileKind.JSON, found, "Statistik"))
    assert data["judul"] == "Statistik"
    assert data["saringan"]["Dari"] == "2026-11-01"
    assert data["definisi"] == dict(found[-1].rows)
    by_title = {one["judul"]: one for one in data["tabel"]}
    assert list(by_title) == [one.title for one in found[1:-1]]
    shares = by_title["Bagian"]
    assert shares["kolom_persen"] == ["Nilai", "Nilai sebelumnya"]
    assert shares["baris"][0]["Nilai"] == 0.75
    assert "Nilai" not in shares["baris"][1]
    assert by_title["Layanan paling banyak ditanya"]["baris"][1]["Jumlah"] is None


def text_of(kind: FileKind, content: bytes) -> str:
    match kind:
        case FileKind.XLSX:
            return workbook_text(content)
        case FileKind.PDF:
            pages = (page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
            return " ".join(" ".join(pages).split())
        case _:
            return content.decode()


@pytest.mark.parametrize("kind", list(FileKind))
def test_hidden_counts_are_in_no_file(kind: FileKind):
    content = write(kind, tables(a_view(), NAMES), "x")
    assert WITHHELD in text_of(kind, content)
