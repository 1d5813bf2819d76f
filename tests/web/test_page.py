"""The page without scripts: plain forms, one's own conversation, and nothing for anybody else."""

from __future__ import annotations

import io
import json
import re
import zipfile
from random import Random

import pytest
from fastapi.testclient import TestClient

from bot.civic.roles import Role
from bot.dialogue.file_events import FileSent
from bot.use_cases.seed import Seed
from bot.web.security import COOKIE, address_of
from tests.use_cases.office_files import PDF
from tests.use_cases.staff import do
from tests.use_cases.test_photos import picture

JSON = {"Accept": "application/json"}


def opened(client: TestClient, path: str = "/") -> dict[str, str]:
    """Open the page; the hidden fields of its form."""
    page = client.get(path)
    assert page.status_code == 200
    return {
        "formulir": re.search(r'name="formulir" value="([^"]+)"', page.text)[1],
        "klien": re.search(r'name="klien" value="([^"]+)"', page.text)[1],
    }


def said(client: TestClient, text: str, **more: str) -> str:
    """Say something by plain form; the page afterwards."""
    fields = opened(client)
    answer = client.post("/pesan", data={**fields, "teks": text, **more})
    assert answer.status_code == 303
    return client.get("/").text


def pressed(client: TestClient, page: str, label: str) -> str:
    """Press the last button with that label; the page afterwards."""
    found = re.findall(rf'name="tombol" value="([^"]+)">[^<]*{label}', page)
    answer = client.post("/pesan", data={**opened(client), "tombol": found[-1]})
    assert answer.status_code == 303
    return client.get("/").text


def test_a_first_visit_is_greeted(client):
    page = client.get("/")
    assert "Halo, saya" in page.text
    assert "Lapor kendala" in page.text
    assert "HttpOnly" in page.headers["set-cookie"]
    assert "SameSite=lax" in page.headers["set-cookie"]


def test_a_question_is_answered_and_the_page_keeps_both_sides(client):
    page = said(client, "KTP saya hilang")
    assert "KTP saya hilang" in page
    assert "Penerbitan KTP-el karena hilang" in page
    page = pressed(client, page, "Biaya")
    assert page.count("Penerbitan KTP-el karena hilang") == 1
    assert "Gratis" in page or "gratis" in page


def test_a_deep_link_opens_its_service(client):
    assert "Kartu Identitas Anak" in client.get("/?start=kia").text
    again = client.get("/?start=ikd")
    assert again.status_code == 303
    assert "Identitas Kependudukan Digital" in client.get("/").text


def test_commands_work_as_text(client):
    assert "jangan kirim NIK" in said(client, "/privasi").replace("Jangan", "jangan")


def test_own_words_never_become_markup(client):
    page = said(client, '<script>alert(1)</script> <img src=x onerror="x"> **tebal**')
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;" in page
    assert "**tebal**" in page


def test_a_form_sent_twice_counts_once(client, rig):
    fields = opened(client)
    for _ in range(2):
        client.post("/pesan", data={**fields, "teks": "KTP saya hilang"})
    assert len(rig.rows("SELECT id FROM question")) == 1


def test_with_scripts_only_what_is_new_comes_back(client):
    fields = opened(client) | {"setelah": "1", "teks": "KTP saya hilang"}
    answer = client.post("/pesan", data=fields, headers=JSON)
    data = answer.json()
    assert [("mine" in one["html"]) for one in data["pesan"]] == [True, False]
    assert data["menunggu"] is False
    later = client.get(f"/pesan?setelah={data['terakhir']}", headers=JSON).json()
    assert later == {"pesan": [], "terakhir": data["terakhir"], "menunggu": False}


def test_a_report_with_a_photo_and_its_ticket(client, rig):
    page = said(client, "KTP saya hilang")
    for label in ("Lapor kendala", "Ambil nomor antrean", "Antrean", "Berat", "Rahasia", "Foto"):
        page = pressed(client, page, label)
    fields = opened(client)
    files = {"foto": ("x.jpg", picture(), "image/jpeg")}
    client.post("/pesan", data=fields, files=files)
    page = client.get("/").text
    assert "Foto diterima" in page
    page = pressed(client, page, "Kirim laporan")
    number = re.findall(r"TK-[0-9A-Z]{4}-[0-9A-Z]{4}", page)[-1]
    page = said(client, f"/tiket {number}")
    assert "Diterima" in page
    assert rig.rows("SELECT event_id FROM photo")[0]["event_id"] is not None


def test_a_file_that_is_no_photo_is_refused_kindly(client):
    fields = opened(client)
    client.post("/pesan", data=fields, files={"foto": ("x.txt", b"halo", "text/plain")})
    assert "bukan gambar" in client.get("/").text


def test_own_data_can_be_downloaded_by_their_owner_alone(client, app):
    page = said(client, "/dataku")
    path = re.search(r'href="(/berkas/[^"]+)"', page)[1]
    file = client.get(path)
    assert json.loads(file.text)["kanal"] == "web"
    assert "attachment" in file.headers["content-disposition"]
    with TestClient(app) as stranger:
        stranger.get("/")
        assert stranger.get(path).status_code == 404


def test_a_stranger_sees_and_presses_nothing_of_mine(client, app):
    page = said(client, "KTP saya hilang")
    button = re.findall(r'name="tombol" value="([^"]+)"', page)[-1]
    with TestClient(app) as stranger:
        fields = opened(stranger)
        assert "KTP saya hilang" not in stranger.get("/").text
        stranger.post("/pesan", data={**fields, "tombol": button})
        assert "sudah tidak berlaku" in stranger.get("/").text


@pytest.mark.parametrize(
    ("change", "headers"),
    [
        ({"formulir": "x" * 32}, {}),
        ({"formulir": ""}, {}),
        ({}, {"Sec-Fetch-Site": "cross-site"}),
        ({}, {"Origin": "https://jahat.example"}),
    ],
)
def test_a_forged_form_is_refused_and_has_no_effect(client, rig, change, headers):
    fields = opened(client) | change
    answer = client.post("/pesan", data={**fields, "teks": "KTP saya hilang"}, headers=headers)
    assert answer.status_code == 403
    assert "tidak berasal dari halaman ini" in answer.text
    assert rig.rows("SELECT id FROM question") == []


@pytest.mark.parametrize("cookie", ["", "x", "../../etc", "a" * 500])
def test_a_tampered_cookie_is_a_new_visitor(client, cookie):
    client.cookies.set(COOKIE, cookie)
    answer = client.get("/")
    assert answer.status_code == 200
    assert COOKIE in answer.headers["set-cookie"]
    client.cookies.clear()
    client.cookies.set(COOKIE, cookie)
    assert client.post("/pesan", data={"teks": "halo"}).status_code == 403


def test_the_database_holds_no_key_of_a_conversation(client, rig):
    client.get("/")
    key = client.cookies[COOKIE]
    (row,) = rig.rows("SELECT address FROM conversation")
    assert row["address"] == address_of(key)
    assert key not in str(rig.rows("SELECT * FROM inbox"))


def test_bodies_that_are_too_large_are_refused_before_they_are_read(client):
    answer = client.post("/pesan", content=b"x", headers={"Content-Length": str(12 * 1024 * 1024)})
    assert answer.status_code == 413
    fields = opened(client)
    answer = client.post("/pesan", content=iter([b"teks=halo"]))
    assert answer.status_code == 411
    assert fields


def test_every_answer_carries_the_security_headers(client):
    for path in ("/", "/tidak-ada", "/static/chat.css", "/healthz"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
    page = client.get("/").text
    assert not re.search(r"<script(?![^>]*src=)", page)
    assert " style=" not in page
    assert not re.search(r'(src|href)="https?://(?!testserver)[^"]*\.(js|css|svg|png)', page)


def test_an_unknown_page_is_a_friendly_one(client):
    answer = client.get("/tidak-ada")
    assert answer.status_code == 404
    assert "Kembali ke percakapan" in answer.text


def test_a_fault_is_a_friendly_page_without_a_trace(app, monkeypatch):
    from bot.use_cases.page import PageTalk  # noqa: PLC0415 - patched here alone

    def broken(*_args):
        raise RuntimeError("rahasia dalam")

    monkeypatch.setattr(PageTalk, "shown", broken)
    with TestClient(app, raise_server_exceptions=False) as client:
        answer = client.get("/")
        assert answer.status_code == 500
        assert "gangguan" in answer.text
        assert "rahasia" not in answer.text
        assert client.get("/", headers=JSON).json() == {
            "galat": "Maaf, ada gangguan di sistem kami. Coba lagi sebentar."
        }


def test_health_says_whether_the_database_answers(client, rig):
    assert client.get("/healthz").json() == {"status": "hidup"}
    assert client.get("/readyz").json() == {"status": "siap"}


def test_not_ready_when_the_database_is_gone(rig):
    from bot.web.app import create_app  # noqa: PLC0415 - another page than the fixture's
    from tests.web.conftest import SITE  # noqa: PLC0415 - same

    def gone() -> bool:
        raise OSError("gone")

    with TestClient(create_app(None, SITE, gone)) as client:
        assert client.get("/readyz").status_code == 503


def test_a_made_file_can_be_downloaded_by_its_reader_alone(client, app, rig):
    Seed(rig.database, rig.own_world(rig.now), Random(4))((60, 80, 300, 60), lambda *_: None)
    client.get("/")
    officer = address_of(client.cookies[COOKIE])
    rig.hire(officer, Role.ADMIN)
    page = pressed(client, pressed(client, said(client, "/statistik"), "Unduh"), "XLSX")
    path = re.findall(r'href="(/berkas/[^"]+)"', page)[-1]
    assert "Unduh statistik-2026-10-24-2026-11-22.xlsx" in page
    file = client.get(path)
    assert file.headers["content-type"].endswith("spreadsheetml.sheet")
    assert file.headers["content-disposition"].startswith("attachment; filename*=UTF-8''statistik-")
    assert file.headers["cache-control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(file.content)) as opened:
        assert opened.testzip() is None
    with TestClient(app) as stranger:
        assert stranger.get(path).status_code == 404
        stranger.get("/")
        assert stranger.get(path).status_code == 404
    rig.later(days=2)
    rig.retain()
    assert client.get(path).status_code == 404


def test_a_file_of_an_officer_can_be_downloaded_by_the_reporter_alone(client, app, rig):
    rig.hire("50", Role.PETUGAS, "disdukcapil")
    page = said(client, "KTP saya hilang")
    for label in ("Lapor kendala", "Ambil nomor antrean", "Antrean", "Berat", "Rahasia"):
        page = pressed(client, page, label)
    number = re.findall(r"TK-[0-9A-Z]{4}-[0-9A-Z]{4}", pressed(client, page, "Kirim laporan"))[-1]
    do(rig, number, "Tulis ke pelapor")
    rig.photos.pictures["berkas"] = PDF
    rig.send(FileSent("berkas", "../../<b>jadwal</b>.exe", "Ini jadwalnya."), "50")
    page = client.get("/").text
    assert "Ini jadwalnya." in page
    assert "<b>jadwal" not in page
    path = re.findall(r'href="(/berkas/[^"]+)"', page)[-1]
    rig.later(days=2)
    rig.retain()
    file = client.get(path)
    assert file.content == PDF
    assert file.headers["content-type"] == "application/pdf"
    assert file.headers["content-disposition"] == "attachment; filename*=UTF-8''b_.exe.pdf"
    assert file.headers["x-content-type-options"] == "nosniff"
    with TestClient(app) as stranger:
        stranger.get("/")
        assert stranger.get(path).status_code == 404
