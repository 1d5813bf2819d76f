"""The city file: `kota.yaml` in the content folder, strictly read into a `City`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.civic.announcements.checks import LONGEST_TEXT
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
        city = _CITY.validate_python(document.data)
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
    if wrong := [Fault(file, document.line(at), *said) for at, *said in _template_faults(city)]:
        raise ContentError(wrong)
    return city


def _template_faults(city: City) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Templates of announcements that nobody could use."""
    topics = {one.id for one in city.kabar}
    seen: set[str] = set()
    for place, one in enumerate(city.templat_pengumuman):
        at = ("templat_pengumuman", place)
        if one.kabar not in topics:
            mend = f"pakai salah satu: {', '.join(sorted(topics))}"
            yield (*at, "kabar"), f"topik kabar '{one.kabar}' tidak ada", mend
        if one.id in seen:
            yield (*at, "id"), f"id templat '{one.id}' dipakai dua kali", "beri id lain"
        if len(one.teks) > LONGEST_TEXT:
            yield (*at, "teks"), f"teks templat '{one.id}' terlalu panjang", "pendekkan"
        seen.add(one.id)


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
