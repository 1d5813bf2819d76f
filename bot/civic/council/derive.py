"""From what was measured to what the report says."""

from __future__ import annotations

from collections.abc import Sequence

from bot.civic.council.compare import moves
from bot.civic.council.material import Material
from bot.civic.council.report import (
    ComponentRow,
    CouncilReport,
    Index,
    Method,
    Move,
    Period,
    Place,
    Trend,
)
from bot.civic.council.sections import capaian, hambatan, kebutuhan, tantangan
from bot.civic.indicator.method import RELEASE_FROM, WEIGHTS, Component
from bot.civic.indicator.reading import Reading

HEADS = (("Kota ", "Wali Kota"), ("Kabupaten ", "Bupati"))


def derive(material: Material) -> CouncilReport:
    """The whole report."""
    reading = material.now.reading
    found = moves(material.now, material.before) if material.before else ()
    obstacles = hambatan(material)
    return CouncilReport(
        place=material.place,
        period=Period(reading.since, reading.until),
        made_on=material.made_on,
        trend=trend(reading, found, compared=material.before is not None),
        index=_index(material),
        components=tuple(_row(reading, name) for name in Component),
        history=material.history,
        capaian=capaian(material, found),
        tantangan=tantangan(material, found),
        hambatan=obstacles,
        kebutuhan=kebutuhan(material, obstacles),
        method=Method(reading.method, material.computed_on, material.inputs_hash, reading.notice),
        names=material.names,
    )


def place_of(name: str, province: str) -> Place:
    """Who signs, and where: "Kota X" has a Wali Kota, "Kabupaten X" a Bupati."""
    for kind, head in HEADS:
        if name.startswith(kind):
            seat = name.removeprefix(kind)
            return Place(name, province, f"{head} {seat}", seat)
    return Place(name, province, f"Kepala Daerah {name}", name)


def trend(reading: Reading, found: Sequence[Move], *, compared: bool) -> Trend:
    """Which of the sentences about the index is true."""
    if not reading.persons:
        return "no_answers"
    if reading.imc is None:
        return "no_index"
    if not compared:
        return "first"
    whole = next((move for move in found if move.of is None), None)
    if whole is None or not (whole.rose or whole.fell):
        return "unclear"
    return "up" if whole.rose else "down"


def _index(material: Material) -> Index:
    reading = material.now.reading
    return Index(
        value=reading.imc,
        interval=reading.interval,
        official=reading.imc is not None
        and reading.persons >= RELEASE_FROM
        and bool(material.now.inputs.population),
        labels=reading.labels,
        persons=reading.persons,
        asked=reading.asked,
        answered=reading.answered,
        set_aside=reading.set_aside,
        capped=reading.capped,
        unknown_home=reading.unknown_home,
    )


def _row(reading: Reading, name: Component) -> ComponentRow:
    score = reading.scores.get(name)
    if name in reading.concealed:
        return ComponentRow(name, WEIGHTS[name], None, None, None, None, flagged=False, hidden=True)
    return ComponentRow(
        component=name,
        weight=WEIGHTS[name],
        value=score.value if score else None,
        interval=reading.intervals.get(name),
        n=score.n if score else 0,
        flagged=score.flagged if score else False,
        loss=None if reading.concealed else reading.losses.get(name),
    )
