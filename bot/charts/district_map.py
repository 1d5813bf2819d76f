"""The kecamatan by their IMC-inti: a map where the city has one, else bars."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

import altair as alt

from bot.charts.paper import BLANK, DEEP, FIT, INK, MUTED, WIDTH, Panel
from bot.civic.council.report import District, Names

Geometry: TypeAlias = Mapping[str, Any]
"""A GeoJSON FeatureCollection whose features carry `kode`, `lat` and `lng` as properties."""

HEIGHT = 330
LIGHT = ("#eef4f9", "#8db4d6")
"""Light enough for dark letters everywhere, also where a name is wider than its kecamatan."""

ROOM = 5
"""Points of the scale below the lowest and above the highest value."""


def district_map(
    found: tuple[District, ...], names: Names, geometry: Geometry | None
) -> Panel | None:
    """None where no kecamatan may be shown, or the map lacks one that may."""
    shown = {one.kecamatan for one in found if one.core is not None}
    drawn = _features(found, names, geometry)
    known = {feature["properties"]["kode"] for feature in drawn}
    return _map(drawn) if shown and shown <= known else None


def district_bars(found: tuple[District, ...], names: Names) -> Panel | None:
    """None where no kecamatan may be shown."""
    shown = [one for one in found if one.core is not None]
    return _bars(shown, names) if shown else None


def _bars(shown: list[District], names: Names) -> Panel:
    rows = [
        {"kecamatan": names.kecamatan.get(one.kecamatan, one.kecamatan), "nilai": one.core}
        for one in shown
    ]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("kecamatan:N", sort=None, title=None, axis=alt.Axis(ticks=False, domain=False)),
        x=alt.X("nilai:Q", title=None, axis=None, scale=alt.Scale(domain=[0, 108], nice=False)),
    )
    text = base.mark_text(align="left", dx=5, fontSize=13, color=INK).encode(
        text=alt.Text("nilai:Q", format=".1f")
    )
    return alt.layer(base.mark_bar(height=18, color=DEEP), text).properties(
        width=WIDTH,
        height=alt.Step(28),
        autosize=FIT,
    )


def _map(features: list[dict[str, Any]]) -> Panel:
    shape = alt.Chart(alt.InlineData(values=features)).mark_geoshape(stroke=MUTED, strokeWidth=0.8)
    places = alt.Chart(alt.InlineData(values=[one["properties"] for one in features])).encode(
        longitude="lng:Q", latitude="lat:Q"
    )
    colour = alt.condition(
        "datum.properties.nilai === null",
        alt.value(BLANK),
        alt.Color(
            "properties.nilai:Q",
            scale=alt.Scale(domain=_domain(features), range=list(LIGHT)),
            legend=None,
        ),
    )
    return (
        alt.layer(
            shape.encode(color=colour),
            *_lettered(places, "nama:N", fontSize=14, fontWeight="bold", dy=-8),
            *_lettered(places, "tulisan:N", fontSize=13, dy=9),
        )
        .resolve_scale(color="independent")
        .project(type="mercator")
        .properties(width=WIDTH, height=HEIGHT)
    )


def _lettered(places: Panel, field: str, **style: object) -> tuple[Panel, Panel]:
    """Letters over a light halo, so that no border runs through them."""
    halo = places.mark_text(
        stroke=LIGHT[0], strokeWidth=4, strokeJoin="round", fill=LIGHT[0], **style
    )
    return halo.encode(text=field), places.mark_text(color=INK, **style).encode(text=field)


def _domain(features: list[dict[str, Any]]) -> list[float]:
    """Around the values there are, so that kecamatan can be told apart."""
    values = [one["properties"]["nilai"] for one in features]
    known = [value for value in values if value is not None]
    return [max(0.0, min(known) - ROOM), min(100.0, max(known) + ROOM)]


def _features(
    found: tuple[District, ...], names: Names, geometry: Geometry | None
) -> list[dict[str, Any]]:
    """The city's kecamatan with what is to be written on them."""
    by_code = {one.kecamatan: one for one in found}
    drawn = []
    for feature in (geometry or {}).get("features", ()):
        place = feature["properties"]
        if place["kode"] not in names.kecamatan:
            continue
        district = by_code.get(place["kode"])
        written = _written(district)
        properties = {
            "kode": place["kode"],
            "nama": names.kecamatan[place["kode"]],
            "lat": place["lat"],
            "lng": place["lng"],
            "nilai": district.core if district else None,
            "tulisan": written,
        }
        drawn.append({**feature, "properties": properties})
    return drawn


def _written(district: District | None) -> str:
    if district is None or district.core is None:
        return "tidak ditampilkan"
    mark = " (indikatif)" if district.indicative else ""
    return f"{district.core:.1f}{mark}".replace(".", ",")
