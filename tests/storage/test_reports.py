"""Tickets, anonymity, erasure, staff: what is kept and what is not."""

from __future__ import annotations

import json

import pytest

from bot.civic.roles import Member, Role
from bot.dialogue.events import CommandSent, PhotoSent
from tests.use_cases.rig import Rig, text_of
from tests.use_cases.test_photos import picture


@pytest.fixture
def rig(database, knowledge) -> Rig:
    return Rig(database, knowledge)


def file_report(
    rig: Rig, identity: str, *, words: str = "", photo: bool = False, who: str = "1"
) -> str:
    shown = rig.say("KTP saya hilang", who)
    for label in ("Lapor", "Ambil nomor", "Antrean", "Berat", identity):
        shown = rig.press(shown, label, who)
    if words:
        rig.press(shown, "Cerita", who)
        shown = rig.say(words, who)
    if photo:
        rig.photos.pictures["foto"] = picture()
        rig.press(shown, "Foto", who)
        shown = rig.send(PhotoSent("foto"), who)
    shown = rig.press(shown, "Kirim laporan", who)
    if "hal serupa" in text_of(shown):
        shown = rig.press(shown, "Kirim laporan sendiri", who)
    text = text_of(shown)
    return text[text.index("TK-") :][:12]


def test_an_own_ticket_shows_everything_and_can_be_changed(rig: Rig):
    number = file_report(rig, "Rahasia", words="Loket tutup.", photo=True)
    shown = rig.command("tiket", number)
    assert "Loket tutup." in text_of(shown)
    assert "Foto: 1" in text_of(shown)
    rig.press(shown, "Tambah keterangan")
    assert "ditambahkan" in text_of(rig.say("Masih tutup."))
    shown = rig.command("tiket", number)
    assert "Masih tutup." in text_of(shown)
    shown = rig.press(shown, "Tarik")
    assert "sudah ditarik" in text_of(rig.press(shown, "Ya, tarik"))
    assert "Ditarik" in text_of(rig.command("tiket", number))


def test_somebody_elses_ticket_shows_its_status_only(rig: Rig):
    number = file_report(rig, "Terbuka", words="Loket tutup.")
    shown = rig.command("tiket", number, "2")
    assert "Diterima" in text_of(shown)
    assert "Loket tutup." not in text_of(shown)
    assert all(not one.rendered.rows for one in shown)


def test_an_anonymous_report_holds_no_link_to_the_person(rig: Rig):
    number = file_report(rig, "Anonim", words="Diminta uang di loket tiga.", photo=True)
    rig.later(minutes=20)
    rig.retain()
    tables = ("conversation", "inbox", "outbox", "question", "feedback")
    for table in tables:
        dump = str(rig.rows(f"SELECT * FROM {table}"))
        assert number not in dump
        assert "loket tiga" not in dump
    (report,) = rig.rows("SELECT * FROM report")
    assert report["conversation_id"] is None
    assert report["draft"] is None
    assert str(report["filed_at"])[14:19] == "00:00"
    (photo,) = rig.rows("SELECT conversation_id, event_id FROM photo")
    assert photo["conversation_id"] is None
    assert photo["event_id"] is not None


def test_an_anonymous_ticket_belongs_to_whoever_holds_its_number(rig: Rig):
    number = file_report(rig, "Anonim", words="Diminta uang.")
    shown = rig.command("tiket", number, "2")
    assert "Diminta uang." in text_of(shown)
    rig.press(shown, "Tambah", "2")
    assert "ditambahkan" in text_of(rig.say("Lagi.", "2"))
    rig.press(rig.command("tiket", number, "2"), "Tambah", "2")
    rig.later(minutes=20)
    rig.retain()
    for table in ("outbox", "conversation", "inbox"):
        assert number not in str(rig.rows(f"SELECT * FROM {table}"))
    assert "belum punya laporan" in text_of(rig.send(CommandSent("tiket")))


def test_own_data_are_exported_as_json(rig: Rig):
    number = file_report(rig, "Rahasia", words="Loket tutup.")
    shown = rig.press(rig.command("panduan"), "Dompet hilang")
    rig.press(shown, "⬜ Surat kehilangan")
    (sent,) = rig.command("dataku")
    name, mime, content = sent.rendered.attachment
    assert (name, mime) == ("data-saya.json", "application/json")
    data = json.loads(content)
    assert data["laporan"][0]["number"] == number
    assert data["laporan"][0]["words"] == ["Loket tutup."]
    assert data["pertanyaan"][0]["teks"] == "KTP saya hilang"
    assert data["panduan"] == {"dompet-hilang": ["polisi"]}


def test_erasing_leaves_counts_and_nothing_personal(rig: Rig):
    file_report(rig, "Rahasia", words="Loket tutup sekali.", photo=True)
    shown = rig.command("hapus")
    shown = rig.press(shown, "Ya, hapus")
    assert "1 laporan tetap dihitung" in text_of(shown)
    assert rig.rows("SELECT * FROM photo") == []
    assert rig.rows("SELECT * FROM report_words") == []
    for table in ("outbox", "inbox", "question", "feedback", "report", "conversation"):
        dump = str(rig.rows(f"SELECT * FROM {table}"))
        assert "Loket tutup" not in dump
        assert "KTP saya hilang" not in dump
    (report,) = rig.rows("SELECT conversation_id, severity FROM report")
    assert report == {"conversation_id": None, "severity": "berat"}
    rig.later(days=1)
    rig.retain()
    assert rig.rows("SELECT * FROM conversation") == []


def test_somebody_who_writes_again_after_erasing_is_new(rig: Rig):
    rig.say("KTP saya hilang")
    rig.press(rig.command("hapus"), "Ya, hapus")
    rig.say("KTP saya hilang")
    rig.later(days=1)
    rig.retain()
    assert len(rig.rows("SELECT id FROM conversation")) == 1


def test_opting_out_and_back(rig: Rig):
    shown = rig.command("berhenti")
    assert not rig.rows("SELECT subscribed FROM conversation")[0]["subscribed"]
    rig.press(shown, "Kirimi saya kabar")
    assert rig.rows("SELECT subscribed FROM conversation")[0]["subscribed"]


def test_pictures_that_joined_no_report_are_dropped(rig: Rig):
    rig.photos.pictures["foto"] = picture()
    rig.send(PhotoSent("foto"))
    assert len(rig.rows("SELECT id FROM photo")) == 1
    rig.retain()
    assert len(rig.rows("SELECT id FROM photo")) == 1
    rig.later(days=2)
    rig.retain()
    assert rig.rows("SELECT id FROM photo") == []


def test_staff_changes_are_audited(rig: Rig):
    with rig.database.transaction() as work:
        five = ("telegram", "5")
        officer = Member(Role.PETUGAS, "disdukcapil", "telegram:5")
        assert work.staff.member(*five).role is Role.WARGA
        work.staff.grant(five, Member(Role.ADMIN), "settings", rig.now)
        work.staff.grant(five, Member(Role.ADMIN), "settings", rig.now)
        work.staff.grant(five, officer, "console", rig.now)
        assert work.staff.member(*five) == officer
        (row,) = work.staff.members()
        assert (row.person, row.role, row.granted_by) == ("5", Role.PETUGAS, "console")
        assert work.staff.revoke("telegram", "5", "console", rig.now)
        assert not work.staff.revoke("telegram", "5", "console", rig.now)
    rows = rig.rows("SELECT actor, action, subject, detail FROM audit ORDER BY id")
    assert [tuple(row.values()) for row in rows] == [
        ("settings", "grant", "telegram:5", "admin"),
        ("console", "grant", "telegram:5", "petugas disdukcapil"),
        ("console", "revoke", "telegram:5", None),
    ]
