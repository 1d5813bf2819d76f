"""Files that officers attach to a case: they reach the reporter, or it is said why not."""

from __future__ import annotations

import pytest

from bot.dialogue.events import PhotoSent
from bot.dialogue.file_events import FileRejected, FileSent
from bot.use_cases.fetch import FILES_A_DAY
from tests.storage.test_reports import file_report
from tests.use_cases.office_files import DOCX, PDF, WITH_MACROS
from tests.use_cases.rig import Rig, text_of
from tests.use_cases.staff import HEAD, OFFICER, OTHER, do, open_case
from tests.use_cases.test_photos import picture


def attach(rig: Rig, data: bytes | None, name: str = "surat.pdf", caption: str = ""):
    if data is not None:
        rig.photos.pictures["berkas"] = data
    else:
        rig.photos.pictures.pop("berkas", None)
    return rig.send(FileSent("berkas", name, caption), OFFICER)


def documents(delivered) -> list:
    return [one.document for one in delivered if one.document is not None]


def test_a_file_reaches_the_reporter_with_the_words(office: Rig):
    number = file_report(office, "Terbuka")
    do(office, number, "Tulis ke pelapor")
    assert "Pelapor sudah dikabari" in text_of(attach(office, PDF, caption="Ini suratnya."))
    (told,) = office.news_for("1")
    assert "Petugas menulis: Ini suratnya." in told.rendered.text
    assert told.document is not None
    assert (told.document.name, told.document.mime) == ("surat.pdf", "application/pdf")
    assert told.document.content == PDF
    assert "📎 surat.pdf" in text_of(office.command("tiket", number))


def test_a_file_before_the_words_is_kept(office: Rig):
    number = file_report(office, "Terbuka")
    do(office, number, "Verifikasi")
    do(office, number, "Proses")
    do(office, number, "Selesai")
    office.news_for("1")
    assert "Tulis juga keterangannya" in text_of(attach(office, DOCX, "berita acara.docx"))
    assert office.news_for("1") == []
    office.say("Loket kedua dibuka.", OFFICER)
    (told,) = office.news_for("1")
    assert "Loket kedua dibuka." in told.rendered.text
    assert told.document.name == "berita acara.docx"


def test_both_sides_find_the_file_again_and_nobody_else_does(office: Rig):
    number = file_report(office, "Terbuka")
    do(office, number, "Tulis ke pelapor")
    attach(office, PDF)
    office.later(days=400)
    office.retain()
    (mine,) = documents(office.command("tiket", number))
    assert mine.content == PDF
    assert documents(open_case(office, number, HEAD))
    assert not documents(open_case(office, number, OTHER))
    stranger = office.command("tiket", number, "2")
    assert not documents(stranger)
    assert "surat.pdf" not in text_of(stranger)


def test_a_file_of_an_internal_note_stays_inside(office: Rig):
    number = file_report(office, "Terbuka")
    do(office, number, "Catatan internal")
    assert "Pelapor tidak melihatnya" in text_of(attach(office, PDF))
    assert office.news_for("1") == []
    assert not documents(office.command("tiket", number))
    assert documents(open_case(office, number))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "berkas itu kosong"),
        (None, "gagal diambil"),
        (b"MZ program", "jenis berkas itu tidak bisa dikirim"),
        (WITH_MACROS, "berisi program (makro)"),
        (b"\x89PNG\r\n\x1a\n rusak", "bukan gambar yang bisa dibuka"),
    ],
)
def test_a_file_that_cannot_be_taken_leaves_what_was_written(office: Rig, data, said):
    number = file_report(office, "Terbuka")
    do(office, number, "Tulis ke pelapor")
    shown = text_of(attach(office, data, caption="Jadwal baru terlampir."))
    assert said in shown
    assert f"Tulisan Anda untuk {number} disimpan" in shown
    assert office.news_for("1") == []
    assert office.rows("SELECT id FROM document") == []
    attach(office, PDF)
    (told,) = office.news_for("1")
    assert "Jadwal baru terlampir." in told.rendered.text
    assert told.document.content == PDF


def test_a_file_too_large_to_be_fetched_is_refused_unfetched(office: Rig):
    number = file_report(office, "Terbuka")
    do(office, number, "Tulis ke pelapor")
    shown = text_of(office.send(FileRejected("too-large", "Jadwal."), OFFICER))
    assert "di bawah 20 MB" in shown
    office.say("Jadwal dikirim lewat surat.", OFFICER)
    told = text_of(office.news_for("1"))
    assert "Jadwal dikirim lewat surat." in told
    assert "Petugas menulis: Jadwal.\n" not in told


def test_a_picture_sent_as_a_file_is_cleaned_like_any_other(office: Rig):
    number = file_report(office, "Terbuka")
    do(office, number, "Tulis ke pelapor")
    attach(office, picture(), "foto.pdf", "Loket baru")
    photo, told = office.news_for("1")
    assert photo.picture is not None
    assert b"PabrikKamera" not in photo.picture
    assert told.document is None


def test_personal_numbers_in_a_name_are_masked(office: Rig):
    number = file_report(office, "Terbuka")
    do(office, number, "Tulis ke pelapor")
    attach(office, PDF, "KTP 3673014107900001.pdf")
    assert "3673014107900001" not in documents(office.news_for("1"))[0].name


def test_residents_are_asked_for_a_photo_instead_and_nothing_is_fetched(office: Rig):
    number = file_report(office, "Terbuka")
    office.press(office.command("tiket", number), "Tambah keterangan")
    office.photos.pictures["berkas"] = PDF
    shown = text_of(office.send(FileSent("berkas", "surat.pdf")))
    assert "foto" in shown
    assert f"masih menunggu tulisan atau foto Anda untuk {number}" in shown
    assert office.rows("SELECT id FROM document") == []
    office.photos.pictures["foto"] = picture()
    assert "Keterangan ditambahkan" in text_of(office.send(PhotoSent("foto")))


def test_an_officer_without_an_open_case_is_told_what_can_be_read(office: Rig):
    assert "belum bisa membaca dokumen" in text_of(attach(office, PDF))
    assert office.rows("SELECT id FROM document") == []


def test_nobody_fills_the_database_with_files(office: Rig):
    number = file_report(office, "Terbuka")
    for _ in range(FILES_A_DAY):
        do(office, number, "Catatan internal")
        attach(office, PDF)
        office.later(minutes=10)
    do(office, number, "Catatan internal")
    assert "sudah banyak berkas" in text_of(attach(office, PDF))
    assert office.rows("SELECT count(*) AS n FROM document") == [{"n": FILES_A_DAY}]
    office.later(days=1)
    assert "Tersimpan" in text_of(attach(office, PDF))


def test_a_file_whose_officer_turned_away_is_let_go(office: Rig):
    number = file_report(office, "Terbuka")
    do(office, number, "Verifikasi")
    do(office, number, "Proses")
    do(office, number, "Selesai")
    attach(office, PDF)
    office.command("batal", "", OFFICER)
    assert office.rows("SELECT count(*) AS n FROM document") == [{"n": 1}]
    office.later(hours=25)
    office.retain()
    assert office.rows("SELECT count(*) AS n FROM document") == [{"n": 0}]


def test_files_go_when_their_reporter_is_erased(office: Rig):
    number = file_report(office, "Terbuka")
    do(office, number, "Tulis ke pelapor")
    attach(office, PDF)
    office.press(office.command("hapus"), "Ya, hapus")
    assert office.rows("SELECT id FROM document") == []
    assert not documents(open_case(office, number))
