"""Statistics as tables: what files and pages show, in the same order and with the same words."""

from __future__ import annotations

from bot.civic.statistics.definitions import definitions
from bot.civic.statistics.table import MISSING, WITHHELD, Table, Value
from bot.civic.statistics.table_figures import chosen, counts, shares, times
from bot.civic.statistics.table_index import index
from bot.civic.statistics.table_lists import attempts, gaps, news, questions, reports, subscribers
from bot.civic.statistics.view import View
from bot.civic.statistics.words import Names

__all__ = ["MISSING", "WITHHELD", "Names", "Table", "Value", "tables"]


def tables(view: View, names: Names) -> tuple[Table, ...]:
    """Everything the statistics show for these filters; the filters first, the definitions last."""
    found = (
        chosen(view, names),
        counts(view),
        shares(view),
        times(view),
        *questions(view, names),
        gaps(view),
        *reports(view, names),
        *attempts(view, names),
        subscribers(view),
        news(view),
        *index(view),
    )
    return (*found, definitions(found))
