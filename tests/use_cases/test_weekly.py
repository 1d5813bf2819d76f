"""The week in one message: on Monday at eight, once, however long the program was down."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.civic.indicator.bootstrap import Interval
from bot.civic.indicator.inputs import Inputs
from bot.civic.indicator.reading import Reading, read
from bot.civic.roles import Role
from tests.storage.test_reports import file_report
from tests.use_cases.rig import Rig, text_of

ADMIN, OFFICER = "99", "50"
MONDAY_EIGHT = datetime(2026, 11, 30, 1, tzinfo=UTC)
"""Eight o'clock in the city, a week after the rig's clock begins on a Monday."""


@pytest.fixture
def city(rig: Rig) -> Rig:
    rig.hire(ADMIN, Role.ADMIN)
    rig.hire(OFFICER, Role.PETUGAS, "disdukcapil")
    rig.news.clear()
    return rig


def a_busy_week(rig: Rig) -> None:
    file_report(rig, "Rahasia")
    for _ in range(2):
        rig.say("siapa nama wali kota sekarang", "2")
    rig.press(rig.say("siapa nama wali kota sekarang", "3"), "Tanya petugas", "3")


def digests(rig: Rig, address: str = ADMIN) -> list[str]:
    rig.weekly_digest()
    texts = [one.rendered.text for one in rig.news_for(address)]
    return [text for text in texts if text.startswith("📬")]


def test_it_goes_out_on_monday_at_eight_to_admins_alone(city: Rig):
    a_busy_week(city)
    city.now = MONDAY_EIGHT - timedelta(minutes=1)
    assert digests(city) == []
    city.now = MONDAY_EIGHT
    (text,) = digests(city)
    assert "23 November 2026 sampai 29 November 2026" in text
    assert "Pertanyaan: <b>4</b> (minggu sebelumnya 0)" in text
    assert "Langsung terjawab: 25 % (dari 4)" in text
    assert "Laporan: dulu 0, sekarang 1. Selisihnya masih bisa kebetulan." in text
    assert "lewat janji sekarang: <b>0</b>" in text
    assert "belum dijawab petugas: 1" in text
    assert "menunggu jawaban: 1" in text
    assert "siapa nama wali kota sekarang: 3" in text
    assert "belum pernah dihitung" in text
    assert digests(city) == digests(city, OFFICER) == []


def test_the_buttons_lead_to_the_figures_and_the_cases(city: Rig):
    a_busy_week(city)
    city.now = MONDAY_EIGHT
    city.weekly_digest()
    told = [one for one in city.news_for(ADMIN) if one.rendered.text.startswith("📬")]
    assert "Statistik" in text_of(city.press(told, "Angka lengkap", ADMIN))
    assert "Tidak ada yang lewat janji" in text_of(city.press(told, "Lewat janji", ADMIN))


def test_over_months_every_monday_once_whenever_the_program_runs(city: Rig):
    a_busy_week(city)
    sent = []
    while city.now < MONDAY_EIGHT + timedelta(days=70):
        city.later(hours=5)
        sent += digests(city)
    days = [text.split(" sampai ")[0] for text in sent]
    assert len(sent) == len(set(days)) == 11


def test_down_on_monday_means_sent_once_later(city: Rig):
    a_busy_week(city)
    city.now = MONDAY_EIGHT - timedelta(days=1)
    assert digests(city) == []  # nothing is said of the week before the first start
    city.now = MONDAY_EIGHT + timedelta(days=2)
    (text,) = digests(city)
    assert "23 November 2026 sampai 29 November 2026" in text
    city.later(days=26)  # down for three Mondays: only the last one is told
    (text,) = digests(city)
    assert "21 Desember 2026 sampai 27 Desember 2026" in text
    assert digests(city) == []


def test_a_city_where_nothing_ever_happened_is_not_written_about(city: Rig):
    city.now = MONDAY_EIGHT
    assert digests(city) == []


def test_overdue_cases_are_all_counted_not_only_those_of_the_week(city: Rig):
    a_busy_week(city)
    city.now = MONDAY_EIGHT + timedelta(days=28)
    (text,) = digests(city)
    assert "lewat janji sekarang: <b>1</b>" in text


@pytest.mark.parametrize(
    ("before", "now", "says"),
    [
        (None, 70.0, "<b>70,0</b>. Belum ada pembanding"),
        (69.0, 70.0, "<b>70,0</b> (sebelumnya 69,0). Selisihnya masih bisa kebetulan"),
        (60.0, 70.0, "<b>naik</b> dari 60,0 menjadi <b>70,0</b>"),
        (80.0, 70.0, "<b>turun</b> dari 80,0 menjadi <b>70,0</b>"),
        (80.0, None, "belum bisa diterbitkan"),
    ],
)
def test_the_index_and_what_became_of_it(city: Rig, before, now, says: str):
    a_busy_week(city)
    if before is not None:
        keep(city, before, date(2026, 9, 30))
    keep(city, now, date(2026, 10, 31))
    city.now = MONDAY_EIGHT
    (text,) = digests(city)
    assert says in text
    assert "sampai 31 Oktober 2026" in text


def keep(rig: Rig, imc: float | None, until: date) -> None:
    """A kept reading of the thirty days before that one."""
    inputs = Inputs((), (), ())
    plain: Reading = read(inputs, until - timedelta(days=30), until, {})
    interval = None if imc is None else Interval(imc - 4, imc + 4)
    with rig.database.transaction() as work:
        work.indicator.save(replace(plain, imc=imc, interval=interval), inputs, {}, rig.now)
