"""Where residents get stuck: the burden of every service x stage, and what mending it would give.

A cell's burden is the points it takes from "Bebas hambatan" (B); all cells sum to 100 - B.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace

from bot.civic.council.report import FrictionCell, Gain
from bot.civic.indicator.bootstrap import estimate
from bot.civic.indicator.inputs import UNNAMED_STAGE, Attempt, Inputs
from bot.civic.indicator.method import HIDDEN_BELOW, Component
from bot.civic.indicator.strata import Observed, weighted_mean

Pair = tuple[str, str]
GAINS = 3


def burdens(inputs: Inputs) -> tuple[FrictionCell, ...]:
    """Every cell with a burden, heaviest first, small ones too: see `secret`."""
    weight = _weight_by_kecamatan(inputs)
    points: dict[Pair, float] = defaultdict(float)
    people: dict[Pair, set[str]] = defaultdict(set)
    for one in _judged(inputs):
        if one.burden and (each := weight.get(_home(one, inputs))):
            points[one.service, one.stage] += 100 * one.burden * each
            people[one.service, one.stage].add(one.person)
    cells = [FrictionCell(*pair, len(people[pair]), points[pair]) for pair in points]
    return tuple(sorted(cells, key=lambda cell: (-cell.burden, cell.service, cell.stage)))


def secret(persons: Mapping[Pair, int]) -> frozenset[Pair]:
    """Pairs not to be shown: under ten people, and more until none can be subtracted back.

    A line of the table (a service, a stage, all of it) with a single hidden cell gives it away
    through its sum, so its smallest other cell is hidden too.
    """
    found = {pair for pair, count in persons.items() if count < HIDDEN_BELOW}
    while fresh := {pair for line in _lines(persons) for pair in _cover(line, found, persons)}:
        found |= fresh
    return frozenset(found)


def gains(
    inputs: Inputs, prior: Mapping[Component, float], shown: tuple[FrictionCell, ...]
) -> tuple[Gain, ...]:
    """The index if each of the heaviest shown cells were gone, one at a time.

    Only B moves: its attempts count as unhindered, ease and success stay what they were, so this
    is the least it would give. A cell whose stage nobody named can be mended by nobody; such cells
    serve only where there is no other.
    """
    named = [cell for cell in shown if cell.stage != UNNAMED_STAGE]
    now = estimate(inputs, prior)
    return tuple(
        Gain(cell.service, cell.stage, now, estimate(_mended(inputs, cell), prior))
        for cell in (named or shown)[:GAINS]
    )


def _mended(inputs: Inputs, cell: FrictionCell) -> Inputs:
    pair = (cell.service, cell.stage)
    attempts = tuple(
        replace(one, burden=0.0) if one.burden and (one.service, one.stage) == pair else one
        for one in inputs.attempts
    )
    return replace(inputs, attempts=attempts)


def _judged(inputs: Inputs) -> list[Attempt]:
    return [one for one in inputs.attempts if one.burden is not None]


def _home(one: Attempt, inputs: Inputs) -> str | None:
    return one.kecamatan if inputs.population else None


def _weight_by_kecamatan(inputs: Inputs) -> dict[str | None, float]:
    """What one judged attempt of a kecamatan weighs in B; all weights sum to 1."""
    judged = _judged(inputs)
    mean = weighted_mean(
        [Observed(one.person, one.kecamatan, 0.0) for one in judged], inputs.population
    )
    if mean is None:
        return {}
    if mean.shares is None:
        return {None: 1 / mean.n}
    counts = Counter(one.kecamatan for one in judged)
    return {name: share / counts[name] for name, share in mean.shares.items()}


def _lines(pairs: Mapping[Pair, int]) -> list[list[Pair]]:
    """Rows (services) and columns (stages) of the table, and the table itself."""
    lines: dict[tuple[int, str], list[Pair]] = defaultdict(list)
    for pair in pairs:
        lines[0, pair[0]].append(pair)
        lines[1, pair[1]].append(pair)
        lines[2, ""].append(pair)
    return list(lines.values())


def _cover(line: list[Pair], found: set[Pair], persons: Mapping[Pair, int]) -> list[Pair]:
    shown = sorted((persons[pair], pair) for pair in line if pair not in found)
    return [shown[0][1]] if shown and len(line) - len(shown) == 1 else []
