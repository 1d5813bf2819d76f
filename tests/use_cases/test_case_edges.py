"""What officers and reporters do at the wrong moment: a clear message, and nothing is changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.civic.cases import CaseEvent
from bot.civic.reports import ReportEventKind
from bot.civic.roles import Role
from bot.dialogue.events import PhotoSent, UnreadableSent
from tests.storage.test_reports import file_report
from tests.use_cases import rig as rigs
from tests.use_cases.rig import Rig, text_of
from tests.use_cases.staff import ADMIN, HEAD, OFFICER, OTHER, SEKDA, close, do, open_case
from tests.use_cases.test_photos import picture


def test_officers_see_who_did_what_and_reporters_do_not(office: Rig):
    number = file_report(office, "Terbuka")
    do(office, number, "Verifikasi")
    do(office, number, "Catatan internal", "Sudah saya telepon.", HEAD)
    shown = text_of(open_case(office, number))
    assert "Diverifikasi (oleh 50)" in shown
    assert "🔒 pesan petugas (oleh 60): Sudah saya telepon." in shown
    ticket = text_of(office.command("tiket", number))
    assert "Diverifikasi" in ticket
    assert "oleh" not in ticket


def test_a_late_case_is_owned_up_to(office: Rig):
    number = file_report(office, "Terbuka")
    office.later(hours=73)
    office.case_clocks()
    told = office.news_for("1")
    assert "belum ditangani tepat waktu" in text_of(told)
    ticket = text_of(office.press(told, "Lihat tiket"))
    assert "dinaikkan ke atasan" in ticket
    office.case_clocks()
    assert office.news_for("1") == []
    assert "dinaikkan ke atasan (oleh" not in text_of(open_case(office, number))


def test_a_reminder_of_officers_is_not_called_an_escalation(office: Rig):
    number = file_report(office, "Terbuka")
    do(office, number, "Verifikasi")
    office.later(days=15)
    office.case_clocks()
    shown = text_of(open_case(office, number))
    assert "petugas diingatkan" in shown
    assert "dinaikkan" not in shown
    office.news_for("1")
    assert "diingatkan" not in text_of(office.command("tiket", number))


def test_nothing_is_said_to_have_gone_up_where_nobody_is_told(rig: Rig):
    file_report(rig, "Terbuka")
    rig.later(hours=73)
    rig.case_clocks()
    assert rig.news_for("1") == []


def test_admins_stand_in_where_nobody_is_at_that_level(rig: Rig):
    rig.hire(OFFICER, Role.PETUGAS, "disdukcapil")
    rig.hire(ADMIN, Role.ADMIN)
    file_report(rig, "Terbuka")
    assert rig.news_for(ADMIN) == []
    rig.later(hours=73)
    rig.case_clocks()
    assert "naik ke tingkat" in text_of(rig.news_for(ADMIN))
    assert "belum ditangani tepat waktu" in text_of(rig.news_for("1"))


def test_after_every_closing_the_reporter_is_asked_once_more(office: Rig):
    number = file_report(office, "Terbuka")
    close(office, number)
    office.press(office.news_for("1"), "Belum")
    do(office, number, "Proses")
    do(office, number, "Selesai", "Sekarang sungguh selesai.")
    office.news_for("1")
    for _ in range(4):
        office.later(hours=13)
        office.case_clocks()
    assert text_of(office.news_for("1")).count("Jawaban Anda menentukan") == 1


def test_strangers_learn_nothing_of_a_confidential_report(office: Rig):
    number = file_report(office, "Rahasia", words="Diminta uang.")
    stranger = text_of(office.command("tiket", number, "2"))
    unknown = text_of(office.command("tiket", "TK-1111-1111", "2"))
    assert stranger == unknown
    assert "KTP" not in stranger
    assert "Diminta uang." in text_of(office.command("tiket", number))
    assert "Diminta uang." in text_of(open_case(office, number))


def test_a_case_forwarded_while_an_officer_types_is_not_theirs_any_more(office: Rig):
    number = file_report(office, "Terbuka")
    do(office, number, "Verifikasi")
    for label in ("Catatan internal", "Tulis ke pelapor"):
        typing = office.press(open_case(office, number), label, OFFICER)
        assert typing
        agencies = do(office, number, "Teruskan", who=ADMIN)
        office.press(agencies, "Dinkes", ADMIN)
        before = office.rows("SELECT count(*) AS n FROM report_event")
        refused = text_of(office.say("Segera dikerjakan.", OFFICER))
        assert "instansi lain" in refused
        assert office.rows("SELECT count(*) AS n FROM report_event") == before
        agencies = do(office, number, "Teruskan", who=OTHER)
        office.press(agencies, "Disdukcapil", OTHER)
    assert "Segera dikerjakan" not in text_of(open_case(office, number))


@pytest.mark.parametrize("label", ["Tulis ke pelapor", "Catatan internal", "Tanya pelapor"])
def test_a_case_withdrawn_while_an_officer_types_hears_nothing_more(office: Rig, label: str):
    """A change is refused; a note is kept for the file, and the reporter who left is not asked."""
    number = file_report(office, "Terbuka")
    do(office, number, "Verifikasi")
    office.press(open_case(office, number), label, OFFICER)
    sure = office.press(office.command("tiket", number), "Tarik")
    office.press(sure, "Ya, tarik")
    office.news_for("1")
    shown = text_of(office.say("Mohon datang besok.", OFFICER))
    (row,) = office.rows("SELECT status FROM report")
    assert row["status"] == "ditarik"
    if label == "Tanya pelapor":
        assert "sudah berubah" in shown
        assert "Belum ada yang diubah atau dikirim" in shown
    told = office.news_for("1")
    assert not any("Jawab petugas" in str(one.rendered.rows) for one in told)


def test_words_are_required_and_a_photo_before_them_is_kept(office: Rig):
    number = file_report(office, "Terbuka")
    do(office, number, "Verifikasi")
    do(office, number, "Proses")
    do(office, number, "Selesai")
    office.news_for("1")
    assert "Tulis dulu keterangannya" in text_of(office.say("   ", OFFICER))
    office.photos.pictures["foto"] = picture()
    shown = text_of(office.send(PhotoSent("foto"), OFFICER))
    assert "Tulis juga keterangannya" in shown
    assert office.news_for("1") == []
    office.say("Loket kedua dibuka.", OFFICER)
    photo, told = office.news_for("1")
    assert photo.picture is not None
    assert "Loket kedua dibuka." in told.rendered.text


@pytest.mark.parametrize("away", ["/bantuan", "Ke awal"])
def test_who_turns_to_something_else_writes_to_nobody(office: Rig, away: str):
    number = file_report(office, "Terbuka")
    shown = open_case(office, number)
    office.press(shown, "Tulis ke pelapor", OFFICER)
    if away == "Ke awal":
        office.press(shown, away, OFFICER)
    else:
        office.command("bantuan", "", OFFICER)
    office.news_for("1")
    office.say("kapan ya rapat dimulai", OFFICER)
    assert office.news_for("1") == []
    assert "rapat" not in text_of(open_case(office, number))


def test_a_file_that_cannot_be_taken_leaves_the_officer_where_they_were(office: Rig):
    number = file_report(office, "Terbuka")
    do(office, number, "Tulis ke pelapor")
    shown = text_of(office.send(UnreadableSent("document"), OFFICER))
    assert "dokumen" in shown
    assert f"masih menunggu tulisan atau foto Anda untuk {number}" in shown
    office.photos.pictures["rusak"] = b"../../etc/passwd"
    shown = text_of(office.send(PhotoSent("rusak"), OFFICER))
    assert "bukan gambar" in shown
    assert "masih menunggu" in shown
    assert office.news_for("1") == []
    office.say("Kami cek hari ini.", OFFICER)
    assert "Kami cek hari ini." in text_of(office.news_for("1"))


def test_long_words_are_cut_and_that_is_said(office: Rig):
    number = file_report(office, "Terbuka")
    do(office, number, "Tulis ke pelapor")
    assert "hanya 1.000 huruf" in text_of(office.say("a" * 1500, OFFICER))
    assert "a" * 1000 in text_of(office.news_for("1"))


def test_whoever_joined_hears_of_withdrawal_and_reopening(office: Rig):
    number = file_report(office, "Terbuka", words="Antrean online habis jam delapan.")
    join(office, "2")
    close(office, number)
    told = office.news_for("2")
    assert "Masih terkendala?" in told[-1].rendered.text
    assert "Masih terkendala?" not in told[0].rendered.text
    assert "Di langkah mana" in text_of(office.press(told, "Lapor kendala", "2"))
    office.command("batal", "", "2")
    office.press(office.news_for("1"), "Belum")
    assert "Dibuka kembali" in text_of(office.news_for("2"))
    sure = office.press(office.command("tiket", number), "Tarik")
    office.press(sure, "Ya, tarik")
    told = text_of(office.news_for("2"))
    assert "Ditarik" in told
    assert number not in told


def join(rig: Rig, who: str) -> None:
    shown = rig.say("KTP saya hilang", who)
    for label in ("Lapor", "Ambil nomor", "Antrean", "Berat", "Terbuka"):
        shown = rig.press(shown, label, who)
    rig.press(shown, "Cerita", who)
    shown = rig.say("antrian onlen habis terus jam delapan pagi", who)
    rig.press(rig.press(shown, "Kirim laporan", who), "saya ikut", who)


def test_a_reporter_erased_in_the_middle_leaves_a_case_that_can_be_closed(office: Rig):
    number = file_report(office, "Terbuka", words="Nama saya Budi.")
    do(office, number, "Verifikasi")
    do(office, number, "Tanya pelapor", "Jam berapa?")
    office.press(office.command("hapus"), "Ya, hapus")
    shown = text_of(open_case(office, number))
    assert "tidak dapat dihubungi lagi" in shown
    assert "Budi" not in shown
    office.news_for("1")
    do(office, number, "Selesai", "Antrean ditambah.")
    office.later(days=40)
    office.case_clocks()
    assert office.news_for("1") == []
    assert "<b>Selesai</b>" in text_of(open_case(office, number))


def test_an_officer_who_erased_their_own_chat_is_not_written_to(office: Rig):
    office.press(office.command("hapus", "", OFFICER), "Ya, hapus", OFFICER)
    office.news_for(OFFICER)
    file_report(office, "Terbuka")
    assert office.news_for(OFFICER) == []
    assert "Laporan baru" in text_of(office.news_for(ADMIN))


def test_templates_are_one_tap(office: Rig, monkeypatch):
    templates = {"selesai": ("Silakan coba lagi.", "Bisa diambil di loket.")}
    monkeypatch.setattr(rigs, "CITY", replace(rigs.CITY, balasan=templates))
    number = file_report(office, "Terbuka")
    do(office, number, "Verifikasi")
    do(office, number, "Proses")
    shown = do(office, number, "Selesai")
    assert "2. Bisa diambil di loket." in text_of(shown)
    office.news_for("1")
    office.press(shown, "Pakai nomor 2", OFFICER)
    assert "Petugas menulis: Bisa diambil di loket." in text_of(office.news_for("1"))


def test_an_oversight_report_has_sixty_days_and_says_so(office: Rig):
    shown = office.say("KTP saya hilang")
    for label in ("Lapor", "Ambil nomor", "pungli", "Berat", "Rahasia"):
        shown = office.press(shown, label)
    filed = text_of(office.press(shown, "Kirim laporan"))
    assert "16 Februari 2027" in filed
    number = filed[filed.index("TK-") :][:12]
    assert "60 hari kerja" in text_of(open_case(office, number))
    do(office, number, "Verifikasi")
    office.later(days=40)
    office.case_clocks()
    assert office.news_for(SEKDA) == []


def test_the_head_of_an_agency_may_do_all_that_its_officers_may(office: Rig):
    number = file_report(office, "Terbuka")
    for label in ("Verifikasi", "Proses"):
        assert "Tersimpan" in text_of(do(office, number, label, who=HEAD))
    assert "Tersimpan" in text_of(do(office, number, "Selesai", "Sudah.", HEAD))
    assert "untuk admin" in text_of(office.command("petugas", "", HEAD))


def test_staff_find_their_commands_in_the_help(office: Rig):
    assert "/kasus" not in text_of(office.command("bantuan"))
    assert "/kasus" in text_of(office.command("bantuan", "", OFFICER))
    assert "yang naik ke Anda" in text_of(office.command("bantuan", "", HEAD))
    assert "/petugas" in text_of(office.command("bantuan", "", ADMIN))


def test_whatever_is_written_is_the_history_and_nothing_else(office: Rig):
    """A use case may record any event: the row never says more than the history."""
    number = file_report(office, "Terbuka")
    event = CaseEvent(ReportEventKind.CATATAN, office.now, staff=True)
    with pytest.raises(LookupError), office.database.transaction() as work:
        work.cases.record("TK-1111-1111", event, "telegram:50")
    assert "pesan petugas" not in text_of(open_case(office, number))


def test_what_a_reporter_does_too_late_shows_how_it_stands(office: Rig):
    number = file_report(office, "Terbuka")
    ticket = office.command("tiket", number)
    office.press(ticket, "Tambah keterangan")
    close(office, number)
    closed = office.news_for("1")
    late = text_of(office.say("Masih antre."))
    assert "Itu tidak bisa lagi" in late
    assert "Status: <b>Selesai</b>" in late
    sure = office.press(ticket, "Tarik")
    assert "Itu tidak bisa lagi" in text_of(office.press(sure, "Ya, tarik"))
    office.press(closed, "Sudah beres")
    again = text_of(office.press(closed, "Belum"))
    assert "Itu tidak bisa lagi" in again
    assert "Anda sudah menyatakan beres" in again
    assert "Masih antre" not in text_of(open_case(office, number))


def test_a_report_closed_while_somebody_joins_leaves_them_their_own(office: Rig):
    number = file_report(office, "Terbuka", words="Antrean online habis jam delapan.")
    shown = office.say("KTP saya hilang", "2")
    for label in ("Lapor", "Ambil nomor", "Antrean", "Berat", "Terbuka"):
        shown = office.press(shown, label, "2")
    office.press(shown, "Cerita", "2")
    shown = office.say("antrian onlen habis terus jam delapan pagi", "2")
    offered = office.press(shown, "Kirim laporan", "2")
    close(office, number)
    refused = office.press(offered, "saya ikut", "2")
    assert "baru saja ditutup" in text_of(refused)
    assert office.rows("SELECT id FROM report_join") == []
    assert "Laporan tersimpan" in text_of(office.press(refused, "Kirim laporan sendiri", "2"))
    (words,) = office.rows(
        "SELECT words FROM report_words WHERE words <> '' ORDER BY id DESC LIMIT 1"
    )
    assert words["words"].startswith("antrian onlen")


def test_who_wrote_what_is_told_apart(office: Rig):
    number = file_report(office, "Terbuka")
    do(office, number, "Verifikasi")
    do(office, number, "Tanya pelapor", "Jam berapa?")
    office.news_for(OFFICER)
    office.press(office.news_for("1"), "Jawab petugas")
    office.say("Jam delapan.")
    told = text_of(office.news_for(OFFICER))
    assert "Pelapor menulis: Jam delapan." in told
    assert "Petugas menulis" not in told


def test_a_promise_that_has_passed_is_not_promised_again(office: Rig):
    number = file_report(office, "Terbuka")
    do(office, number, "Verifikasi")
    do(office, number, "Proses")
    assert "Janji selesai: 11 Desember 2026." in text_of(office.news_for("1"))
    do(office, number, "Tanya pelapor", "Jam berapa?")
    office.later(days=30)
    office.news_for("1")
    do(office, number, "Proses")
    assert "Janji selesai 11 Desember 2026 sudah lewat." in text_of(office.news_for("1"))


def test_whoever_is_given_a_role_hears_of_it_once(office: Rig):
    office.command("start", address="52")
    for _ in range(2):
        office.command("petugas", "52 kepala dinkes", ADMIN)
    told = text_of(office.news_for("52"))
    assert told.count("Anda sekarang <b>kepala instansi</b>, Dinkes") == 1
    assert "/kasus" in told


def test_an_officer_is_told_why_the_reporter_was_not(office: Rig):
    number = file_report(office, "Anonim")
    told = text_of(office.news_for(OFFICER))
    case = told[told.index("TK-") :][:12]
    assert "anonim, jadi tidak dikabari" in text_of(do(office, case, "Verifikasi"))
    inside = do(office, case, "Catatan internal", "Cek kamera loket.")
    assert "Pelapor tidak melihatnya" in text_of(inside)
    do(office, case, "Tolak", "Tidak terbukti.")
    shown = text_of(office.command("tiket", number))
    assert "Ditolak: Tidak terbukti." in shown
    assert "Menekan <b>Belum</b> membuka laporan lagi" in shown
