"""A case that waits for its reporter: reminded once, and back to its officers in the end."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from bot.civic.city import TungguWarga
from tests.storage.test_reports import file_report
from tests.use_cases import rig as rigs
from tests.use_cases.rig import Rig, text_of
from tests.use_cases.staff import HEAD, OFFICER, do, open_case

ASKED = "Jam berapa Anda datang?"


def ask(rig: Rig, number: str) -> None:
    """Monday, 23 November 2026: ten working days end on 7 December."""
    do(rig, number, "Verifikasi")
    do(rig, number, "Proses")
    rig.news_for("1")
    do(rig, number, "Tanya pelapor", ASKED)


def days(rig: Rig, count: int) -> None:
    """Days pass; the clocks tick twice on each."""
    for _ in range(count):
        rig.later(days=1)
        rig.case_clocks()
        rig.case_clocks()


def case_of(rig: Rig) -> str:
    told = text_of(rig.news_for(OFFICER))
    return told[told.index("TK-") :][:12]


def row(rig: Rig) -> dict:
    (found,) = rig.rows("SELECT status, promised, due, level, waiting_since FROM report")
    return found


def test_a_reporter_is_told_until_when_and_reminded_half_way_once(office: Rig):
    number = file_report(office, "Terbuka")
    ask(office, number)
    assert "paling lambat <b>7 Desember 2026</b>" in text_of(office.news_for("1"))
    days(office, 6)
    assert office.news_for("1") == []
    days(office, 1)  # Monday, 30 November: five working days
    told = office.news_for("1")
    assert text_of(told).count("masih menunggu jawaban Anda") == 1
    assert "7 Desember 2026" in text_of(told)
    days(office, 7)
    assert office.news_for("1") == []
    assert "sampai <b>7 Desember 2026</b>" in text_of(office.command("tiket", number))
    assert "jawaban pelapor sampai 7 Desember 2026" in text_of(open_case(office, number))
    office.press(told, "Jawab petugas")
    office.say("Jam delapan pagi.")
    assert row(office)["waiting_since"] is None
    days(office, 3)
    assert "belum menjawab" not in text_of(office.news_for(OFFICER))


def test_without_an_answer_the_officer_decides_and_the_clock_runs_again(office: Rig):
    number = file_report(office, "Terbuka")
    ask(office, number)
    office.news_for(OFFICER)
    days(office, 15)  # Tuesday, 8 December
    told = office.news_for(OFFICER)
    assert text_of(told).count("belum menjawab sampai batas waktu") == 1
    late = office.news_for("1")
    assert text_of(late).count("belum kami terima sampai batas waktu") == 1
    assert office.button(late, "Jawab petugas")
    now = row(office)
    assert (now["status"], now["level"]) == ("diproses", 0)
    assert str(now["due"]) == "2026-12-11"
    assert str(now["promised"]) == "2026-12-15"  # five working days to decide
    done = office.press(told, "Tutup: pelapor belum menjawab", OFFICER)
    assert "Tersimpan" in text_of(done)
    closed = office.news_for("1")
    assert "jawaban Anda atas pertanyaan petugas belum kami terima" in text_of(closed)
    assert "buka lagi" in text_of(office.press(closed, "Belum"))


def test_who_decides_nothing_is_late_like_everybody(office: Rig):
    number = file_report(office, "Terbuka")
    ask(office, number)
    days(office, 15)
    office.news_for(HEAD)
    days(office, 7)
    assert office.news_for(HEAD) == []
    days(office, 1)  # 16 December: past the days to decide
    assert f"{number} naik ke tingkat" in text_of(office.news_for(HEAD))


def test_going_on_is_one_tap_and_asking_again_waits_anew(office: Rig):
    number = file_report(office, "Terbuka")
    ask(office, number)
    days(office, 15)
    assert "Tutup: pelapor belum menjawab" in str(open_case(office, number))
    do(office, number, "Tanya pelapor", "Boleh kami telepon?")
    office.news_for("1")
    assert "Tutup: pelapor belum menjawab" not in str(open_case(office, number))
    days(office, 7)
    assert text_of(office.news_for("1")).count("masih menunggu jawaban Anda") == 1


def test_a_late_answer_counts_and_the_case_is_not_closed_for_silence(office: Rig):
    number = file_report(office, "Terbuka")
    ask(office, number)
    days(office, 15)
    told, late = office.news_for(OFFICER), office.news_for("1")
    do(office, number, "Tulis ke pelapor", "Masih kami tunggu.")
    assert "Tutup: pelapor belum menjawab" in str(open_case(office, number))
    office.press(late, "Jawab petugas")
    assert "Keterangan ditambahkan" in text_of(office.say("Maaf, jam delapan."))
    refused = text_of(office.press(told, "Tutup: pelapor belum menjawab", OFFICER))
    assert "sudah menjawab, jadi tidak ditutup" in refused
    assert "Maaf, jam delapan." in refused
    assert row(office)["status"] == "diproses"


def test_an_anonymous_reporter_sees_it_on_the_ticket(office: Rig):
    number = file_report(office, "Anonim")
    case = case_of(office)
    ask(office, case)
    shown = office.command("tiket", number, "7")
    assert "menunggu jawaban Anda sampai <b>7 Desember 2026</b>" in text_of(shown)
    days(office, 15)
    assert office.news_for("1") == office.news_for("7") == []
    assert "belum menjawab sampai batas waktu" in text_of(office.news_for(OFFICER))
    shown = office.command("tiket", number, "7")
    assert "Kembali ke petugas" in text_of(shown)
    office.press(shown, "Tambah keterangan", "7")
    office.say("Jam delapan.", "7")
    assert "Jam delapan." in text_of(office.news_for(OFFICER))


def test_the_city_sets_the_limit(office: Rig, monkeypatch):
    monkeypatch.setattr(
        rigs, "CITY", replace(rigs.CITY, tunggu_warga=TungguWarga(1, "Terlalu lama."))
    )
    number = file_report(office, "Terbuka")
    ask(office, number)
    assert "24 November 2026" in text_of(office.news_for("1"))
    days(office, 2)
    told = office.news_for(OFFICER)
    office.press(told, "Tutup: pelapor belum menjawab", OFFICER)
    assert "Petugas menulis: Terlalu lama." in text_of(office.news_for("1"))


@pytest.mark.parametrize("wrong", [{"hari_kerja": 0}, {"alasan": " "}])
def test_a_limit_that_is_none_is_refused(wrong: dict):
    with pytest.raises(ValueError, match="hari_kerja"):
        TungguWarga(**wrong)


def test_whoever_was_down_for_weeks_says_it_once(office: Rig):
    number = file_report(office, "Terbuka")
    ask(office, number)
    office.news_for(OFFICER), office.news_for("1")
    office.later(days=60)
    office.case_clocks()
    said = Counter(line for line in text_of(office.news_for("1")).splitlines())
    assert sum(count for line, count in said.items() if "belum kami terima" in line) == 1
    assert not any("masih menunggu" in line for line in said)
    assert row(office)["promised"] is not None
    assert date.fromisoformat(str(row(office)["promised"])) > office.now.date()


def test_a_reporter_who_is_gone_ends_the_waiting_too(office: Rig):
    number = file_report(office, "Terbuka")
    ask(office, number)
    office.press(office.command("hapus"), "Ya, hapus")
    office.news_for("1")
    days(office, 15)
    assert office.news_for("1") == []
    told = office.news_for(OFFICER)
    assert "Tersimpan" in text_of(office.press(told, "Tutup: pelapor belum menjawab", OFFICER))
