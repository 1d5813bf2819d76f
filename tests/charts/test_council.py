"""The pictures of the report are SVG of one width; without data there is no picture."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from bot.charts.council import pictures
from bot.charts.paper import WIDTH
from bot.civic.council.derive import derive
from bot.civic.council.report import PastReading
from bot.civic.indicator.bootstrap import Interval
from bot.civic.indicator.inputs import Inputs
from tests.civic.councils import NOTHING, SINCE, UNTIL, basis, earlier, material, people, town


def square(code: str, west: float) -> dict[str, object]:
    ring = [[west, 0], [west, 1], [west + 1, 1], [west + 1, 0], [west, 0]]
    return {
        "type": "Feature",
        "properties": {"kode": code, "nama": "x", "lat": 0.5, "lng": west + 0.5},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


MAP = {"type": "FeatureCollection", "features": [square("a", 0), square("b", 1)]}
HOSTILE = "<b>&\"'$x$ #let"


def a_report(**names: str):
    attempts = people(40, burden=0.5, stage="proses") + people(
        40, start=40, burden=0.5, stage="biaya", kecamatan="b"
    )
    report = derive(material(basis(replace(town(80, 20), attempts=attempts))))
    points = (
        PastReading(SINCE, UNTIL, 60.0, Interval(55, 65)),
        PastReading(SINCE, UNTIL, 70.0, None),
    )
    services = dict(report.names.services) | names
    return replace(report, history=points, names=replace(report.names, services=services))


def texts(svg: str) -> list[str]:
    root = ET.fromstring(svg)  # noqa: S314 - our own picture
    assert root.tag.endswith("svg")
    assert (
        float(root.attrib["width"]) <= 1.1 * WIDTH
    )  # a wide name at the edge of a map may stand out
    return ["".join(one.itertext()) for one in root.iter() if one.tag.endswith("text")]


def test_all_pictures_are_drawn_with_indonesian_numbers():
    drawn = {name: texts(svg) for name, svg in pictures(a_report(), MAP).items()}
    assert set(drawn) == {"history", "losses", "friction", "map"}
    assert "60,0" in drawn["history"]
    assert any(text.endswith(" %") and "," in text for text in drawn["losses"])
    assert {"Surat pindah", "Proses", "Biaya"} <= set(drawn["friction"])
    assert {"Utara", "Selatan"} <= set(drawn["map"])


@pytest.mark.parametrize("geometry", [None, {"features": []}, {"features": [square("a", 0)]}])
def test_without_a_map_of_every_kecamatan_there_are_bars(geometry):
    drawn = pictures(a_report(), geometry)
    assert "map" not in drawn
    assert {"Utara", "Selatan"} <= set(texts(drawn["districts"]))


def test_a_kecamatan_that_is_hidden_says_so_on_the_map():
    inputs = Inputs(people(40) + people(40, start=40, kecamatan="b"), (), ())
    report = derive(material(basis(inputs)))
    (first, second) = report.tantangan.districts
    concealed = replace(report.tantangan, districts=(first, replace(second, core=None)))
    shown = texts(pictures(replace(report, tantangan=concealed), MAP)["map"])
    assert "tidak ditampilkan" in shown


def test_hidden_cells_are_marked_and_carry_no_number():
    report = a_report()
    cells = replace(report.hambatan, hidden=(("s", "akses"),))
    shown = texts(pictures(replace(report, hambatan=cells), None)["friction"])
    assert "•" in shown
    assert "Akses/akun" in shown


def test_hostile_names_stay_letters():
    assert HOSTILE in texts(pictures(a_report(s=HOSTILE), None)["friction"])


def test_nothing_is_drawn_of_nothing():
    assert pictures(derive(material(basis(NOTHING))), MAP) == {}


def test_one_reading_is_no_line_over_time():
    report = derive(material(basis(town(80, 20)), earlier(town(80, 20))))
    assert "history" not in pictures(report, MAP)
