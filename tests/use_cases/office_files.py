"""Files as offices have them, small and true to their formats."""

from __future__ import annotations

import io
import zipfile

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
OPEN_TEXT = "application/vnd.oasis.opendocument.text"


def zipped(*names: str, mimetype: str | None = None) -> bytes:
    """A zipped document with parts of these names; `mimetype` first, as OpenDocument has it."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        if mimetype is not None:
            archive.writestr(zipfile.ZipInfo("mimetype"), mimetype)
        for name in names:
            archive.writestr(name, "<xml/>")
    return target.getvalue()


def old(*entries: str) -> bytes:
    """The old format of Word and Excel, with directory entries of these names."""
    return OLE + b"".join(entry.encode("utf-16-le") for entry in entries)


DOCX = zipped("[Content_Types].xml", "word/document.xml")
XLSX = zipped("[Content_Types].xml", "xl/workbook.xml")
WITH_MACROS = zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")
