"""How it went: the question a day later, the SKM, and questions that go to an officer."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, time

import pytest

from bot.civic.office_hours import Jam, JamPetugas, Masa
from bot.civic.roles import Member, Role
from bot.civic.skm import Unsur
from tests.storage.test_reports import file_report
from tests.use_cases import rig as rigs
from tests.use_cases.rig import Rig, text_of

EDITOR, ADMIN = "80", "99"


def a_day_later(rig: Rig, address: str = "1"):
    rig.later(days=1)
    rig.ask_attempts()
    return rig.news_for(address)


def test_an_answer_is_followed_up_once_the_day_after(rig: Rig):
    rig.say("KTP saya hilang")
    rig.later(hours=5)
    assert rig.ask_attempts() == 0
    asked = a_day_later(rig)
    assert "Apakah urusannya berhasil?" in text_of(asked)
    shown = rig.press(asked, "Berhasil")
    shown = rig.press(shown, "6")
    shown = rig.press(shown, "Ringan")
    shown = rig.press(shown, "Menyiapkan syarat")
    shown = rig.press(shown, "Selatan")
    assert "Terima kasih" in text_of(shown)
    (row,) = rig.rows("SELECT * FROM attempt")
    assert (row["outcome"], row["ease"], row["burden"], row["stage"], row["kecamatan"]) == (
        "berhasil",
        6,
        "ringan",
        "persyaratan",
        "99.01.02",
    )
    assert a_day_later(rig) == []


def test_the_district_is_asked_once_in_a_life(rig: Rig):
    rig.say("KTP saya hilang")
    shown = a_day_later(rig)
    for label in ("Berhasil", "6", "Tidak ada", "Selatan"):
        shown = rig.press(shown, label)
    rig.later(days=40)
    rig.say("KTP saya hilang")
    shown = a_day_later(rig)
    for label in ("Belum", "2", "Buntu", "Biaya"):
        shown = rig.press(shown, label)
    assert "Terima kasih" in text_of(shown)
    rows = rig.rows("SELECT kecamatan, outcome FROM attempt ORDER BY id")
    assert [row["kecamatan"] for row in rows] == ["99.01.02", "99.01.02"]


def test_each_answer_counts_alone_and_may_be_skipped(rig: Rig):
    rig.say("KTP saya hilang")
    shown = rig.press(a_day_later(rig), "Tidak jadi")
    shown = rig.press(shown, "Lewati")
    rig.press(shown, "Lewati")
    (row,) = rig.rows("SELECT outcome, ease, burden FROM attempt")
    assert row == {"outcome": "tidak_jadi", "ease": None, "burden": None}


@pytest.mark.parametrize(
    ("taps", "asked"),
    [
        (("Berhasil", "6", "Ringan"), True),
        (("Berhasil", "6", "Tidak ada"), False),
        (("Berhasil", "6", "Lewati"), False),
        (("Belum", "2", "Berat"), True),
        (("Belum", "2", "Lewati"), True),
        (("Belum", "Lewati", "Lewati"), True),
        (("Belum", "2", "Tidak ada"), False),
        (("Tidak jadi", "1", "Buntu"), True),
    ],
)
def test_where_it_was_is_asked_of_whoever_was_hindered(rig: Rig, taps, asked):
    rig.say("KTP saya hilang")
    shown = a_day_later(rig)
    for label in taps:
        shown = rig.press(shown, label)
    assert ("Di bagian mana" in text_of(shown)) is asked
    shown = rig.press(shown, "Lewati")
    assert ("kecamatan mana" in text_of(shown)) is asked
    (row,) = rig.rows("SELECT outcome, stage FROM attempt")
    assert row == {"outcome": taps[0].lower().replace(" ", "_"), "stage": None}


def test_who_stops_at_the_stage_has_said_the_rest(rig: Rig):
    rig.say("KTP saya hilang")
    shown = a_day_later(rig)
    for label in ("Belum", "2", "Berat"):
        shown = rig.press(shown, label)
    rig.later(days=60)
    (row,) = rig.rows("SELECT outcome, ease, burden, stage FROM attempt")
    assert row == {"outcome": "belum", "ease": 2, "burden": "berat", "stage": None}
    rig.press(shown, "Menunggu proses")
    (row,) = rig.rows("SELECT outcome, ease, burden, stage FROM attempt")
    assert row == {"outcome": "belum", "ease": 2, "burden": "berat", "stage": "proses"}


def test_asking_twice_within_thirty_days_is_one_attempt(rig: Rig):
    rig.say("KTP saya hilang")
    rig.later(days=3)
    rig.say("ktp ilang")
    assert len(rig.rows("SELECT id FROM attempt")) == 1
    rig.later(days=28)
    rig.say("ktp ilang")
    assert len(rig.rows("SELECT id FROM attempt")) == 2


def test_nobody_is_asked_twice_on_a_day(rig: Rig):
    rig.say("KTP saya hilang")
    rig.say("cara bikin kartu keluarga baru")
    assert len(rig.rows("SELECT id FROM attempt")) == 2
    assert text_of(a_day_later(rig)).count("berhasil?") == 1
    assert a_day_later(rig) == []


def test_being_asked_can_be_switched_off_and_on(rig: Rig):
    rig.say("KTP saya hilang")
    shown = rig.press(a_day_later(rig), "Jangan tanya lagi")
    assert "tidak akan bertanya lagi" in text_of(shown)
    rig.say("cara bikin kartu keluarga baru")
    assert a_day_later(rig) == []
    rig.press(shown, "Boleh tanya lagi")
    rig.say("paspor hilang")
    assert "berhasil?" in text_of(a_day_later(rig))


def test_staff_and_strangers_buttons_leave_no_attempt(rig: Rig):
    rig.hire("50", Role.PETUGAS, "disdukcapil")
    rig.say("KTP saya hilang", "50")
    assert rig.rows("SELECT id FROM attempt") == []
    rig.say("KTP saya hilang")
    asked = a_day_later(rig)
    rig.press(asked, "Berhasil", "2")
    assert rig.rows("SELECT outcome FROM attempt") == [{"outcome": None}]


def test_the_survey_keeps_every_answer_and_stops_anywhere(rig: Rig):
    rig.say("KTP saya hilang")
    shown = a_day_later(rig)
    for label in ("Berhasil", "7", "Tidak ada", "Lewati", "Nilai layanan"):
        shown = rig.press(shown, label)
    assert "(1 dari 9)" in text_of(shown)
    for label in ("Sangat sesuai", "Kurang mudah", "Lewati"):
        shown = rig.press(shown, label)
    assert "(4 dari 9)" in text_of(shown)
    assert "Cukup" in str(shown[-1].rendered.rows)
    rig.press(shown, "Cukup sampai")
    (row,) = rig.rows("SELECT * FROM skm")
    assert [row[unsur.value] for unsur in Unsur] == [4, 2, *[None] * 7]


def test_the_survey_is_not_offered_again_for_a_while(rig: Rig):
    rig.say("KTP saya hilang")
    shown = a_day_later(rig)
    for label in ("Berhasil", "7", "Tidak ada", "Lewati", "Nilai layanan"):
        shown = rig.press(shown, label)
    rig.say("cara bikin kartu keluarga baru")
    shown = a_day_later(rig)
    for label in ("Berhasil", "7", "Tidak ada", "Lewati"):
        shown = rig.press(shown, label)
    with pytest.raises(AssertionError):
        rig.button(shown, "Nilai layanan")


def test_a_question_goes_to_an_editor_and_comes_back(rig: Rig):
    rig.hire(EDITOR, Role.EDITOR)
    shown = rig.say("siapa nama wali kota sekarang")
    handed = rig.press(shown, "Tanya petugas")
    assert "datang di obrolan ini" in text_of(handed)
    told = rig.news_for(EDITOR)
    assert "wali kota" in text_of(told)
    rig.press(told, "Jawab", EDITOR)
    done = rig.say("Sabtu jam tujuh malam.", EDITOR)
    assert "Jawaban dikirim" in text_of(done)
    assert "Sabtu jam tujuh malam." in text_of(rig.news_for("1"))
    rig.press(told, "Jawab", EDITOR)
    assert "sudah dijawab" in text_of(rig.say("Minggu.", EDITOR))
    with rig.database.transaction() as work:
        (draft,) = work.handovers.drafts()
    assert (draft.answer, draft.answered_by) == ("Sabtu jam tujuh malam.", "telegram:80")
    assert "Tidak ada pertanyaan" in text_of(rig.command("tanya", "", EDITOR))


def test_editors_see_what_has_no_answer_yet(rig: Rig):
    rig.hire(EDITOR, Role.EDITOR)
    for person in "234":
        rig.say("siapa nama wali kota sekarang", person)
    shown = text_of(rig.command("tanya", "", EDITOR))
    assert "Tidak ada pertanyaan yang menunggu" in shown
    assert "siapa nama wali kota sekarang: 3" in shown
    rig.later(days=40)
    assert "wali kota" not in text_of(rig.command("tanya", "", EDITOR))


@pytest.mark.parametrize(
    ("hours", "says"),
    [
        (0, "Petugas sedang bertugas.\nPerkiraan jawaban paling lambat 24 November 2026 16.00"),
        (9, "Kantor sedang tutup. Buka lagi 24 November 2026 08.00."),
        (24 * 5, "Kantor sedang tutup. Buka lagi 30 November 2026 08.00."),
        (
            24 * 77,
            "Petugas sedang bertugas.\nPerkiraan jawaban paling lambat 9 Februari 2027 15.00",
        ),
    ],
)
def test_who_asks_an_officer_is_told_when_to_expect_an_answer(
    rig: Rig, monkeypatch, hours: int, says: str
):
    week = ("senin", "selasa", "rabu", "kamis", "jumat")
    desk = JamPetugas(
        biasa=(Jam(week, time(8), time(16)),),
        ramadan=(Jam(week, time(8), time(15)),),
        masa_ramadan=(Masa(date(2027, 2, 8), date(2027, 3, 9)),),
    )
    monkeypatch.setattr(rigs, "CITY", replace(rigs.CITY, jam_petugas=desk))
    rig.hire(EDITOR, Role.EDITOR)
    rig.later(hours=hours)
    handed = rig.press(rig.say("siapa nama wali kota sekarang"), "Tanya petugas")
    assert says in text_of(handed)


def test_admins_stand_in_where_there_is_no_editor(rig: Rig):
    rig.hire(ADMIN, Role.ADMIN)
    rig.press(rig.say("siapa nama wali kota sekarang"), "Tanya petugas")
    assert "wali kota" in text_of(rig.news_for(ADMIN))
    assert "wali kota" in text_of(rig.command("tanya", "", ADMIN))
    assert "untuk petugas" in text_of(rig.command("tanya", "", "1"))


def ask_officer(rig: Rig, who: str = "1", question: str = "siapa nama wali kota sekarang"):
    return text_of(rig.press(rig.say(question, who), "Tanya petugas", who))


def test_where_nobody_answers_that_is_said_and_the_question_is_kept(rig: Rig, monkeypatch):
    rig.hire("50", Role.PETUGAS, "disdukcapil")
    handed = ask_officer(rig)
    assert "kami simpan" in handed
    assert "diteruskan" not in handed
    assert "Hubungi:\n• SP4N-LAPOR!: https://www.lapor.go.id" in handed
    monkeypatch.setattr(rigs, "CITY", replace(rigs.CITY, pengaduan=()))
    assert "Hubungi" not in ask_officer(rig, "2")
    assert len(rig.rows("SELECT id FROM handover WHERE told_at IS NULL")) == 2


def test_the_first_who_is_given_the_role_gets_what_waited(rig: Rig):
    ask_officer(rig, "2")
    ask_officer(rig, "3", "apakah wali kota bisa ditemui hari sabtu")
    assert rig.pass_questions_on() == 0
    with rig.database.transaction() as work:
        work.staff.grant(("telegram", EDITOR), Member(Role.EDITOR), "test", rig.now)
    assert rig.pass_questions_on() == 0  # on the list, but never wrote to the bot
    rig.command("start", address=EDITOR)
    assert rig.pass_questions_on() == 2
    told = rig.news_for(EDITOR)
    assert "2 pertanyaan menunggu jawaban" in text_of(told)
    rig.hire(ADMIN, Role.ADMIN)
    assert rig.pass_questions_on() == 0
    assert rig.news_for(ADMIN) == []
    assert "2 pertanyaan menunggu" in text_of(rig.command("tanya", "", EDITOR))
    rig.press(told, "Jawab nomor 1", EDITOR)
    assert "Jawaban dikirim" in text_of(rig.say("Bapak Budi.", EDITOR))
    assert "Bapak Budi." in text_of(rig.news_for("2"))


def test_a_question_that_was_told_is_not_told_again(rig: Rig):
    rig.hire(ADMIN, Role.ADMIN)
    assert "diteruskan ke petugas" in ask_officer(rig)
    assert rig.pass_questions_on() == 0


def test_a_question_erased_while_it_waited_is_passed_to_nobody(rig: Rig):
    ask_officer(rig, "2")
    rig.press(rig.command("hapus", "", "2"), "Ya, hapus", "2")
    rig.hire(ADMIN, Role.ADMIN)
    assert rig.pass_questions_on() == 0


def test_own_data_hold_it_all_and_erasing_cuts_the_link(rig: Rig):
    rig.say("KTP saya hilang")
    shown = a_day_later(rig)
    for label in ("Berhasil", "7", "Tidak ada", "Lewati", "Nilai layanan", "Sangat sesuai"):
        shown = rig.press(shown, label)
    rig.press(rig.say("siapa nama wali kota sekarang"), "Tanya petugas")
    (sent,) = rig.command("dataku")
    data = json.loads(sent.rendered.attachment[2])
    assert data["usaha"][0]["kemudahan"] == 7
    assert data["survei"][0]["persyaratan"] == 4
    assert "wali kota" in data["pertanyaan_untuk_petugas"][0]["teks"]
    rig.press(rig.command("hapus"), "Ya, hapus")
    for table in ("attempt", "skm", "handover"):
        (row,) = rig.rows(f"SELECT * FROM {table}")
        assert row["conversation_id"] is None
        assert "wali kota" not in str(row)
    assert rig.rows("SELECT pseudonym FROM conversation")[0]["pseudonym"] is None


def test_a_mended_case_offers_the_survey(rig: Rig):
    rig.hire("50", Role.PETUGAS, "disdukcapil")
    number = file_report(rig, "Terbuka")
    for label in ("Verifikasi", "Proses", "Selesai"):
        rig.press(rig.command("kasus", number, "50"), label, "50")
    rig.say("Sudah.", "50")
    shown = rig.press(rig.news_for("1"), "Sudah beres")
    assert "(1 dari 9)" in text_of(rig.press(shown, "Nilai layanan"))
