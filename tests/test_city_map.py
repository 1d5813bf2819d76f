"""The map of a city: read whole or refused with what to mend."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.city_file import read_city, read_map
from knowledge_base import ContentError
from knowledge_base.load import CONTENT


def test_the_shipped_map_shows_every_kecamatan():
    city = read_city(CONTENT)
    found = read_map(CONTENT, city)
    assert found is not None
    codes = [one["properties"]["kode"] for one in found["features"]]
    assert codes == [one.kode for one in city.kecamatan]
    assert (CONTENT / "peta-LISENSI.txt").is_file()


def test_a_city_need_not_have_a_map():
    assert read_map(CONTENT, replace(read_city(CONTENT), peta=None)) is None


@pytest.mark.parametrize(
    "text", [None, "{", "[]", "{}", '{"features": [{}]}', '{"features": [{"geometry": null}]}']
)
def test_a_broken_map_is_refused(tmp_path: Path, text: str | None):
    city = replace(read_city(CONTENT), peta="peta.geojson")
    if text is not None:
        (tmp_path / "peta.geojson").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match="peta"):
        read_map(tmp_path, city)
