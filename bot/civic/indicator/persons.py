"""Everything that persons said, as arrays by person: what the bootstrap draws from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.civic.indicator.inputs import Inputs
from bot.civic.indicator.method import TRIM, Component
from bot.civic.indicator.scores import Score
from bot.civic.indicator.strata import merged
from bot.civic.skm import Unsur

Floats = NDArray[np.float64]
C = Component


@dataclass(frozen=True, slots=True)
class People:
    """Sums and counts by person. The first axis of every array is the person."""

    count: int
    sums: Mapping[Component, Floats]
    counts: Mapping[Component, Floats]
    stratum: Floats
    shares: Floats
    home: Floats
    home_shares: Floats
    answers: tuple[Floats, Floats]

    @classmethod
    def of(cls, inputs: Inputs) -> People:
        everyone = dict.fromkeys(
            [
                *(one.person for one in inputs.attempts),
                *(one.person for one in inputs.due),
                *(one.person for one in inputs.surveys),
            ]
        )
        names = {name: place for place, name in enumerate(everyone)}
        size = len(names)
        sums = {
            name: np.zeros(size) for name in (C.KEMUDAHAN, C.TUNTAS, C.BEBAS_HAMBATAN, C.SELESAI)
        }
        counts = {name: np.zeros(size) for name in sums}
        weighted = bool(inputs.population)
        homes: dict[str, str] = {}
        for one in inputs.attempts:
            if weighted and one.kecamatan not in inputs.population:
                continue
            place = names[one.person]
            homes[one.person] = one.kecamatan or ""
            for name, value in (
                (C.KEMUDAHAN, None if one.ease is None else 100 * (one.ease - 1) / 6),
                (C.TUNTAS, None if one.done is None else 100.0 * one.done),
                (C.BEBAS_HAMBATAN, None if one.burden is None else 100 * (1 - one.burden)),
            ):
                if value is not None:
                    sums[name][place] += value
                    counts[name][place] += 1
        for case in inputs.due:
            sums[C.SELESAI][names[case.person]] += 100.0 * case.good
            counts[C.SELESAI][names[case.person]] += 1
        stratum, shares = _strata(homes, names, inputs.population)
        home, home_shares = _homes(homes, names, inputs.population)
        return cls(size, sums, counts, stratum, shares, home, home_shares, _answers(inputs, names))

    def means(self, times: Floats, point: Mapping[Component, Score]) -> dict[Component, Floats]:
        """Every component in every draw; `times` is draws x persons."""
        found: dict[Component, Floats] = {}
        for name, score in point.items():
            match name:
                case C.MERATA:
                    found[name] = self._spread(times)
                case C.PUAS:
                    found[name] = self._satisfaction(times, score.raw)
                case C.SELESAI:
                    found[name] = _ratio(
                        times @ self.sums[name], times @ self.counts[name], score.raw
                    )
                case _:
                    found[name] = self._stratified(times, name, score.raw)
        return found

    def _stratified(self, times: Floats, name: Component, otherwise: float) -> Floats:
        sums = times @ (self.sums[name][:, None] * self.stratum)
        counts = times @ (self.counts[name][:, None] * self.stratum)
        total = counts.sum(axis=1, keepdims=True)
        with np.errstate(divide="ignore", invalid="ignore"):
            weights = np.where(counts > 0, self.shares / (counts / total), 0.0)
        if self.shares.size > 1:
            weights = np.where(counts > 0, np.clip(weights, *TRIM), 0.0)
        return _ratio((weights * sums).sum(axis=1), (weights * counts).sum(axis=1), otherwise)

    def _spread(self, times: Floats) -> Floats:
        users = times @ self.home
        total = np.maximum(users.sum(axis=1, keepdims=True), 1)
        return np.asarray(100 * np.minimum(users / total, self.home_shares).sum(axis=1))

    def _satisfaction(self, times: Floats, otherwise: float) -> Floats:
        sums, counts = times @ self.answers[0], times @ self.answers[1]
        with np.errstate(divide="ignore", invalid="ignore"):
            ikm = 25 * (sums / counts).mean(axis=1)
        return np.where(np.isfinite(ikm), 100 * (ikm - 25) / 75, otherwise)


def _ratio(above: Floats, below: Floats, otherwise: float) -> Floats:
    """Where a draw holds nobody who counts, the estimate itself stands in."""
    return np.where(below > 0, above / np.where(below > 0, below, 1), otherwise)


def _strata(
    homes: Mapping[str, str], names: Mapping[str, int], population: Mapping[str, int]
) -> tuple[Floats, Floats]:
    """Person x stratum as 0 or 1, and each stratum's share of the population."""
    if not population:
        return np.ones((len(names), 1)), np.ones(1)
    persons: dict[str, int] = {}
    for name in homes.values():
        persons[name] = persons.get(name, 0) + 1
    stratum = merged(persons, population)
    order = sorted(set(stratum.values()))
    member = np.zeros((len(names), len(order)))
    for person, home in homes.items():
        member[names[person], order.index(stratum[home])] = 1
    total = sum(population.values())
    shares = [sum(population[one] for one in stratum if stratum[one] == name) for name in order]
    return member, np.array(shares, dtype=float) / total


def _homes(
    homes: Mapping[str, str], names: Mapping[str, int], population: Mapping[str, int]
) -> tuple[Floats, Floats]:
    order = sorted(population)
    member = np.zeros((len(names), len(order)))
    for person, home in homes.items():
        if home in population:
            member[names[person], order.index(home)] = 1
    total = sum(population.values()) or 1
    return member, np.array([population[name] for name in order], dtype=float) / total


def _answers(inputs: Inputs, names: Mapping[str, int]) -> tuple[Floats, Floats]:
    sums, counts = np.zeros((len(names), len(Unsur))), np.zeros((len(names), len(Unsur)))
    for survey in inputs.surveys:
        for place, unsur in enumerate(Unsur):
            if unsur in survey.answers:
                sums[names[survey.person], place] += survey.answers[unsur]
                counts[names[survey.person], place] += 1
    return sums, counts
