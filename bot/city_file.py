"""The city file: `kota.yaml` in the content folder, strictly read into a `City`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.civic.city import City
from knowledge_base.load import CITY_FILE, ContentError, Fault, read_document

PLACE = ("kode", "lat", "lng")
"""What every place of a map says of itself."""

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


def read_map(content: Path, city: City) -> Mapping[str, Any] | None:
    """The GeoJSON map that the city file names (`peta`); None where it names none.

    Raises:
        ContentError: the file is missing or no FeatureCollection of places with kode, lat, lng.
    """
    if city.peta is None:
        return None
    file = content / city.peta
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        for feature in found["features"]:
            _ = feature["geometry"]["coordinates"], [feature["properties"][key] for key in PLACE]
    except (OSError, ValueError, TypeError, KeyError) as error:
        mend = "isi 'peta' di kota.yaml dengan berkas GeoJSON; lihat docs/content.md"
        raise ContentError([Fault(file, 1, f"peta tidak dapat dibaca: {error!r}", mend)]) from error
    return dict(found)
