"""`/statistik` for those who may see it: figures with bases, a picture, and honest sentences."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from random import Random

import pytest
from pypdf import PdfReader

from bot.charts.overview import VegaCharts
from bot.civic.cases import CaseRefusal
from bot.civic.roles import Member, Role
from bot.civic.statistics.figures import Filters, Share
from bot.civic.statistics.table import FileKind
from bot.civic.statistics.view import counts_differ, shares_differ
from bot.dialogue.events import ButtonPressed
from bot.dialogue.staff_effects import ExportFigures, ReadFigures
from bot.dialogue.staff_events import CaseRefused
from bot.files.statistics import StatisticsFiles
from bot.use_cases.courier import Courier
from bot.use_cases.documents import Document
from bot.use_cases.export_statistics import ExportStatistics
from bot.use_cases.perform_staff import PerformStaff
from bot.use_cases.read_statistics import PeriodBackwardsError, ReadStatistics
from bot.use_cases.seed import Seed
from bot.wording.render import CatalogueWording
from tests.use_cases.rig import Rig, text_of


@pytest.fixture
def city(rig: Rig) -> Rig:
    Seed(rig.database, rig.own_world(rig.now), Random(4))((70, 80, 900, 200), lambda *_: None)
    rig.hire("99", Role.ADMIN)
    rig.hire("50", Role.PETUGAS, "disdukcapil")
    return rig


def test_figures_with_their_bases_and_a_picture(city: Rig):
    photo, shown = city.command("statistik", "", "99")
    assert photo.picture.startswith(b"\x89PNG")
    text = shown.rendered.text
    assert "semua instansi" in text
    assert "(dari " in text
    assert "bisa kebetulan" in text
    (figures,) = city.charts.figures
    assert figures.filters.until == city.now.date() - timedelta(days=1)
    assert figures.filters.days == 30


def test_other_periods_and_agencies_by_button(city: Rig):
    shown = city.press(city.command("statistik", "", "99"), "1 tahun", "99")
    assert city.charts.figures[-1].filters.days == 365
    agencies = city.press(shown, "Pilih instansi", "99")
    shown = city.press(agencies, "Dinkes", "99")
    assert ", Dinkes" in text_of(shown)
    assert "Belum terjawab, paling sering" not in text_of(shown)
    assert "belum ada datanya" in text_of(shown)


def test_officers_see_their_own_agency_only(city: Rig):
    shown = city.command("statistik", "", "50")
    assert "Disdukcapil" in text_of(shown)
    with pytest.raises(AssertionError):
        city.button(shown, "Pilih instansi")
    everybody = city.command("statistik", "", "99")
    agencies = city.press(everybody, "Pilih instansi", "99")
    assert "Semua instansi" in str(agencies[0].rendered.rows)


def test_residents_do_not_see_it(city: Rig):
    assert "untuk petugas" in text_of(city.command("statistik", "", "1"))


def test_an_empty_city_says_so(rig: Rig):
    rig.hire("99", Role.ADMIN)
    assert "Belum ada pertanyaan atau laporan" in text_of(rig.command("statistik", "", "99"))
    assert rig.charts.figures == []


def test_what_chance_explains_is_not_claimed():
    assert not counts_differ(40, 45)
    assert counts_differ(40, 80)
    assert not counts_differ(0, 0)
    assert not shares_differ(Share(0.80, 50), Share(0.75, 50))
    assert shares_differ(Share(0.80, 500), Share(0.70, 500))
    assert not shares_differ(Share(None, 0), Share(0.7, 500))
    assert not shares_differ(Share(1.0, 10), Share(1.0, 10))


def exported(city: Rig, kind: str, who: str, shown=None):
    shown = shown or city.command("statistik", "", who)
    return city.press(city.press(shown, "Unduh", who), kind, who)


@pytest.mark.parametrize("end", list(FileKind))
def test_the_figures_arrive_as_a_file(city: Rig, end: FileKind):
    city.charts = VegaCharts() if end is FileKind.PDF else city.charts
    (message,) = exported(city, end.upper(), "99")
    assert message.document.name == f"statistik-2026-10-24-2026-11-22.{end}"
    assert "24 Oktober 2026 sampai 22 November 2026, semua instansi" in message.rendered.text
    makers = (StatisticsFiles(), city.charts)
    wanted = ExportStatistics(city.database, city.own_world, *makers, city.clock)
    until = city.now.date() - timedelta(days=1)
    filters = Filters(until - timedelta(days=29), until)
    assert same(message.document, wanted(filters, end, "test"))


def same(one: Document, other: Document) -> bool:
    """The same file; of a PDF, which tells when it was made, the words of its pages."""
    if one.content.startswith(b"%PDF"):
        assert words(one) == words(other)
        return (one.name, one.mime) == (other.name, other.mime)
    return one == other


def words(document: Document) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(document.content)).pages]


def test_a_file_is_of_the_period_and_agency_above_its_button(city: Rig):
    shown = city.press(city.command("statistik", "", "99"), "1 tahun", "99")
    shown = city.press(city.press(shown, "Pilih instansi", "99"), "Disdukcapil", "99")
    (message,) = exported(city, "JSON", "99", shown)
    told = json.loads(message.document.content)["saringan"]
    assert (told["Dari"], told["Instansi"]) == ("2025-11-23", "Disdukcapil")
    assert message.document.name == "statistik-disdukcapil-2025-11-23-2026-11-22.json"


def test_officers_export_their_own_agency_and_leave_a_trace(city: Rig):
    (message,) = exported(city, "JSON", "50")
    assert json.loads(message.document.content)["saringan"]["Instansi"] == "Disdukcapil"
    (line,) = city.rows("SELECT * FROM audit WHERE action = 'export_statistics'")
    assert (line["actor"], line["subject"]) == ("telegram:50", "disdukcapil")
    assert line["detail"] == "2026-10-24 2026-11-22 json"


FOREIGN = [
    (Member(Role.PETUGAS, "dinkes", "telegram:7"), "disdukcapil"),
    (Member(Role.KEPALA, "dinkes", "telegram:7"), None),
    (Member(Role.PETUGAS, None, "telegram:7"), None),
    (Member(), None),
]


@pytest.mark.parametrize(("member", "agency"), FOREIGN)
@pytest.mark.parametrize("effect", [ReadFigures, ExportFigures])
def test_what_is_not_theirs_is_refused_where_it_is_performed(city: Rig, member, agency, effect):
    filters = Filters(date(2026, 10, 24), date(2026, 11, 22), agency=agency)
    world = replace(city.own_world(city.now), member=member)
    with city.database.transaction() as work:
        courier = Courier(work, CatalogueWording("Asia/Jakarta"), world, city.now)
        perform = PerformStaff(work, courier, city.charts, StatisticsFiles(), member, 1, city.now)
        wanted = effect(filters, 30) if effect is ReadFigures else effect(filters, FileKind.CSV)
        assert perform(wanted) == CaseRefused("", CaseRefusal.NOT_YOURS)
    assert city.rows("SELECT * FROM document") == []
    assert city.rows("SELECT * FROM audit WHERE action = 'export_statistics'") == []


def test_somebody_who_is_no_officer_any_more_gets_no_file(city: Rig):
    kinds = city.press(city.command("statistik", "", "50"), "Unduh", "50")
    with city.database.transaction() as work:
        work.staff.revoke("telegram", "50", "test", city.now)
    (message,) = city.press(kinds, "CSV", "50")
    assert "untuk petugas" in message.rendered.text
    assert city.rows("SELECT * FROM document") == []


def test_an_empty_period_makes_no_file(city: Rig):
    shown = exported(city, "CSV", "99")
    kinds = city.press(city.command("statistik", "", "99"), "Unduh", "99")
    city.later(days=1000)
    (message,) = city.press(kinds, "CSV", "99")
    assert "Belum ada pertanyaan" in message.rendered.text
    assert message.document is None
    assert len(city.rows("SELECT * FROM document")) == len(shown)


def test_a_sent_file_is_let_go_of_and_one_that_waits_is_kept(city: Rig):
    exported(city, "CSV", "99")
    token, choice = city.button(
        city.press(city.command("statistik", "", "50"), "Unduh", "50"), "CSV"
    )
    city.receive([city.event(ButtonPressed(token, choice), "50")])
    while city.converse():
        pass
    city.later(days=2)
    city.retain()
    assert len(city.rows("SELECT * FROM document")) == 1
    (waiting,) = city.deliver_all()
    assert waiting.document.name.startswith("statistik-disdukcapil")
    city.retain()
    assert city.rows("SELECT * FROM document") == []


def test_erasing_takes_the_files_along(city: Rig):
    exported(city, "CSV", "99")
    exported(city, "CSV", "50")
    assert json.loads(city.command("dataku", "", "50")[0].rendered.attachment[2])["berkas"] == 1
    city.press(city.command("hapus", "", "50"), "Ya", "50")
    (left,) = city.rows("SELECT name FROM document")
    assert left["name"] == "statistik-2026-10-24-2026-11-22.csv"


def test_figures_of_a_backwards_period_are_refused_and_nothing_is_noted(city: Rig):
    today = city.own_world(city.now).today
    backwards = Filters(today - timedelta(days=1), today - timedelta(days=2))
    read = ReadStatistics(city.database, city.own_world, city.clock)
    with pytest.raises(PeriodBackwardsError) as refusal:
        read(backwards)
    assert str(refusal.value).startswith("Periode terbalik: tanggal akhir harus")
    assert str(refusal.value).endswith("2026-11-22 sampai 2026-11-21")
    export = ExportStatistics(
        city.database, city.own_world, StatisticsFiles(), VegaCharts(), city.clock
    )
    with pytest.raises(PeriodBackwardsError):
        export.show(backwards)
    with pytest.raises(PeriodBackwardsError):
        export(backwards, FileKind.XLSX, "telegram:99")
    for table in ("audit WHERE action = 'export_statistics'", "document", "indicator_reading"):
        assert city.rows(f"SELECT count(*) AS n FROM {table}") == [{"n": 0}]
    assert read(replace(backwards, until=backwards.since)).now.filters.days == 1
