"""Announcements on the page: in the conversation, with all their parts, and in their place."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from bot.civic.announcements.life import Announcement, AnnouncementStatus
from bot.civic.announcements.plan import (
    AttachedFile,
    Follow,
    LinkButton,
    Mends,
    Plan,
    ServiceButton,
)
from bot.civic.announcements.progress import RunKind
from bot.civic.roles import Member, Role
from bot.use_cases.documents import Document
from bot.use_cases.page_announcements import PAGE
from tests.use_cases.announcing import approved, tick
from tests.use_cases.rig import Rig
from tests.use_cases.staff import ADMIN
from tests.use_cases.test_photos import picture
from tests.web.test_page import JSON, opened, pressed, said

TEXT = "**Loket pajak tutup besok.**\nBuka lagi Senin."
BUTTONS = (
    LinkButton("Peta loket", "https://pajak.contoh.go.id/peta"),
    ServiceButton("Syarat KTP", "ktp-el-hilang"),
)


def subscribe(client: TestClient) -> None:
    page = said(client, "/langganan")
    pressed(client, page, "⬜ Pajak")


def published(rig: Rig, plan: Plan | None = None) -> Announcement:
    """Approved and shown to everybody who asked for it."""
    with rig.database.transaction() as work:
        if work.staff.member("telegram", ADMIN).role is Role.WARGA:
            work.staff.grant(("telegram", ADMIN), Member(Role.ADMIN), "test", rig.now)
    rig.now = max(rig.now.replace(hour=5), rig.now) + timedelta(seconds=2)
    one = approved(rig, plan or full_plan(rig))
    tick(rig)
    return one


def full_plan(rig: Rig) -> Plan:
    owner = rig.rows("SELECT min(id) AS id FROM conversation")[0]["id"]
    with rig.database.transaction() as work:
        photo = work.photos.add(owner, picture(), rig.now)
        file = Document("Jadwal loket.pdf", "application/pdf", b"%PDF-1.4")
        document = work.documents.add(file, owner, rig.now)
    return Plan(
        "pajak",
        (("id", TEXT),),
        photo=photo,
        file=AttachedFile(document, "Jadwal loket.pdf"),
        buttons=BUTTONS,
    )


def recall(rig: Rig, number: int) -> None:
    rig.later(seconds=2)
    with rig.database.transaction() as work:
        one = work.announcements.read(number)
        assert one is not None
        assert work.announcements.save(replace(one, status=AnnouncementStatus.DITARIK))
        work.runs.start(one, RunKind.TARIK, "", rig.now)
    tick(rig)


def test_it_stands_in_the_conversation_with_all_its_parts(client, rig):
    subscribe(client)
    published(rig)
    page = client.get("/").text
    assert "<strong>Loket pajak tutup besok.</strong>" in page
    token = re.search(r'src="/foto/([^"]+)" alt="Gambar pengumuman"', page)[1]
    assert client.get(f"/foto/{token}").content == picture()
    assert "Unduh Jadwal loket.pdf" in page
    assert client.get(f"/berkas/{token}").content == b"%PDF-1.4"
    assert "situs <strong>pajak.contoh.go.id</strong>" in pressed(client, page, "Peta loket")
    assert rig.rows("SELECT pressed FROM delivery") == [{"pressed": 1}]
    assert "KTP" in pressed(client, client.get("/").text, "Syarat KTP")


def test_the_picture_is_for_nobody_else(client, app, rig):
    subscribe(client)
    published(rig)
    token = re.search(r'src="/foto/([^"]+)"', client.get("/").text)[1]
    with TestClient(app) as stranger:
        opened(stranger)
        assert stranger.get(f"/foto/{token}").status_code == 404


def test_who_did_not_ask_sees_it_only_when_looking(client, rig):
    opened(client)
    published(rig)
    assert "Loket pajak" not in client.get("/").text
    page = said(client, "/pengumuman")
    assert "1. Pajak: Loket pajak tutup besok." in page
    assert "Buka lagi Senin." in pressed(client, page, "1. Loket pajak")


def test_corrected_and_taken_back_in_place(client, rig):
    subscribe(client)
    first = published(rig)
    before = client.get("/").text.count('class="bubble')
    mend = replace(
        first.plan, texts=(("id", "Loket tetap buka."),), mends=Mends(first.id, Follow.UBAH)
    )
    published(rig, mend)
    page = client.get("/").text
    assert page.count('class="bubble') == before
    assert "Loket tetap buka." in page
    assert "tutup besok" not in page
    recall(rig, first.id)
    page = client.get("/").text
    assert page.count('class="bubble') == before
    assert "Pengumuman ini sudah ditarik." in page
    assert "tetap buka" not in page
    assert "Syarat KTP" not in page


def test_a_page_that_was_away_gets_what_it_missed_once(client, rig):
    subscribe(client)
    known = client.get("/pesan?setelah=0", headers=JSON).json()["terakhir"]
    published(rig)
    missed = client.get(f"/pesan?setelah={known}", headers=JSON).json()
    assert len(missed["pesan"]) == 1
    assert "Loket pajak" in missed["pesan"][0]["html"]
    again = client.get(f"/pesan?setelah={missed['terakhir']}", headers=JSON).json()
    assert again["pesan"] == []


def test_the_topic_is_stopped_from_under_it(client, rig):
    subscribe(client)
    published(rig)
    page = pressed(client, client.get("/").text, "Berhenti kabar Pajak")
    assert "berhenti" in page
    published(rig)
    assert client.get("/").text.count("Loket pajak tutup besok.") == 1
    assert rig.rows("SELECT opted_out FROM delivery") == [{"opted_out": 1}]


def test_words_from_the_page_reach_officers(client, rig):
    subscribe(client)
    published(rig)
    pressed(client, client.get("/").text, "Balas ke petugas")
    assert "Nomor tiket" in said(client, "Loket kelurahan juga tutup?")
    (row,) = rig.rows("SELECT announcement_id, agency FROM report")
    assert row == {"announcement_id": 1, "agency": "disdukcapil"}


def test_what_nobody_came_for_is_dropped_with_the_rest(client, rig):
    subscribe(client)
    published(rig)
    waiting = f"SELECT id FROM outbox WHERE channel = '{PAGE}' AND status = 'pending'"
    assert rig.rows(waiting)
    rig.later(days=31)
    rig.retain()
    assert rig.rows(waiting) == []


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "[x](javascript:alert(1))"])
def test_an_announcement_cannot_break_out_of_its_place(client, rig, text):
    subscribe(client)
    published(rig, Plan("pajak", (("id", text),)))
    page = client.get("/").text
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
