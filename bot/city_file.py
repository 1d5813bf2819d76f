"""The city file: `kota.yaml` in the content folder, strictly read into a `City`."""

from __future__ import annotations

from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from bot.civic.city import City
from knowledge_base.load import CITY_FILE, ContentError, Fault, read_document

_CITY: TypeAdapter[City] = TypeAdapter(City)


def read_city(content: Path) -> City:
    """The city of a content folder.

    Raises:
        ContentError: the file is missing or wrong; names file and line.
    """
    file = content / CITY_FILE
    document = read_document(file)
    try:
        return _CITY.validate_python(document.data)
    except ValidationError as error:
        faults = [
            Fault(
                file,
                document.line(detail["loc"]),
                f"{'.'.join(str(part) for part in detail['loc'])}: {detail['msg']}",
                "perbaiki nilai di berkas kota; lihat docs/content.md",
            )
            for detail in error.errors(include_url=False)
        ]
        raise ContentError(faults) from error
