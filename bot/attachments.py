"""Files that people send: known by what is in them, never by what they are called."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from bot.dialogue.file_events import FileFault

MAX_FILE = 20 * 1024 * 1024
"""Bytes; Telegram lets bots fetch no more."""

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"BM")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its MIME type and how its name ends."""

    mime: str
    ending: str


PDF = Kind("application/pdf", "pdf")
_OLD_KINDS = {
    "WordDocument": Kind("application/msword", "doc"),
    "Workbook": Kind("application/vnd.ms-excel", "xls"),
}
_ZIPPED_KINDS = {
    "word/document.xml": Kind(f"{_OFFICE}wordprocessingml.document", "docx"),
    "xl/workbook.xml": Kind(f"{_OFFICE}spreadsheetml.sheet", "xlsx"),
}
_OPEN_KINDS = {
    f"{_OPEN}text": Kind(f"{_OPEN}text", "odt"),
    f"{_OPEN}spreadsheet": Kind(f"{_OPEN}spreadsheet", "ods"),
}


class FileRefusedError(Exception):
    """The bytes are no file we pass on; `fault` says why."""

    def __init__(self, fault: FileFault) -> None:
        super().__init__(fault)
        self.fault: FileFault = fault


def is_picture(data: bytes) -> bool:
    """Whether it begins like a picture."""
    return data.startswith(_PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")


def recognised(data: bytes) -> Kind:
    """PDF, Word or spreadsheet, old, new or OpenDocument; nothing that carries a program.

    Nothing is unpacked: the table of contents says what a zipped file is.

    Raises:
        FileRefusedError: empty, too large, of another kind, or with macros.
    """
    if not data:
        raise FileRefusedError("empty")
    if len(data) > MAX_FILE:
        raise FileRefusedError("too-large")
    if b"%PDF-" in data[:1024]:
        return PDF
    kind = _old_office(data) if data.startswith(_OLD_OFFICE) else _zipped(data)
    if kind is None:
        raise FileRefusedError("other-kind")
    return kind


def named(name: str, kind: Kind) -> str:
    """The name, made to end as its content does."""
    return name if name.lower().endswith(f".{kind.ending}") else f"{name or 'berkas'}.{kind.ending}"


def _old_office(data: bytes) -> Kind | None:
    if "_VBA_PROJECT".encode("utf-16-le") in data:
        raise FileRefusedError("macros")
    found = (kind for name, kind in _OLD_KINDS.items() if name.encode("utf-16-le") in data)
    return next(found, None)


def _zipped(data: bytes) -> Kind | None:
    if not data.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError):
        return None
    if any(map(_is_program, names)):
        raise FileRefusedError("macros")
    if data[30:38] == b"mimetype":
        declared = data[38:110]
        return next((kind for mime, kind in _OPEN_KINDS.items() if _declares(declared, mime)), None)
    return next((kind for name, kind in _ZIPPED_KINDS.items() if name in names), None)


def _is_program(name: str) -> bool:
    return name.endswith("vbaProject.bin") or name.startswith(("Basic/", "Scripts/"))


def _declares(declared: bytes, mime: str) -> bool:
    """The type stands uncompressed at a fixed place; a template's type only begins like it."""
    return declared.startswith(f"{mime}PK".encode())
