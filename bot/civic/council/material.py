"""What a report to the council is derived from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.civic.council.compare import Basis
from bot.civic.council.report import Article, Names, PastReading, Place
from bot.civic.statistics.figures import Statistics
from bot.civic.statistics.view import Gap


@dataclass(frozen=True, slots=True)
class Material:
    """Readings, figures of the reports filed in the period, and what the articles lack.

    `before` is the last comparable reading that ended before this one began. `overdue` counts by
    agency, `tags` by closing tag.
    """

    place: Place
    now: Basis
    before: Basis | None
    history: tuple[PastReading, ...]
    figures: Statistics
    overdue: Mapping[str, int]
    gaps: tuple[Gap, ...]
    articles: tuple[Article, ...]
    tags: Mapping[str, int]
    names: Names
    inputs_hash: str
    computed_on: date
    made_on: date
