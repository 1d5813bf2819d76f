"""From what residents say in the chat to a stored reading that can be computed again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from bot.civic.city import Penduduk
from bot.civic.indicator.method import Component
from bot.civic.roles import Role
from bot.dialogue.world import World
from bot.storage.tables import attempt, indicator_reading, report
from bot.use_cases.measure import Measure, PeriodBackwardsError, PeriodInFutureError
from tests.storage.test_reports import file_report
from tests.use_cases.rig import Rig
from tests.use_cases.test_voices import a_day_later

SINCE, UNTIL = date(2026, 11, 1), date(2026, 11, 30)
C = Component


@pytest.fixture
def measure(rig: Rig) -> Measure:
    people = Penduduk(1000, "contoh", {"99.01.01": 600, "99.01.02": 400})

    def world(now) -> World:
        plain = rig.own_world(now)
        return replace(plain, city=replace(plain.city, penduduk=people))

    return Measure(rig.database, world, rig.clock)


def talk(rig: Rig, address: str, *labels: str) -> None:
    """Ask, be asked a day later, and answer with these buttons."""
    rig.say("KTP saya hilang", address)
    shown = a_day_later(rig, address)
    for label in labels:
        shown = rig.press(shown, label, address)


def test_what_was_said_becomes_components(rig: Rig, measure: Measure):
    talk(rig, "1", "Berhasil", "7", "Tidak ada", "Utara")
    talk(rig, "2", "Tidak jadi", "1", "Buntu", "Biaya", "Selatan")
    talk(rig, "3")
    rig.later(days=30)
    reading, digest = measure.compute(SINCE, UNTIL)
    raw = {name.value: score.raw for name, score in reading.scores.items()}
    assert raw == {"K": 50.0, "T": 50.0, "B": 50.0, "M": 90.0}
    assert (reading.asked, reading.answered, reading.persons) == (3, 2, 2)
    assert reading.imc is None
    assert len(digest) == 64
    (verdict,) = measure.verify()
    assert verdict.finding == "same"


def test_a_case_in_time_counts_and_a_dispute_takes_it_back(rig: Rig, measure: Measure):
    rig.hire("50", Role.PETUGAS, "disdukcapil")
    number = file_report(rig, "Terbuka")
    for label in ("Verifikasi", "Proses", "Selesai"):
        rig.press(rig.command("kasus", number, "50"), label, "50")
    rig.say("Sudah.", "50")
    closed = rig.news_for("1")
    rig.later(days=40)
    december = (date(2026, 12, 1), date(2026, 12, 31))
    reading, _ = measure.compute(*december)
    assert reading.scores[C.SELESAI].raw == 100
    with rig.database.engine.begin() as connection:
        settled = connection.execute(sa.select(report.c.settled_at)).scalar_one()
    assert settled is not None
    rig.press(closed, "Belum")
    reading, _ = measure.compute(*december)
    assert reading.scores[C.SELESAI].raw == 100  # forty days later: not within ten


def test_a_case_never_answered_is_not_in_time(rig: Rig, measure: Measure):
    file_report(rig, "Anonim")
    rig.later(days=40)
    reading, _ = measure.compute(date(2026, 12, 1), date(2026, 12, 31))
    assert reading.scores[C.SELESAI].raw == 0
    assert reading.scores[C.SELESAI].n == 1


def test_staff_are_left_out(rig: Rig, measure: Measure):
    rig.hire("50", Role.PETUGAS, "disdukcapil")
    rig.say("KTP saya hilang", "50")
    shown = rig.say("KTP saya hilang", "50")
    for label in ("Lapor", "Ambil nomor", "Antrean", "Berat", "Terbuka", "Kirim laporan"):
        shown = rig.press(shown, label, "50")
    rig.later(days=40)
    reading, _ = measure.compute(date(2026, 12, 1), date(2026, 12, 31))
    assert reading.scores == {}


def test_verify_names_what_was_altered(rig: Rig, measure: Measure):
    talk(rig, "1", "Berhasil", "7", "Tidak ada", "Utara")
    rig.later(days=30)
    measure.compute(SINCE, UNTIL)
    with rig.database.engine.begin() as connection:
        connection.execute(sa.update(attempt).values(ease=1))
    (verdict,) = measure.verify()
    assert verdict.finding == "history_changed"
    with rig.database.engine.begin() as connection:
        text = connection.execute(sa.select(indicator_reading.c.reading)).scalar_one()
        better = text.replace('"value":', '"value":1', 1)
        connection.execute(sa.update(indicator_reading).values(reading=better))
    (verdict,) = measure.verify()
    assert verdict.finding == "result_differs"
    with rig.database.engine.begin() as connection:
        connection.execute(sa.update(indicator_reading).values(inputs_hash="0" * 64))
    (verdict,) = measure.verify()
    assert verdict.finding == "inputs_altered"


def test_impossible_periods_are_refused(measure: Measure):
    with pytest.raises(PeriodBackwardsError):
        measure.compute(UNTIL, SINCE)
    with pytest.raises(PeriodInFutureError):
        measure.compute(SINCE, UNTIL)


def test_a_backwards_period_names_itself_and_nothing_is_stored(rig: Rig, measure: Measure):
    talk(rig, "1", "Berhasil", "7", "Tidak ada", "Utara")
    rig.later(days=30)
    with pytest.raises(PeriodBackwardsError) as refusal:
        measure.compute(UNTIL, SINCE)
    assert str(refusal.value) == (
        "Periode terbalik: tanggal akhir harus sama dengan atau sesudah tanggal awal: "
        "2026-11-30 sampai 2026-11-01"
    )
    with pytest.raises(PeriodBackwardsError):
        measure.compute(date(2026, 12, 1), UNTIL)  # by a single day
    assert rig.rows("SELECT id FROM indicator_reading") == []
    assert list(measure.verify()) == []
    measure.compute(UNTIL, UNTIL)  # a single day is a period
    assert len(rig.rows("SELECT id FROM indicator_reading")) == 1


def test_an_empty_period_says_so(rig: Rig, measure: Measure):
    reading, _ = measure.compute(date(2026, 1, 1), date(2026, 1, 31))
    assert "belum ada jawaban warga" in reading.labels[-1]
