"""The four sections of the report, each from what was measured."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.civic.council.districts import districts
from bot.civic.council.friction import burdens, gains, secret
from bot.civic.council.material import Material
from bot.civic.council.report import (
    Article,
    Asked,
    Capaian,
    GoodService,
    Hambatan,
    Kebutuhan,
    Move,
    Period,
    Tantangan,
)
from bot.civic.indicator.drill import hidden
from bot.civic.indicator.method import HIDDEN_BELOW, OFFICIAL_FROM
from bot.civic.reports import ReportStatus
from bot.civic.statistics.figures import Cell, Statistics

GOOD_FROM = 80.0
MOST_GAPS = 8
MOST_ASKED = 10
UNANSWERED = "unanswered"


def capaian(material: Material, moves: Sequence[Move]) -> Capaian:
    """What rose beyond chance, services that do well, reports that were finished."""
    reading, figures, before = material.now.reading, material.figures, material.before
    good = [
        GoodService(cell.name, cell.core, cell.persons)
        for cell in reading.services
        if cell.core is not None and cell.core >= GOOD_FROM and cell.persons >= OFFICIAL_FROM
    ]
    return Capaian(
        compared=Period(before.reading.since, before.reading.until) if before else None,
        rises=tuple(move for move in moves if move.rose),
        services=tuple(good),
        reports=figures.reports,
        closed=figures.statuses.get(ReportStatus.SELESAI, 0),
        confirmed=figures.confirmed,
    )


def tantangan(material: Material, moves: Sequence[Move]) -> Tantangan:
    """Where the index is lost, who is not reached, what fell beyond chance."""
    reading = material.now.reading
    # Shares sum to one: with a component hidden they would give it away.
    losses = () if reading.concealed else reading.losses.items()
    return Tantangan(
        losses=tuple(sorted(losses, key=lambda item: (-item[1], item[0]))),
        districts=districts(material.now.reading, material.now.inputs),
        population_known=bool(material.now.inputs.population),
        falls=tuple(move for move in moves if move.fell),
    )


def hambatan(material: Material) -> Hambatan:
    """Where residents get stuck, what is overdue, who had to come back."""
    cells = burdens(material.now.inputs)
    concealed = secret({(cell.service, cell.stage): cell.persons for cell in cells})
    late = material.overdue
    return Hambatan(
        cells=tuple(cell for cell in cells if (cell.service, cell.stage) not in concealed),
        hidden=tuple(sorted(concealed)),
        overdue=_cells(late),
        overdue_total=sum(late.values()),
        repeated=material.figures.repeated,
    )


def kebutuhan(material: Material, obstacles: Hambatan) -> Kebutuhan:
    """What residents ask in vain, what agencies have not published, what mending would give."""
    common = [gap for gap in material.gaps if gap.count >= HIDDEN_BELOW]
    rare = [gap for gap in material.gaps if gap.count < HIDDEN_BELOW]
    lacking = [one for one in material.articles if one.missing]
    now = material.now
    measured = now.reading.imc is not None
    return Kebutuhan(
        questions=material.figures.questions,
        unanswered=material.figures.outcomes.get(UNANSWERED, 0),
        gaps=tuple(common[:MOST_GAPS]),
        rare=len(rare),
        rarely=sum(gap.count for gap in rare),
        articles=len(material.articles),
        incomplete=len(lacking),
        parts=_ranked(Counter(part for one in lacking for part in one.missing)),
        agencies=_ranked(Counter(one.agency for one in lacking)),
        most_asked=_most_asked(material.figures, lacking),
        tags=_cells(material.tags),
        gains=gains(now.inputs, now.prior, obstacles.cells) if measured else (),
    )


def _most_asked(figures: Statistics, lacking: Sequence[Article]) -> tuple[Asked, ...]:
    articles = {one.service: one for one in lacking}
    asked = [
        Asked(articles[cell.name], cell.count)
        for cell in figures.top_services
        if cell.count is not None and cell.name in articles
    ]
    return tuple(asked[:MOST_ASKED])


def _ranked(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _cells(counts: Mapping[str, int]) -> tuple[Cell, ...]:
    """Most first; hidden ones last, so that their order does not tell their size."""
    concealed = hidden(counts)
    shown = [Cell(name, None if name in concealed else n) for name, n in _ranked(counts) if n]
    return tuple(
        sorted(shown, key=lambda cell: (cell.count is None, -(cell.count or 0), cell.name))
    )
