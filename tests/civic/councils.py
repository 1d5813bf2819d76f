"""Made-up material for reports to the council."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.civic.council.compare import Basis
from bot.civic.council.labels import STAGES
from bot.civic.council.material import Material
from bot.civic.council.report import Names, Place
from bot.civic.indicator.inputs import Attempt, DueCase, Inputs, Survey
from bot.civic.indicator.method import NAMES
from bot.civic.indicator.reading import read
from bot.civic.skm import Unsur
from bot.civic.statistics.figures import Filters, Statistics, statistics
from bot.civic.statistics.packs import empty

SINCE, UNTIL = date(2026, 7, 1), date(2026, 9, 30)
MADE_ON = date(2026, 10, 5)
NOTHING = Inputs((), (), ())
DISTRICTS = {"a": "Utara", "b": "Selatan"}


def people(
    count: int, *, start: int = 0, service: str = "s", stage: str = "proses", **fields: Any
) -> tuple[Attempt, ...]:
    """Attempts of so many people, all alike."""
    values: dict[str, Any] = {"kecamatan": "a", "ease": 6, "done": True, "burden": 0.0} | fields
    return tuple(
        Attempt(person=f"p{start + n}", service=service, agency="o", stage=stage, **values)
        for n in range(count)
    )


def town(done: int, failed: int, **fields: Any) -> Inputs:
    """People who managed and people who did not, with cases and surveys enough for an index."""
    attempts = people(done, **fields) + people(failed, start=done, done=False, ease=2, **fields)
    due = tuple(DueCase(one.person, "s", "o", "a", good=True) for one in attempts)
    surveys = tuple(Survey(one.person, dict.fromkeys(Unsur, 3)) for one in attempts)
    return Inputs(attempts, due, surveys, {}, asked=2 * len(attempts), answered=len(attempts))


def basis(inputs: Inputs, since: date = SINCE, until: date = UNTIL) -> Basis:
    return Basis(read(inputs, since, until, {}), inputs, {})


def earlier(inputs: Inputs) -> Basis:
    """The quarter before."""
    return basis(inputs, date(2026, 4, 1), SINCE - timedelta(days=1))


def figures(**fields: Any) -> Statistics:
    return replace(statistics(empty({}), Filters(SINCE, UNTIL), {}, MADE_ON), **fields)


def material(now: Basis, before: Basis | None = None, **fields: Any) -> Material:
    names: Mapping[str, str] = {"s": "Surat pindah", "t": "Akta lahir"}
    plain = Material(
        place=Place("Kota Contoh", "Contoh", "Wali Kota Contoh", "Contoh"),
        now=now,
        before=before,
        history=(),
        figures=figures(),
        overdue={},
        gaps=(),
        articles=(),
        tags={},
        names=Names(names, {"o": "Dinas Contoh"}, DISTRICTS, STAGES, NAMES),
        inputs_hash="ab" * 32,
        computed_on=MADE_ON,
        made_on=MADE_ON,
    )
    return replace(plain, **fields)
