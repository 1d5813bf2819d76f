"""Who is reached: kecamatan by their share of users and of the population."""

from __future__ import annotations

from collections import Counter
from math import sqrt

from bot.civic.council.report import District
from bot.civic.indicator.drill import Cell, hidden
from bot.civic.indicator.inputs import Inputs
from bot.civic.indicator.reading import Reading
from bot.civic.statistics.view import Z


def districts(reading: Reading, inputs: Inputs) -> tuple[District, ...]:
    """Every kecamatan anybody came from or lives in, the best first, hidden ones last."""
    users = _users(inputs)
    cells = {cell.name: cell for cell in reading.kecamatan}
    for name in inputs.population:
        cells.setdefault(name, Cell(name, 0, None, indicative=True, scores={}))
    secret = hidden(users)
    found = [
        _district(cell, users, inputs, concealed=cell.name in secret) for cell in cells.values()
    ]
    return tuple(sorted(found, key=lambda one: (one.core is None, -(one.core or 0), one.kecamatan)))


def _users(inputs: Inputs) -> dict[str, int]:
    """People by kecamatan; somebody who moved counts where they last were, as in "Merata"."""
    homes = {one.person: one.kecamatan for one in inputs.attempts if one.kecamatan}
    return dict(Counter(homes.values()))


def _district(cell: Cell, users: dict[str, int], inputs: Inputs, *, concealed: bool) -> District:
    count = users.get(cell.name, 0)
    known = {name: users.get(name, 0) for name in inputs.population}
    total, people = sum(known.values()), sum(inputs.population.values())
    inside = cell.name in known and total > 0
    share = count / total if inside else None
    population = inputs.population[cell.name] / people if cell.name in known and people else None
    concealed = concealed or (cell.core is None and cell.persons > 0)
    return District(
        kecamatan=cell.name,
        persons=None if concealed else count,
        core=cell.core,
        indicative=cell.indicative,
        users=None if concealed else share,
        population=population,
        under=share is not None and population is not None and _below(share, population, total),
    )


def _below(share: float, population: float, total: int) -> bool:
    """Below by more than chance: one-sided of a two-sided 95 % binomial test, normal."""
    error = sqrt(population * (1 - population) / total)
    return error > 0 and (population - share) / error > Z
