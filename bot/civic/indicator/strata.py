"""Means over kecamatan, weighted by their share of the population."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.civic.indicator.method import SMALLEST_STRATUM, TRIM


@dataclass(frozen=True, slots=True)
class Observed:
    """One value of one person; `value` on the component's own scale."""

    person: str
    kecamatan: str | None
    value: float


@dataclass(frozen=True, slots=True)
class Mean:
    """A weighted mean. `n` observations, `n_eff` by Kish, `outside` without a known kecamatan.

    `shares` is what each observed kecamatan weighs in the mean.
    """

    value: float
    n: int
    n_eff: float
    outside: int = 0
    shares: Mapping[str, float] | None = None


def merged(persons: Mapping[str, int], population: Mapping[str, int]) -> dict[str, str]:
    """Kecamatan to the name of its stratum: those with fewer than ten persons are merged.

    The two smallest merge until none is too small, so that nobody's population is lost.
    """
    strata = {name: ([name], persons.get(name, 0)) for name in population}
    while len(strata) > 1:
        small, other = sorted(strata, key=lambda name: (strata[name][1], name))[:2]
        if strata[small][1] >= SMALLEST_STRATUM:
            break
        members, count = strata.pop(small)
        strata[other] = (strata[other][0] + members, strata[other][1] + count)
    return {member: name for name, (members, _) in strata.items() for member in members}


def weighted_mean(observed: Sequence[Observed], population: Mapping[str, int]) -> Mean | None:
    """Mean over strata with weights p/(n_k/n) in [1/3, 3]; plain where population is unknown."""
    if not population:
        return plain_mean(observed)
    known = [one for one in observed if one.kecamatan in population]
    if not known:
        return None
    people: dict[str, set[str]] = {}
    for one in known:
        people.setdefault(str(one.kecamatan), set()).add(one.person)
    stratum = merged({name: len(who) for name, who in people.items()}, population)
    weights = _weights((stratum[str(one.kecamatan)] for one in known), stratum, population)
    each = [weights[stratum[str(one.kecamatan)]] for one in known]
    total = sum(each)
    shares: dict[str, float] = {}
    for one, weight in zip(known, each, strict=True):
        name = str(one.kecamatan)
        shares[name] = shares.get(name, 0.0) + weight / total
    return Mean(
        value=sum(w * one.value for w, one in zip(each, known, strict=True)) / total,
        n=len(known),
        n_eff=total**2 / sum(weight**2 for weight in each),
        outside=len(observed) - len(known),
        shares=shares,
    )


def plain_mean(observed: Sequence[Observed]) -> Mean | None:
    """The unweighted mean, None of nothing."""
    if not observed:
        return None
    value = sum(one.value for one in observed) / len(observed)
    return Mean(value, len(observed), float(len(observed)))


def _weights(
    observed: Iterable[str], stratum: Mapping[str, str], population: Mapping[str, int]
) -> dict[str, float]:
    counts: dict[str, int] = {}
    for name in observed:
        counts[name] = counts.get(name, 0) + 1
    people = dict.fromkeys(counts, 0)
    for member, name in stratum.items():
        if name in people:
            people[name] += population[member]
    n, total = sum(counts.values()), sum(population.values())
    low, high = TRIM
    return {
        name: min(max((people[name] / total) / (counts[name] / n), low), high) for name in counts
    }
