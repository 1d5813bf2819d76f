"""A reading: the index of a period with everything that must stand beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.civic.indicator.bootstrap import Interval, draw, interval_of
from bot.civic.indicator.drill import Cell, burden_by_stage, by_agency, by_kecamatan, by_service
from bot.civic.indicator.inputs import Inputs
from bot.civic.indicator.method import HIDDEN_BELOW, METHOD, OFFICIAL_FROM, RELEASE_FROM, Component
from bot.civic.indicator.scores import Score, components, concealed, geometric, loss_shares, scored

MOST_FLAGGED = 1

NOTICE = (
    "Angka ini menggambarkan warga yang memakai bot dan menjawab pertanyaannya, bukan seluruh "
    "warga. Bandingkan tiap tahun dengan SKM tatap muka."
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What is stored and shown. `imc` is None where two components stand on fewer than 30.

    `labels` are what must be said beside it ("percobaan", population missing ...). `unknown_home`
    is the share of attempts without a known kecamatan, 0 to 1; `response` that of prompts answered.
    """

    since: date
    until: date
    imc: float | None
    interval: Interval | None
    scores: Mapping[Component, Score]
    losses: Mapping[Component, float]
    persons: int
    asked: int
    answered: int
    set_aside: int
    capped: int
    labels: tuple[str, ...]
    unknown_home: float = 0.0
    stages: Mapping[str, float] = field(default_factory=dict)
    services: tuple[Cell, ...] = ()
    agencies: tuple[Cell, ...] = ()
    kecamatan: tuple[Cell, ...] = ()
    intervals: Mapping[Component, Interval] = field(default_factory=dict)
    method: str = METHOD
    notice: str = NOTICE

    @property
    def response(self) -> float | None:
        return self.answered / self.asked if self.asked else None

    @property
    def concealed(self) -> frozenset[Component]:
        """Components that whoever shows the reading leaves out."""
        return concealed(self.scores, with_index=self.imc is not None)


def read(inputs: Inputs, since: date, until: date, prior: Mapping[Component, float]) -> Reading:
    """Compute the reading of these inputs; `prior` holds the scores of an earlier reading."""
    means = components(inputs)
    scores = scored(means, prior)
    values = {name: score.value for name, score in scores.items()}
    flagged = [name for name, score in scores.items() if score.flagged]
    needed = [name for name in Component if name is not Component.MERATA or inputs.population]
    enough = len(flagged) <= MOST_FLAGGED and all(name in scores for name in needed)
    imc = geometric(values) if enough else None
    drawn = draw(inputs, prior) if enough else None
    persons = len({one.person for one in inputs.attempts})
    outside = sum(one.kecamatan not in inputs.population for one in inputs.attempts)
    return Reading(
        since=since,
        until=until,
        imc=imc,
        interval=interval_of(imc, drawn.imc) if imc is not None and drawn else None,
        scores=scores,
        losses=loss_shares(values) if imc is not None else {},
        persons=persons,
        asked=inputs.asked,
        answered=inputs.answered,
        set_aside=inputs.set_aside,
        capped=inputs.capped,
        labels=_labels(inputs, persons, scores, enough=enough),
        unknown_home=outside / len(inputs.attempts)
        if inputs.attempts and inputs.population
        else 0.0,
        stages=burden_by_stage(inputs),
        services=by_service(inputs, means),
        agencies=by_agency(inputs, means),
        kecamatan=by_kecamatan(inputs, means),
        intervals={
            name: interval_of(scores[name].value, draws) for name, draws in drawn.components.items()
        }
        if drawn
        else {},
    )


def _labels(
    inputs: Inputs, persons: int, scores: Mapping[Component, Score], *, enough: bool
) -> tuple[str, ...]:
    labels: list[str] = []
    if not inputs.population:
        labels.append("percobaan: penduduk per kecamatan belum diisi")
    elif persons < RELEASE_FROM:
        labels.append(f"percobaan: {persons} orang, resmi mulai {RELEASE_FROM}")
    if not persons:
        return (*labels, "belum ada IMC: belum ada jawaban warga pada periode ini")
    if not enough:
        labels.append("belum ada IMC: dua komponen atau lebih kekurangan jawaban")
    hidden = concealed(scores, with_index=enough)
    for name, score in scores.items():
        if name in hidden:
            labels.append(f"{name}: disembunyikan, {_why_hidden(score)}")
        elif score.flagged:
            labels.append(f"{name}: indikatif, kurang dari {OFFICIAL_FROM} jawaban")
    return tuple(labels)


def _why_hidden(score: Score) -> str:
    if score.n < HIDDEN_BELOW:
        return f"kurang dari {HIDDEN_BELOW} jawaban"
    return "supaya komponen lain tidak dapat dihitung balik"
