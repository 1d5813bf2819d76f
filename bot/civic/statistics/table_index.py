"""The index as a table, when there is one."""

from __future__ import annotations

from collections.abc import Iterator

from bot.civic.indicator.bootstrap import Interval
from bot.civic.indicator.reading import Reading
from bot.civic.statistics.table import MISSING, Table, Value
from bot.civic.statistics.view import View
from bot.civic.statistics.words import COMPONENTS

COLUMNS = ("Ukuran", "Nilai", "Selang bawah", "Selang atas", "Dasar", "Andil kehilangan")


def index(view: View) -> Iterator[Table]:
    """The latest reading: the index, its components, and what must be said beside it."""
    reading = view.index
    if reading is None:
        return
    imc = MISSING if reading.imc is None else reading.imc
    head = ("IMC", imc, *_ends(reading.interval), reading.persons, "")
    rows = (head, *_components(reading))
    yield Table("Indeks (IMC)", COLUMNS, rows, _note(reading), frozenset({"Andil kehilangan"}))


def _components(reading: Reading) -> Iterator[tuple[Value, ...]]:
    for name, score in reading.scores.items():
        if name in reading.concealed:
            yield (f"{name} {COMPONENTS[name]}", None, None, None, None, None)
            continue
        mark = " (indikatif)" if score.flagged else ""
        interval = _ends(reading.intervals.get(name))
        loss = None if reading.concealed else reading.losses.get(name, MISSING)
        yield (f"{name} {COMPONENTS[name]}{mark}", score.value, *interval, score.n, loss)


def _ends(interval: Interval | None) -> tuple[Value, Value]:
    return (interval.low, interval.high) if interval else (MISSING, MISSING)


def _note(reading: Reading) -> str:
    since, until = f"{reading.since:%d/%m/%Y}", f"{reading.until:%d/%m/%Y}"
    labels = "".join(f" {label[0].upper()}{label[1:]}." for label in reading.labels)
    return (
        f"Seluruh kota, {since} sampai {until}, metode {reading.method}, selang 95 persen."
        f"{labels} {reading.notice}"
    )
