"""The friction report, from an answer to a ticket and back."""

from __future__ import annotations

import pytest

from bot.civic.reports import MAX_PHOTOS, Identity, Obstacle, Severity
from bot.dialogue.conversation import AtHome, Reporting
from bot.dialogue.effects import FileReport, RecordFeedback
from bot.dialogue.events import Chosen, PhotoKept, PhotoRejected, TextSent
from tests.dialogue.talk import Talk

SHORTEST = ("Lapor kendala", "Ambil nomor antrean", "Antrean", "Sedang", "Rahasia", "Kirim")


def filed(talk: Talk) -> FileReport:
    (one,) = [effect for effect in talk.effects if isinstance(effect, FileReport)]
    return one


def at_summary(talk: Talk) -> Talk:
    talk.say("KTP saya hilang")
    for label in SHORTEST[:-1]:
        talk.press(label)
    return talk


def test_six_taps_from_an_answer_without_typing(talk: Talk):
    talk.say("KTP saya hilang")
    assert len(SHORTEST) <= 6
    for label in SHORTEST:
        shown = talk.press(label)
    report = filed(talk).report
    assert (report.service, report.step, report.stage) == ("ktp-el-hilang", "antre", "akses")
    assert report.obstacle is Obstacle.ANTREAN
    assert report.severity is Severity.SEDANG
    assert report.identity is Identity.RAHASIA
    assert "Nomor tiket Anda: TK-" in shown
    assert "11 Desember 2026" in shown
    assert isinstance(talk.conversation.state, AtHome)


def test_the_promised_day_knows_holidays(talk: Talk):
    talk.later(days=14)
    at_summary(talk).press("Kirim")
    assert filed(talk).deadlines.promised.isoformat() == "2026-12-28"


def test_everything_optional_is_kept(talk: Talk):
    at_summary(talk)
    talk.press("Cerita")
    talk.say("Nomor habis jam tujuh pagi.")
    talk.press("Wilayah")
    talk.press("Selatan")
    talk.press("Melati")
    talk.press("Foto")
    talk.send(PhotoKept(7))
    shown = talk.press("Ubah tingkat")
    assert "Seberapa berat" in shown
    shown = talk.press("Buntu")
    assert "Nomor habis jam tujuh pagi." in shown
    assert "Melati, Selatan" in shown
    talk.press("Kirim")
    report = filed(talk).report
    assert report.words == "Nomor habis jam tujuh pagi."
    assert (report.kecamatan, report.kelurahan) == ("99.01.02", "99.01.02.1001")
    assert report.photos == (7,)
    assert report.severity is Severity.BUNTU


def test_sending_twice_files_once(talk: Talk):
    send = at_summary(talk).button("Kirim")
    talk.send(Chosen(send))
    assert filed(talk)
    talk.send(Chosen(send))
    assert not [effect for effect in talk.effects if isinstance(effect, FileReport)]
    assert "sudah terkirim" in talk.text


def test_without_a_step_the_stage_comes_from_the_obstacle(talk: Talk):
    talk.say("KTP saya hilang")
    for label in ("Lapor", "Bukan di langkah", "Terlalu lama", "Berat", "Anonim", "Kirim"):
        talk.press(label)
    report = filed(talk).report
    assert (report.step, report.stage) == (None, "proses")


def test_from_the_start_the_service_is_picked_or_typed(talk: Talk):
    talk.command("lapor")
    talk.press("Kependudukan")
    talk.press("KTP hilang")
    assert "Di langkah mana" in talk.text
    talk.command("lapor")
    talk.say("KTP hilang")
    assert "Di langkah mana" in talk.text


def test_a_typed_value_counts(talk: Talk):
    talk.say("KTP saya hilang")
    talk.press("Lapor")
    talk.say("ambil nomor antrean")
    talk.say("antrean")
    talk.say("Berat")
    talk.say("anonim")
    assert "Periksa laporan Anda" in talk.text


def test_a_question_in_the_middle_is_answered_and_the_form_goes_on(talk: Talk):
    talk.say("KTP saya hilang")
    talk.press("Lapor")
    shown = talk.say("KTP saya hilang, harus bagaimana?")
    assert "Penerbitan KTP-el karena hilang" in shown
    assert "Di langkah mana" in shown
    assert isinstance(talk.conversation.state, Reporting)


def test_words_that_fit_nothing_say_how_to_leave(talk: Talk):
    talk.say("KTP saya hilang")
    talk.press("Lapor")
    assert "/batal" in talk.say("hmm entahlah zzz")


def test_a_story_typed_on_the_summary_is_kept(talk: Talk):
    shown = at_summary(talk).say("zzz loketnya tutup terus padahal saya sudah tiga kali ke sana")
    assert "Cerita: zzz loketnya tutup" in shown


def test_too_many_photos_are_refused_and_a_bad_one_keeps_the_form(talk: Talk):
    at_summary(talk)
    for number in range(MAX_PHOTOS + 1):
        talk.send(PhotoKept(number + 1))
    assert f"Sudah ada {MAX_PHOTOS} foto" in talk.text
    talk.send(PhotoRejected("not-a-picture"))
    assert "bukan gambar" in talk.text
    assert isinstance(talk.conversation.state, Reporting)


def test_a_long_story_is_shortened_and_said_so(talk: Talk):
    at_summary(talk).press("Cerita")
    shown = talk.say("a" * 1500)
    assert "1.000 huruf pertama" in shown


def test_not_helpful_leads_to_a_report_with_the_service(talk: Talk):
    talk.say("KTP saya hilang")
    talk.press("Belum")
    shown = talk.press("Saya terkendala")
    assert "Layanan: KTP hilang" in shown
    assert any(isinstance(effect, RecordFeedback) for effect in talk.effects)


def test_helpful_counts_once(talk: Talk):
    talk.say("KTP saya hilang")
    helpful = talk.button("Membantu")
    talk.send(Chosen(helpful))
    assert [effect for effect in talk.effects if isinstance(effect, RecordFeedback)]
    talk.send(Chosen(helpful))
    assert not [effect for effect in talk.effects if isinstance(effect, RecordFeedback)]
    assert talk.text


def test_groups_take_no_reports(knowledge):
    talk = Talk(knowledge, group=True)
    assert "obrolan pribadi" in talk.command("lapor")
    assert "obrolan pribadi" in talk.command("dataku")
    talk.say("KTP saya hilang")
    with pytest.raises(AssertionError, match="no button"):
        talk.button("Lapor")


def test_a_masked_message_is_answered_with_a_warning(talk: Talk):
    talk.send(TextSent("NIK saya [NIK], KTP saya hilang", masked=True))
    assert "Demi keamanan" in talk.text
