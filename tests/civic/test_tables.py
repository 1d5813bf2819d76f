"""Tables hold what the view holds; what it hides stays hidden."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from bot.civic.indicator.reading import read
from bot.civic.statistics.figures import Cell, Filters, Grouping, Share
from bot.civic.statistics.table_lists import COVERED, FEW, UNTOLD
from bot.civic.statistics.tables import MISSING, tables
from tests.civic.cities import sample
from tests.civic.views import BEFORE, NAMES, NOW, a_view, column, table

TITLES = [
    "Saringan",
    "Jumlah",
    "Bagian",
    "Waktu dalam jam",
    "Pertanyaan menurut hasil",
    "Pertanyaan per hari",
    "Layanan paling banyak ditanya",
    "Belum terjawab",
    "Laporan menurut status",
    "Laporan menurut tingkat",
    "Laporan menurut kecamatan",
    "Laporan menurut instansi",
    "Laporan per layanan dan tahap",
    "Laporan per hari",
    "Usaha warga",
    "Jangkauan per kecamatan",
    "Langganan kabar",
    "Pengumuman",
    "Definisi",
]
ONE_DISTRICT = replace(NOW.filters, kecamatan="99.01")


def test_everything_is_there_filters_first_definitions_last():
    assert [one.title for one in tables(a_view(), NAMES)] == TITLES


def test_every_table_can_be_a_sheet_and_every_row_fits_its_columns():
    reading = read(sample(np.random.default_rng(1), 400), date(2026, 7, 1), date(2026, 9, 30), {})
    found = tables(replace(a_view(), index=reading), NAMES)
    assert len({one.title.casefold() for one in found}) == len(found)
    for one in found:
        assert len(one.title) <= 31
        assert not set(one.title) & set("[]:*?/\\")
        assert one.percent <= set(one.columns)
        assert all(len(row) == len(one.columns) for row in one.rows)


def test_the_filters_are_told_by_name():
    filters = Filters(
        date(2026, 11, 1), date(2026, 11, 3), Grouping.MINGGU,
        agency="disdukcapil", kecamatan="99.02", status="menunggu_warga", channel="web",
    )  # fmt: skip
    told = column(table(tables(a_view(filters=filters), NAMES), "Saringan"), "Isi")
    assert told["Dari"] == date(2026, 11, 1)
    assert told["Masa sebelumnya sampai"] == date(2026, 10, 31)
    assert told["Instansi"] == "Disdukcapil"
    assert told["Kecamatan"] == "Selatan"
    assert told["Status"] == "Menunggu warga"
    assert told["Layanan"] == "Semua"
    assert told["Kanal"] == "Halaman obrolan"
    assert told["Dibuat"] == "04/11/2026 10.00 (Asia/Jakarta)"


def test_figures_stand_with_their_bases_and_those_of_the_period_before():
    found = tables(a_view(), NAMES)
    counts = table(found, "Jumlah")
    assert counts.rows[0] == ("Pertanyaan", NOW.questions, BEFORE.questions, "bisa kebetulan")
    assert counts.rows[1] == ("Laporan", NOW.reports, BEFORE.reports, "naik")
    assert counts.rows[3] == ("Lewat janji sekarang", NOW.overdue, BEFORE.overdue, "")
    shares = table(found, "Bagian")
    assert shares.rows[0] == ("Langsung terjawab", 0.75, 1200, 0.75, 1200, "sama")
    assert shares.rows[1] == ("Dinilai membantu", MISSING, 0, MISSING, 0, "")
    assert column(shares, "Nilai")["Tepat waktu"] == NOW.on_time.value
    assert column(shares, "Dasar")["Menjawab saat ditanya"] == NOW.prompts.base
    times = table(found, "Waktu dalam jam")
    assert times.rows[0] == ("Jawaban pertama", 20.0, 71.0, 110, 20.0, 71.0, 110)
    assert times.rows[1][1:4] == (MISSING, MISSING, 0)


def test_lists_hold_the_counts_of_the_view():
    found = tables(a_view(), NAMES)
    assert table(found, "Pertanyaan menurut hasil").rows[0] == ("Dijawab", 900)
    assert column(table(found, "Laporan menurut status"), "Jumlah")["Menunggu warga"] == 40
    assert table(found, "Laporan per hari").rows == (
        (date(2026, 11, 1), 70),
        (date(2026, 11, 2), 50),
    )
    assert table(found, "Belum terjawab").rows == (("siapa wali kota", 3),)
    assert table(found, "Langganan kabar").rows[0] == ("Mau menerima kabar", 30)
    assert table(found, "Usaha warga").rows == (("Berhasil", 20), ("Tidak jadi", 10))


def test_what_the_view_hides_stays_hidden_and_is_explained():
    found = tables(a_view(), NAMES)
    top = table(found, "Layanan paling banyak ditanya")
    assert top.rows == (
        ("KTP baru", 700, "ktp"),
        ("Kartu keluarga", None, "kk"),
        ("sim", None, "sim"),
    )
    assert top.note == COVERED
    districts = column(table(found, "Laporan menurut kecamatan"), "Jumlah")
    assert districts == {"Utara": 100, "tidak disebut": None, "Selatan": None}
    friction = table(found, "Laporan per layanan dan tahap")
    assert friction.rows[0] == ("KTP baru", "Pengajuan", 60, "ktp")
    assert [row[2] for row in friction.rows] == [60, None, None]


def test_a_list_of_hidden_counts_alone_says_so_instead():
    found = tables(a_view(top_services=(Cell("ktp", None), Cell("kk", None)), friction=()), NAMES)
    for title in ("Layanan paling banyak ditanya", "Laporan per layanan dan tahap"):
        assert (table(found, title).rows, table(found, title).note) == ((), UNTOLD)


@pytest.mark.parametrize("count", [1, 9])
def test_a_total_under_ten_of_a_part_of_the_city_is_a_small_cell(count: int):
    """It would tell the hidden cell of that part, and a list could tell it."""
    few = {
        "reports": count,
        "statuses": {"selesai": count},
        "districts": (),
        "repeated": Share(0.0, count),
        "on_time": Share(1.0, count),
    }
    found = tables(a_view(filters=ONE_DISTRICT, **few), NAMES)
    hidden = ("Laporan", "Ikut melapor", "Lewat janji sekarang")
    values = column(table(found, "Jumlah"), "Nilai")
    assert values == {"Pertanyaan": 1234} | dict.fromkeys(hidden)
    for name in ("Tepat waktu", "Dipastikan beres oleh warga", "Melapor lagi dalam 30 hari"):
        assert column(table(found, "Bagian"), "Nilai")[name] is None
        assert column(table(found, "Bagian"), "Dasar")[name] is None
    assert table(found, "Waktu dalam jam").rows[0][1:4] == (None, None, None)
    for one in found:
        if one.title.startswith("Laporan"):
            assert (one.rows, one.note) == ((), FEW)


def test_the_same_total_of_the_whole_city_is_shown():
    found = tables(a_view(reports=9, statuses={"selesai": 9}, districts=()), NAMES)
    assert column(table(found, "Jumlah"), "Nilai")["Laporan"] == 9
    assert table(found, "Laporan menurut status").rows == (("Selesai", 9),)
    assert table(found, "Laporan menurut kecamatan").note == UNTOLD


def test_few_questions_and_few_prompts_are_hidden_by_themselves():
    filters = replace(NOW.filters, service="ktp")
    view = a_view(filters=filters, questions=3, prompts=Share(0.5, 4))
    found = tables(view, NAMES)
    shares = column(table(found, "Bagian"), "Dasar")
    assert shares["Langsung terjawab"] is None
    assert shares["Menjawab saat ditanya"] is None
    assert shares["Tepat waktu"] == 80
    for title in ("Pertanyaan per hari", "Usaha warga", "Jangkauan per kecamatan"):
        assert table(found, title).rows == ()


def test_the_few_of_the_period_before_are_hidden_too():
    view = a_view(filters=ONE_DISTRICT)
    view = replace(view, before=replace(view.before, reports=5))
    counts = table(tables(view, NAMES), "Jumlah")
    assert counts.rows[1] == ("Laporan", 120, None, "")


def test_tables_say_which_filters_they_do_not_know():
    filters = replace(ONE_DISTRICT, stage="biaya")
    found = tables(a_view(filters=filters), NAMES)
    said = "Tidak mengikuti saringan kecamatan, tahap."
    assert said in table(found, "Pertanyaan menurut hasil").note
    assert said in table(found, "Jumlah").note
    assert "Tidak mengikuti saringan tahap." in table(found, "Usaha warga").note
    assert "Tidak mengikuti" not in table(found, "Laporan menurut status").note


def test_nothing_before_means_nothing_to_compare_with():
    view = a_view()
    view = replace(view, before=replace(view.before, questions=0, reports=0))
    assert table(tables(view, NAMES), "Jumlah").rows[1][3] == "belum ada pembanding"


def test_the_index_comes_with_everything_that_must_stand_beside_it():
    reading = read(sample(np.random.default_rng(1), 400), date(2026, 7, 1), date(2026, 9, 30), {})
    index = table(tables(replace(a_view(), index=reading), NAMES), "Indeks (IMC)")
    head, *components = index.rows
    assert head[:4] == ("IMC", reading.imc, reading.interval.low, reading.interval.high)
    assert [row[1] for row in components] == [one.value for one in reading.scores.values()]
    assert sum(row[5] for row in components) == pytest.approx(1.0)
    assert reading.notice in index.note
    assert "01/07/2026 sampai 30/09/2026" in index.note
    few = read(sample(np.random.default_rng(1), 30), date(2026, 7, 1), date(2026, 9, 30), {})
    index = table(tables(replace(a_view(), index=few), NAMES), "Indeks (IMC)")
    assert all(label[1:] in index.note for label in few.labels)


def test_every_definition_is_of_something_that_is_shown():
    found = tables(a_view(), NAMES)
    terms = {row[0] for row in table(found, "Definisi").rows}
    shown = {row[0] for row in table(found, "Jumlah").rows}
    shown |= {row[0] for row in table(found, "Bagian").rows}
    assert shown <= terms
    assert "IMC" not in terms


def test_announcements_add_up_to_everybody_they_were_for():
    shown = column(table(tables(a_view(), NAMES), "Pengumuman"), "Jumlah")
    ends = ("Sampai", "Tidak terjangkau", "Ditolak", "Tidak pasti", "Dilewati", "Belum dikirim")
    assert shown["Penerima"] == sum(shown[one] for one in ends) == 50
    assert (shown["Pengumuman"], shown["Menekan tombol"]) == (2, 7)
