"""Open data over HTTP: Open311 as its clients read it, the page and its files, nobody's secrets."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

import pytest
from fastapi.testclient import TestClient

from bot.civic.open_data.table import COLUMNS
from bot.use_cases.open_data import OpenData
from bot.web.app import create_app
from bot.web.open_data import open311, pages
from bot.web.open_data.formats import written
from tests.storage.open_rows import FILED, add_reports
from tests.use_cases.rig import Rig, text_of
from tests.web.conftest import SITE, open_data_of

V2 = "/open311/v2"
FIELDS = [
    "service_request_id",
    "status",
    "status_notes",
    "service_name",
    "service_code",
    "description",
    "agency_responsible",
    "service_notice",
    "requested_datetime",
    "updated_datetime",
    "expected_datetime",
    "address",
    "address_id",
    "zipcode",
    "lat",
    "long",
    "media_url",
]
EMPTY = ("service_notice", "expected_datetime", "zipcode", "lat", "long", "media_url")


def xml(text: str) -> ET.Element:
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>')
    return ET.fromstring(text)  # noqa: S314 - our own answer, and expat expands nothing here


@pytest.fixture
def data(rig: Rig) -> OpenData:
    """Twelve closed of one service, fifteen open of another a month later, all on one day each."""
    add_reports(rig.database, 12)
    later = datetime(2026, 10, 8, 4, tzinfo=UTC)
    add_reports(rig.database, 15, service="ikd", status="diproses", filed_at=later)
    rig.now = datetime(2026, 12, 3, tzinfo=UTC)
    found = open_data_of(rig)
    while found.publish():
        pass
    return found


def asked(client: TestClient, **parameters: str) -> list[dict]:
    answer = client.get(f"{V2}/requests.json", params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


def ids(rows: list[dict]) -> list[str]:
    return [row["service_request_id"] for row in rows]


# --- Open311 ---------------------------------------------------------------------------------


def test_discovery_leads_to_the_endpoints(client):
    found = client.get(f"{V2}/discovery.json").json()
    assert set(found) == {"changeset", "contact", "key_service", "endpoints"}
    (endpoint,) = found["endpoints"]
    assert endpoint["specification"] == "http://wiki.open311.org/GeoReport_v2"
    assert endpoint["formats"] == ["text/xml", "application/json"]
    assert endpoint["type"] == "production"
    assert client.get(f"{endpoint['url']}/services.xml").status_code == 200
    tree = xml(client.get(f"{V2}/discovery.xml").text)
    assert tree.tag == "discovery"
    assert tree.findtext("endpoints/endpoint/url") == endpoint["url"]
    assert [one.text for one in tree.findall("endpoints/endpoint/formats/format")] == [
        "text/xml",
        "application/json",
    ]


def test_services_are_those_of_the_knowledge_base(client, knowledge):
    found = client.get(f"{V2}/services.json?jurisdiction_id=contoh.go.id").json()
    assert [one["service_code"] for one in found] == [
        *(one.id for one in knowledge.entries),
        "lainnya",
    ]
    first = found[0]
    assert list(first) == [
        "service_code",
        "service_name",
        "description",
        "metadata",
        "type",
        "keywords",
        "group",
    ]
    assert (first["metadata"], first["type"]) == (False, "blackbox")
    tree = xml(client.get(f"{V2}/services.xml").text)
    assert tree.tag == "services"
    assert [one.findtext("service_name") for one in tree.findall("service")] == [
        one["service_name"] for one in found
    ]
    assert tree.findtext("service/metadata") == "false"


def test_a_service_has_no_further_attributes(client):
    assert client.get(f"{V2}/services/kia.json").json() == {"service_code": "kia", "attributes": []}
    tree = xml(client.get(f"{V2}/services/kia.xml").text)
    assert (tree.tag, tree.findtext("service_code")) == ("service_definition", "kia")
    assert client.get(f"{V2}/services/lainnya.json").status_code == 200


def test_a_request_has_the_fields_of_the_specification(client, data, knowledge):
    newest, *_, oldest = asked(client)
    assert list(newest) == list(oldest) == FIELDS
    assert all(newest[name] is None for name in EMPTY)
    assert oldest == {
        **dict.fromkeys(EMPTY),
        "service_request_id": "2026-09-00012",
        "status": "closed",
        "status_notes": "Sudah ditutup (selesai atau ditolak) pada 3 Desember 2026.",
        "service_name": knowledge.get("kia").nama,
        "service_code": "kia",
        "description": "Kendala pada tahap akses, tingkat berat, dilaporkan pada 8 September 2026.",
        "agency_responsible": "Disdukcapil Contoh",
        "requested_datetime": "2026-09-08T00:00:00+07:00",
        "updated_datetime": "2026-12-03T00:00:00+07:00",
        "address": "Kecamatan Utara, Kota Contoh",
        "address_id": "99.01.01",
    }
    tree = xml(client.get(f"{V2}/requests.xml").text)
    assert tree.tag == "service_requests"
    first = tree.find("request")
    assert [one.tag for one in first] == FIELDS
    assert {one.tag: one.text for one in first} == newest


def test_one_request_is_an_array_of_one(client, data):
    assert ids(client.get(f"{V2}/requests/2026-10-00003.json").json()) == ["2026-10-00003"]
    tree = xml(client.get(f"{V2}/requests/2026-10-00003.xml").text)
    assert [one.findtext("service_request_id") for one in tree] == ["2026-10-00003"]


def test_what_is_blank_is_said_in_words(client, rig):
    for place in range(4):
        kecamatan = f"99.01.0{1 + place % 2}"
        add_reports(rig.database, 3, service=f"layanan-{place}", kecamatan=kecamatan)
    open_data_of(rig).publish()
    row, *others = asked(client)
    assert len(others) == 11
    assert (row["service_code"], row["service_name"]) == ("lainnya", "Layanan lain")
    assert row["address"] == "Kota Contoh"
    assert (row["address_id"], row["agency_responsible"]) == (None, None)
    assert asked(client, service_code="lainnya") == [row, *others]
    assert asked(client, service_code="layanan-0") == []


@pytest.mark.parametrize(
    ("parameters", "count"),
    [
        ({}, 27),
        ({"jurisdiction_id": "x", "status": "", "service_code": "", "page": ""}, 27),
        ({"service_code": "kia"}, 12),
        ({"service_code": "kia,ikd"}, 27),
        ({"service_code": "ktp"}, 0),
        ({"status": "open"}, 15),
        ({"status": "closed"}, 12),
        ({"status": "open,closed"}, 27),
        ({"status": "closed", "service_code": "ikd"}, 0),
        ({"start_date": "2026-09-01T00:00:00Z", "end_date": "2026-09-30T00:00:00Z"}, 12),
        ({"start_date": "2026-09-08", "end_date": "2026-09-08"}, 12),
        ({"start_date": "2026-09-09", "end_date": "2026-10-07"}, 0),
        # 18.00 in London is the next day in the city.
        ({"start_date": "2026-09-08T18:00:00Z", "end_date": "2026-09-30"}, 0),
        ({"start_date": "2026-09-08T18:00:00+07:00", "end_date": "2026-09-30"}, 12),
        ({"start_date": "2026-09-09"}, 15),
        ({"end_date": "2026-09-30"}, 12),
        ({"start_date": "2020-01-01"}, 0),
        ({"service_request_id": "2026-09-00001,2026-10-00001", "status": "closed"}, 2),
        ({"service_request_id": "2026-09-00001,2026-09-00099"}, 1),
        ({"page_size": "5"}, 5),
        ({"page_size": "5", "page": "6"}, 2),
        ({"page_size": "5", "page": "7"}, 0),
        ({"page": "1000000"}, 0),
    ],
    ids=str,
)
def test_requests_are_found_as_the_specification_says(client, data, parameters, count):
    assert len(asked(client, **parameters)) == count


def test_pages_put_together_are_the_whole(client, data):
    pages_of = [asked(client, page_size="4", page=str(page)) for page in range(1, 9)]
    assert [row for page in pages_of for row in page] == asked(client)


def test_an_answer_has_a_thousand_rows_at_most(client, rig):
    add_reports(rig.database, 1100)
    open_data_of(rig).publish()
    first, second = asked(client), asked(client, page="2")
    assert (len(first), len(second)) == (1000, 100)
    assert len({*ids(first), *ids(second)}) == 1100


@pytest.mark.parametrize(
    ("parameters", "named"),
    [
        ({"status": "selesai"}, "status"),
        ({"start_date": "kemarin"}, "start_date"),
        ({"end_date": "2026-13-01"}, "end_date"),
        ({"start_date": "2026-10-02", "end_date": "2026-10-01"}, "end_date"),
        ({"start_date": "2026-01-01", "end_date": "2026-10-01"}, "90 hari"),
        ({"start_date": "9999-12-31T23:00:00-12:00"}, "start_date"),
        ({"start_date": "9999-12-31"}, "start_date"),
        ({"end_date": "0001-01-01"}, "end_date"),
        ({"page": "0"}, "page"),
        ({"page": "-1"}, "page"),
        ({"page": "²"}, "page"),
        ({"page_size": "1001"}, "page_size"),
        ({"page_size": "banyak"}, "page_size"),
        ({"service_request_id": ",".join(["2026-09-00001"] * 201)}, "service_request_id"),
    ],
    ids=str,
)
def test_bad_parameters_are_refused_in_the_format_asked_for(client, data, parameters, named):
    answer = client.get(f"{V2}/requests.json", params=parameters)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    ((error),) = answer.json()
    assert error["code"] == 400
    assert named in error["description"]
    answer = client.get(f"{V2}/requests.xml", params=parameters)
    assert answer.status_code == 400
    tree = xml(answer.text)
    assert tree.tag == "errors"
    assert tree.findtext("error/code") == "400"
    assert tree.findtext("error/description") == error["description"]


@pytest.mark.parametrize(
    "path",
    [
        "/services/tidak-ada.json",
        "/requests/2026-09-00013.json",
        "/requests/TK-7F3K-9QXD.json",
        "/tidak/ada.json",
        "/services/<b>.xml",
        "/services.csv",
        "/requests",
        "/",
    ],
)
def test_what_is_not_there_is_said_in_the_format_asked_for(client, data, path):
    answer = client.get(V2 + path)
    assert answer.status_code == 404
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cache-control"] == "no-store"
    if path.endswith(".json"):
        assert answer.json()[0]["code"] == 404
    else:
        assert xml(answer.text).findtext("error/code") == "404"


def test_reports_are_not_made_through_it(client, rig):
    answer = client.post(f"{V2}/requests.json", data={"service_code": "kia", "description": "x"})
    assert answer.status_code == 405
    assert "percakapan" in answer.json()[0]["description"]
    assert rig.rows("SELECT id FROM report") == []


@pytest.mark.parametrize("name", ["]]><x>&'\"", "a\x00\x0b\ud800\ufffe b", "<!DOCTYPE x>", "Ä€ 😀"])
def test_hostile_names_are_only_text(name):
    value = [{"service_code": name, "attributes": [name]}]
    tree = xml(written("xml", "services", value).encode("utf-8").decode("utf-8"))
    clean = "".join(one for one in name if one not in "\x00\x0b\ud800\ufffe")
    assert tree.findtext("service/service_code") == clean
    assert tree.findtext("service/attributes/attribute") == clean
    assert json.loads(written("json", "services", value)) == value


def test_a_hostile_service_breaks_no_answer(rig, data, knowledge):
    entries = [
        one.model_copy(update={"nama": '<script>alert("x")</script> & "kia"'})
        if one.id == "kia"
        else one
        for one in knowledge.entries
    ]
    hostile = rig.own_world(rig.now)
    hostile = replace(hostile, knowledge=type(knowledge).from_entries(entries))
    data = OpenData(rig.database, lambda _: hostile, rig.clock)
    with TestClient(create_app(None, SITE, lambda: True, data)) as client:
        tree = xml(client.get(f"{V2}/requests.xml?status=closed").text)
        assert tree.findtext("request/service_name") == '<script>alert("x")</script> & "kia"'
        assert "<script>" not in client.get(f"{V2}/services.xml").text
        rows = list(csv.DictReader(io.StringIO(client.get("/data/laporan.csv").text, newline="")))
        assert rows[0]["layanan"] == '<script>alert("x")</script> & "kia"'
        assert "<script>" not in client.get("/data").text


# --- headers and limits ----------------------------------------------------------------------

PUBLIC = [
    f"{V2}/discovery.xml",
    f"{V2}/services.json",
    f"{V2}/requests.xml",
    "/data/laporan.csv",
    "/data/kamus.csv",
]


@pytest.mark.parametrize("path", PUBLIC)
def test_public_answers_may_be_shared_and_kept(client, data, path):
    answer = client.get(path, headers={"Origin": "https://lain.example"})
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "max-age=3600" in answer.headers["cache-control"]
    assert "set-cookie" not in answer.headers
    assert answer.headers["x-content-type-options"] == "nosniff"
    again = client.get(path, headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(path, headers={"If-None-Match": '"lain"'}).status_code == 200
    head = client.head(path)
    assert head.status_code == 200
    assert head.headers["etag"] == answer.headers["etag"]


@pytest.mark.parametrize("path", ["/", "/data", "/pesan", "/healthz", "/tidak-ada"])
def test_other_answers_are_for_this_page_alone(client, path):
    assert "access-control-allow-origin" not in client.get(path).headers


def test_content_types_are_those_of_the_specification(client):
    assert client.get(f"{V2}/services.xml").headers["content-type"] == "text/xml; charset=utf-8"
    found = client.get(f"{V2}/services.json").headers["content-type"]
    assert found == "application/json; charset=utf-8"


def test_a_flood_is_turned_away_and_the_chat_goes_on(rig, monkeypatch):
    monkeypatch.setattr(open311, "A_MINUTE", 3)
    monkeypatch.setattr(pages, "A_MINUTE", 2)
    app = create_app(None, SITE, lambda: True, open_data_of(rig))
    with TestClient(app) as client:
        answers = [client.get(f"{V2}/services.json") for _ in range(5)]
        assert [one.status_code for one in answers] == [200] * 3 + [429] * 2
        assert answers[-1].headers["retry-after"] == "60"
        assert answers[-1].json()[0]["code"] == 429
        files = [client.get("/data/laporan.csv") for _ in range(3)]
        assert [one.status_code for one in files] == [200, 200, 429]
        assert client.get("/healthz").status_code == 200


def test_it_can_be_switched_off(rig):
    site = replace(SITE, open_data=False)
    with TestClient(create_app(None, site, lambda: True, None)) as client:
        for path in (*PUBLIC, "/data"):
            assert client.get(path).status_code == 404


# --- the page and its files ------------------------------------------------------------------


def table(client: TestClient, query: str = "") -> list[dict[str, str]]:
    answer = client.get(f"/data/laporan.csv{query}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    return list(csv.DictReader(io.StringIO(answer.text, newline="")))


def test_the_file_and_the_programs_interface_say_the_same(client, data):
    rows, programs = table(client), asked(client)
    assert [row["id"] for row in rows] == sorted(ids(programs))
    by_id = {one["service_request_id"]: one for one in programs}
    for row in rows:
        one = by_id[row["id"]]
        assert row["layanan_kode"] == one["service_code"]
        assert row["kecamatan_kode"] == one["address_id"]
        assert one["requested_datetime"].startswith(row["tanggal_awal"])
        assert (row["status"] == "ditutup") is (one["status"] == "closed")
        assert one["updated_datetime"].startswith(row["status_per"])


def test_months_can_be_chosen(client, data):
    assert {row["id"][:7] for row in table(client, "?dari=2026-10")} == {"2026-10"}
    assert {row["id"][:7] for row in table(client, "?sampai=2026-09")} == {"2026-09"}
    assert table(client, "?dari=2026-11&sampai=2026-12") == []
    for bad in ("dari=2026", "sampai=2026-13", "dari=0000-01", "dari=oktober"):
        answer = client.get(f"/data/laporan.csv?{bad}")
        assert answer.status_code == 400
        assert "2026-10" in answer.text


def test_the_page_explains_every_column_and_leads_to_the_files(client, data):
    page = client.get("/data").text
    for column in COLUMNS:
        assert f"<code>{column.name}</code>" in page
    for link in ("/data/laporan.csv", "/data/kamus.csv", "/open311/v2/requests.json"):
        assert f'href="{link}"' in page
        assert client.get(link).status_code == 200
    assert "27 baris dari 2 bulan" in page
    assert "laporan November 2026, mulai 1 Januari 2027" in page
    assert "CC BY 4.0" in page
    assert " style=" not in page
    assert "<script" not in page


def test_before_the_first_month_the_page_says_when_to_come_back(client):
    page = client.get("/data").text
    assert "Belum ada bulan yang terbit" in page
    assert "/data/laporan.csv" not in page
    assert table(client) == []
    assert asked(client) == []


def test_a_month_too_small_to_show_is_named_without_its_number(client, rig):
    add_reports(rig.database, 7)
    open_data_of(rig).publish()
    page = client.get("/data").text
    assert "kurang dari 10 pelapor" in page
    assert "7 baris" not in page


def test_the_menu_leads_to_it(client):
    assert '<a href="/data">Data terbuka</a>' in client.get("/").text


# --- secrets ---------------------------------------------------------------------------------

SECRET = "Bu Lurah Sukaesih di loket tiga minta uang"


def report_by_chat(rig: Rig, address: str, identity: str) -> str:
    """A report with words, made as residents make it; its ticket number."""
    shown = rig.say("KTP saya hilang", address)
    for label in ("Lapor", "Ambil nomor", "Antrean", "Berat", identity):
        shown = rig.press(shown, label, address)
    rig.press(shown, "Cerita", address)
    shown = rig.say(f"{SECRET} {address}.", address)
    shown = rig.press(shown, "Kirim laporan", address)
    if "TK-" not in text_of(shown):
        shown = rig.press(shown, "sendiri", address)
    text = text_of(shown)
    return text[text.index("TK-") :][:12]


def everything(client: TestClient) -> str:
    """Every public answer there is, put together."""
    paths = [*PUBLIC, "/data", f"{V2}/requests.json", f"{V2}/services/ktp-el-hilang.json"]
    paths += [f"{V2}/requests/{one['service_request_id']}.json" for one in asked(client)]
    return "".join(client.get(path).text for path in paths)


def test_nothing_that_residents_said_or_hold_is_ever_public(client, rig):
    numbers = [report_by_chat(rig, f"1{n}", "Terbuka") for n in range(11)]
    numbers += [report_by_chat(rig, f"2{n}", "Rahasia") for n in range(11)]
    numbers += [report_by_chat(rig, f"3{n}", "Anonim") for n in range(11)]
    filed = rig.now
    rig.now = datetime(2027, 1, 2, tzinfo=UTC)
    assert open_data_of(rig).publish() == date(2026, 11, 1)
    assert len(asked(client)) == 11
    public = everything(client)
    kept = rig.rows("SELECT number, case_number, pseudonym, fingerprint FROM report")
    secrets = {str(value) for row in kept for value in row.values() if value}
    assert {*numbers} < secrets
    assert len(secrets) > 40
    secrets |= {"Sukaesih", "loket tiga", f"{filed:%H:%M:%S}", "rahasia-"}
    assert not [one for one in secrets if one in public]


def test_rahasia_and_anonim_leave_no_trace_even_in_numbers(client, rig):
    add_reports(rig.database, 12)
    open_data_of(rig).publish()
    before = everything(client)
    with rig.database.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM open_month")
    for identity in ("rahasia", "anonim"):
        add_reports(rig.database, 30, identity=identity)
        add_reports(rig.database, 30, identity=identity, kecamatan="99.01.02", filed_at=FILED)
    open_data_of(rig).publish()
    assert everything(client) == before


def test_every_public_row_is_shared_by_ten(client, rig):
    for place in range(60):
        add_reports(
            rig.database,
            1 + place % 7,
            service=("kia", "ikd", "akta-kelahiran")[place % 3],
            kecamatan=("99.01.01", "99.01.02", None)[place % 5 % 3],
            severity=("berat", "ringan")[place % 2],
            status=("selesai", "diproses")[place % 11 == 0],
        )
    open_data_of(rig).publish()
    rows = [{**one, "service_request_id": ""} for one in asked(client)]
    assert len(rows) > 100
    counts = Counter(json.dumps(row) for row in rows)
    assert len(counts) > 5
    assert min(counts.values()) >= 10
    files = Counter(tuple({**row, "id": ""}.values()) for row in table(client))
    assert sorted(files.values()) == sorted(counts.values())
