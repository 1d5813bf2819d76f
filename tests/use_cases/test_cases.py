"""A report's life with officers: told, asked back, closed, disputed, escalated, confirmed."""

from __future__ import annotations

from datetime import timedelta

from bot.civic.cases import fold
from bot.dialogue.events import PhotoSent
from bot.storage.case_rows import event_of, state_of
from bot.storage.tables import report, report_event
from tests.storage.test_reports import file_report
from tests.use_cases.rig import Rig, text_of
from tests.use_cases.staff import ADMIN, HEAD, OFFICER, OTHER, SEKDA, close, do, open_case
from tests.use_cases.test_photos import picture


def test_a_whole_life(office: Rig):
    number = file_report(office, "Terbuka", words="Antrean selalu habis.")
    assert f"Laporan baru {number}" in text_of(office.news_for(OFFICER))
    assert office.news_for(HEAD) == office.news_for(OTHER) == []

    assert "Pelapor sudah dikabari" in text_of(do(office, number, "Verifikasi"))
    assert "sudah memeriksa" in text_of(office.news_for("1"))
    do(office, number, "Proses")
    office.news_for("1")
    do(office, number, "Tanya pelapor", "Jam berapa Anda datang?")
    asked = office.news_for("1")
    assert "Petugas menulis: Jam berapa Anda datang?" in text_of(asked)

    office.press(asked, "Jawab petugas")
    office.say("Jam delapan pagi.")
    assert "Jam delapan pagi." in text_of(office.news_for(OFFICER))
    assert "<b>Diproses</b>" in text_of(open_case(office, number))

    do(office, number, "Selesai", "Kuota ditambah.")
    closed = office.news_for("1")
    assert "Kuota ditambah." in text_of(closed)
    again = office.press(closed, "Belum")
    assert "buka lagi" in text_of(again)
    assert "naik satu tingkat" in text_of(office.news_for(HEAD))
    assert "Ditangani tingkat: kepala instansi" in text_of(open_case(office, number, HEAD))

    do(office, number, "Proses", who=HEAD)
    do(office, number, "Selesai", "Loket kedua dibuka.", who=HEAD)
    thanks = office.press(office.news_for("1"), "Sudah beres")
    assert "beres menurut Anda" in text_of(thanks)
    (row,) = office.rows("SELECT confirmed_at, disputed_at, settled_at, level FROM report")
    assert row["confirmed_at"] is not None
    assert row["disputed_at"] is not None
    assert row["level"] == 1


def test_the_row_is_the_fold_of_the_history(office: Rig):
    number = file_report(office, "Terbuka", words="Antrean habis.")
    close(office, number)
    office.press(office.news_for("1"), "Belum")
    do(office, number, "Teruskan")
    office.press(do(office, number, "Teruskan"), "Disdukcapil", OFFICER)
    office.later(days=40)
    office.case_clocks()
    with office.database.engine.connect() as connection:
        row = connection.execute(report.select()).mappings().one()
        events = connection.execute(report_event.select()).mappings().all()
    _, *rest = [event_of(one) for one in events]
    assert len(rest) >= 6
    start = state_of(
        {**row, "status": "diterima", "promised": row["due"], "level": 0, "tag": None}
        | dict.fromkeys(
            (
                "first_reply_at",
                "settled_at",
                "closed_at",
                "confirmed_at",
                "disputed_at",
                "reminded_at",
                "waiting_since",
            )
        )
    )
    assert fold(start, rest) == state_of(row)


def test_another_agency_sees_nothing(office: Rig):
    number = file_report(office, "Terbuka", words="Rahasia keluarga.")
    shown = text_of(open_case(office, number, OTHER))
    assert "instansi lain" in shown
    assert "Rahasia keluarga" not in shown
    assert number not in text_of(office.command("kasus", "", OTHER))
    assert number in text_of(office.command("kasus", "", ADMIN))
    assert "untuk petugas" in text_of(office.command("kasus", "", "1"))


def test_a_button_of_somebody_dismissed_does_nothing(office: Rig):
    number = file_report(office, "Terbuka")
    shown = open_case(office, number)
    with office.database.transaction() as work:
        work.staff.revoke("telegram", OFFICER, "test", office.now)
    assert "untuk petugas" in text_of(office.press(shown, "Verifikasi", OFFICER))
    assert "Diterima" in text_of(office.command("tiket", number))


def test_forwarding_moves_the_case_to_the_other_agency(office: Rig):
    number = file_report(office, "Terbuka")
    do(office, number, "Verifikasi")
    agencies = do(office, number, "Teruskan")
    office.press(agencies, "Dinkes", OFFICER)
    assert "diteruskan ke instansi Anda" in text_of(office.news_for(OTHER))
    assert "instansi lain" in text_of(open_case(office, number))
    assert "Diteruskan" in text_of(open_case(office, number, OTHER))


def test_a_case_withdrawn_while_an_officer_types_stays_withdrawn(office: Rig):
    number = file_report(office, "Terbuka")
    do(office, number, "Verifikasi")
    office.press(open_case(office, number), "Tolak", OFFICER)
    ticket = office.command("tiket", number)
    office.press(office.press(ticket, "Tarik"), "Ya, tarik")
    refused = text_of(office.say("Bukan kewenangan kami.", OFFICER))
    assert "sudah berubah" in refused
    assert "<b>Ditarik</b>" in refused
    assert "Bukan kewenangan" not in text_of(office.command("tiket", number))


def test_an_old_button_cannot_force_a_forbidden_change(office: Rig):
    number = file_report(office, "Terbuka")
    before = open_case(office, number)
    office.press(before, "Verifikasi", OFFICER)
    assert "sudah berubah" in text_of(office.press(before, "Verifikasi", OFFICER))


def test_unknown_and_mistyped_cases_are_said_so(office: Rig):
    number = file_report(office, "Terbuka")
    place = next(n for n in range(3, 6) if number[n] != number[n + 1])
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert "salah ketik" in text_of(open_case(office, swapped))
    assert "tidak ada" in text_of(open_case(office, "TK-1111-1111"))


def test_an_internal_note_stays_inside(office: Rig):
    number = file_report(office, "Terbuka")
    do(office, number, "Catatan internal", "Vendor lambat, tagih.")
    assert office.news_for("1") == []
    assert "Vendor lambat" not in text_of(office.command("tiket", number))
    assert "Vendor lambat" in text_of(open_case(office, number))
    (row,) = office.rows("SELECT first_reply_at FROM report")
    assert row["first_reply_at"] is None


def test_a_photo_of_an_officer_reaches_the_reporter(office: Rig):
    number = file_report(office, "Terbuka")
    office.photos.pictures["foto"] = picture()
    do(office, number, "Tulis ke pelapor")
    office.send(PhotoSent("foto", "Loket baru"), OFFICER)
    photo, told = office.news_for("1")
    assert photo.picture is not None
    assert photo.picture.startswith(b"\xff\xd8")
    assert "Loket baru" in told.rendered.text


def test_officers_never_hold_an_anonymous_reporters_ticket(office: Rig):
    number = file_report(office, "Anonim", words="Diminta uang.")
    told = office.news_for(OFFICER)
    case = text_of(told)[text_of(told).index("TK-") :][:12]
    assert case != number
    shown = text_of(open_case(office, case))
    assert "Diminta uang." in shown
    assert number not in shown
    assert "tidak ditemukan" in text_of(office.command("tiket", case, OFFICER)).casefold()
    do(office, case, "Verifikasi")
    assert office.news_for("1") == []
    assert "Diverifikasi" in text_of(office.command("tiket", number))
    office.later(hours=1)
    office.retain()
    assert "Proses" in str(open_case(office, case))


def test_an_anonymous_reporter_judges_by_looking_the_ticket_up(office: Rig):
    number = file_report(office, "Anonim")
    case = text_of(office.news_for(OFFICER))
    case = case[case.index("TK-") :][:12]
    close(office, case)
    shown = office.command("tiket", number, "7")
    assert "buka lagi" in text_of(office.press(shown, "Belum", "7"))


def test_clocks_over_months(office: Rig):
    number = file_report(office, "Terbuka")
    office.news_for(OFFICER)
    office.case_clocks()
    assert office.news_for(OFFICER) == office.news_for(HEAD) == []

    office.later(hours=73)
    office.case_clocks()
    assert "naik ke tingkat <b>kepala instansi</b>" in text_of(office.news_for(HEAD))
    office.case_clocks()
    assert office.news_for(HEAD) == []

    do(office, number, "Verifikasi")
    for _ in range(60):
        office.later(days=1)
        office.case_clocks()
    assert "naik ke tingkat <b>Sekda</b>" in text_of(office.news_for(SEKDA))
    (row,) = office.rows("SELECT level FROM report")
    assert row["level"] == 2
    digests = text_of(office.news_for(ADMIN)).count("lewat janji: 1")
    overdue_mondays = 7  # 14 December to 25 January; promised for 11 December
    assert digests == overdue_mondays


def test_a_reminder_before_the_promised_day(office: Rig):
    number = file_report(office, "Terbuka")
    do(office, number, "Verifikasi")
    office.news_for(OFFICER)
    office.later(days=14)
    office.case_clocks()
    assert office.news_for(OFFICER) == []
    office.later(days=1)
    office.case_clocks()
    office.case_clocks()
    assert text_of(office.news_for(OFFICER)).count("mendekati janji") == 1


def test_a_reporter_who_says_nothing_is_asked_once_more(office: Rig):
    number = file_report(office, "Terbuka")
    close(office, number)
    office.news_for("1")
    office.later(hours=25)
    office.case_clocks()
    office.case_clocks()
    asked = office.news_for("1")
    assert text_of(asked).count("Jawaban Anda menentukan") == 1
    assert "beres menurut Anda" in text_of(office.press(asked, "Sudah beres"))
    assert "Itu tidak bisa lagi" in text_of(office.press(asked, "Belum"))


def test_similar_reports_are_joined_and_counted_apart(office: Rig):
    number = file_report(office, "Terbuka", words="Antrean online habis jam delapan.")
    shown = office.say("KTP saya hilang", "2")
    for label in ("Lapor", "Ambil nomor", "Antrean", "Berat", "Terbuka"):
        shown = office.press(shown, label, "2")
    office.press(shown, "Cerita", "2")
    shown = office.say("antrian onlen habis terus jam delapan pagi", "2")
    offered = office.press(shown, "Kirim laporan", "2")
    assert "1 warga melaporkan hal serupa" in text_of(offered)
    assert "2 warga" in text_of(office.press(offered, "saya ikut", "2"))
    assert len(office.rows("SELECT id FROM report")) == 1
    assert len(office.rows("SELECT id FROM report_join")) == 1
    assert "1 warga lain ikut" in text_of(open_case(office, number))
    do(office, number, "Verifikasi")
    told = text_of(office.news_for("2"))
    assert "Diverifikasi" in told
    assert number not in told


def test_a_different_story_is_not_offered_to_join(office: Rig):
    file_report(office, "Terbuka", words="Antrean online habis jam delapan.")
    file_report_as = office.say("KTP saya hilang", "2")
    shown = file_report_as
    for label in ("Lapor", "Ambil nomor", "Antrean", "Berat", "Terbuka"):
        shown = office.press(shown, label, "2")
    office.press(shown, "Cerita", "2")
    shown = office.say("Petugas menyuruh kembali besok karena listrik padam", "2")
    assert "Laporan tersimpan" in text_of(office.press(shown, "Kirim laporan", "2"))


def test_a_confidential_report_is_never_offered(office: Rig):
    file_report(office, "Rahasia", words="Antrean online habis.")
    shown = office.say("KTP saya hilang", "2")
    for label in ("Lapor", "Ambil nomor", "Antrean", "Berat", "Terbuka"):
        shown = office.press(shown, label, "2")
    assert "Laporan tersimpan" in text_of(office.press(shown, "Kirim laporan", "2"))


def test_admins_manage_staff_in_the_chat(office: Rig):
    assert "untuk admin" in text_of(office.command("petugas", "", OFFICER))
    assert "51: petugas, Dinkes" in text_of(office.command("petugas", "", ADMIN))
    assert "id instansi" in text_of(office.command("petugas", "52 petugas", ADMIN))
    assert "id instansi" in text_of(office.command("petugas", "52 petugas entah", ADMIN))
    assert "harus angka" in text_of(office.command("petugas", "budi admin", ADMIN))
    shown = office.command("petugas", "52 petugas dinkes", ADMIN)
    assert "52: petugas, Dinkes (diberi oleh telegram:99)" in text_of(shown)
    sure = office.press(shown, "Cabut 52", ADMIN)
    assert "52" not in text_of(office.press(sure, "Ya, cabut", ADMIN))
    sure = office.press(shown, "Cabut 99", ADMIN)
    assert "admin terakhir" in text_of(office.press(sure, "Ya, cabut", ADMIN))
    actors = {row["actor"] for row in office.rows("SELECT actor FROM audit")}
    assert "telegram:99" in actors


def test_every_act_of_an_officer_is_audited(office: Rig):
    number = file_report(office, "Terbuka")
    do(office, number, "Verifikasi")
    (row,) = office.rows("SELECT * FROM audit WHERE action = 'status'")
    assert (row["actor"], row["subject"], row["detail"]) == (
        "telegram:50",
        number,
        "diverifikasi",
    )


def test_a_closing_may_be_tagged_with_what_it_needs(office: Rig):
    number = file_report(office, "Terbuka")
    do(office, number, "Verifikasi")
    shown = do(office, number, "Tolak", "Perlu server baru.")
    tagged = office.press(shown, "Anggaran", OFFICER)
    assert "Tersimpan" in text_of(tagged)
    assert office.rows("SELECT tag FROM report") == [{"tag": "anggaran"}]


def test_erasing_the_reporter_leaves_the_case_to_its_officers(office: Rig):
    number = file_report(office, "Terbuka", words="Nama saya Budi.")
    office.press(office.command("hapus"), "Ya, hapus")
    assert "Nama saya Budi" not in text_of(open_case(office, number))
    assert "tidak dapat dihubungi lagi" in text_of(do(office, number, "Verifikasi"))


def test_months_of_the_clock_do_not_depend_on_how_often_it_ticks(office: Rig):
    file_report(office, "Terbuka")
    office.now += timedelta(days=60)
    office.case_clocks()
    assert text_of(office.news_for(SEKDA)).count("naik ke tingkat <b>Sekda</b>") == 1
