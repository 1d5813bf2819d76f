"""Files are known by what is in them; what is none of ours is refused with its reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.attachments import MAX_FILE, FileRefusedError, Kind, is_picture, named, recognised
from bot.use_cases.documents import clean_name
from tests.use_cases.office_files import (
    DOCX,
    OPEN_TEXT,
    PDF,
    WITH_MACROS,
    XLSX,
    old,
    zipped,
)

SHEET = "application/vnd.oasis.opendocument.spreadsheet"


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (PDF, "pdf"),
        (b"\n\xef\xbb\xbf" + PDF, "pdf"),
        (DOCX, "docx"),
        (XLSX, "xlsx"),
        (zipped("content.xml", mimetype=OPEN_TEXT), "odt"),
        (zipped("content.xml", mimetype=SHEET), "ods"),
        (old("Root Entry", "WordDocument"), "doc"),
        (old("Root Entry", "Workbook"), "xls"),
        (PDF + bytes(MAX_FILE - len(PDF)), "pdf"),
    ],
)
def test_kinds_that_offices_use(data: bytes, ending: str):
    assert recognised(data).ending == ending


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "empty"),
        (PDF + bytes(MAX_FILE - len(PDF) + 1), "too-large"),
        (b"MZ\x90\x00 program", "other-kind"),
        (b"<html><script>", "other-kind"),
        (zipped("a.exe"), "other-kind"),
        (zipped("ppt/presentation.xml"), "other-kind"),
        (zipped("content.xml", mimetype=f"{OPEN_TEXT}-template"), "other-kind"),
        (DOCX[:-30], "other-kind"),
        (old("Root Entry", "EncryptedPackage"), "other-kind"),
        (WITH_MACROS, "macros"),
        (zipped("content.xml", "Basic/Standard/Module1.xml", mimetype=OPEN_TEXT), "macros"),
        (old("WordDocument", "_VBA_PROJECT"), "macros"),
    ],
)
def test_what_is_not_passed_on(data: bytes, fault: str):
    with pytest.raises(FileRefusedError) as refusal:
        recognised(data)
    assert refusal.value.fault == fault


@given(
    st.one_of(st.binary(max_size=200), st.binary(max_size=200).map(lambda end: b"PK\x03\x04" + end))
)
def test_any_bytes_are_known_or_refused(data: bytes):
    try:
        assert isinstance(recognised(data), Kind)
    except FileRefusedError:
        assert not data.startswith(b"%PDF-")


def test_pictures_are_left_to_those_who_clean_them():
    assert is_picture(b"\x89PNG\r\n\x1a\n...")
    assert is_picture(b"RIFF1234WEBPVP8 ")
    assert not is_picture(PDF)
    assert not is_picture(b"")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Surat Edaran.PDF", "Surat Edaran.PDF"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\rahasia\\surat.exe", "surat.exe.pdf"),
        ("jadwal\u202efdp.exe", "jadwal_fdp.exe.pdf"),
        ("a\r\nb\x00c.pdf", "a_b_c.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("", "berkas.pdf"),
        ("x" * 300 + ".pdf", "x" * 96 + ".pdf"),
    ],
)
def test_hostile_names_become_harmless(sent: str, kept: str):
    assert clean_name(named(clean_name(sent), Kind("application/pdf", "pdf"))) == kept


@given(st.text(max_size=400))
def test_every_name_is_clean_and_ends_as_its_content(sent: str):
    name = clean_name(named(clean_name(sent), Kind("application/pdf", "pdf")))
    assert name.lower().endswith(".pdf")
    assert 4 < len(name) <= 100
    assert name.isprintable()
    assert not set(name) & set('/\\:*?"<>|')
