"""Reports that are past their promised day and not closed, by agency."""

from __future__ import annotations

from datetime import date

import numpy as np

from bot.civic.reports import ReportStatus, StatusType
from bot.civic.statistics.filters import Filters
from bot.civic.statistics.packs import Packs
from bot.civic.statistics.selection import Selection
from bot.civic.statistics.tallies import Tally, is_in

NOT_CLOSED = [status for status in ReportStatus if status.type is not StatusType.CLOSED]


def overdue_by_agency(packs: Packs, since: date, until: date, today: date) -> dict[str, int]:
    """Of the reports filed on these local days, both included; "" where no agency is named."""
    running = is_in("status", NOT_CLOSED, packs)
    filed = Selection(packs, Filters(since, until), {}).reports()
    late = Tally(
        tuple(
            rows.where(running(rows) & (rows["promised"] < today.toordinal()))
            for rows in filed.parts
        )
    )
    counts = late.by("agency", max(packs.names, default=0) + 1)
    return {packs.names.get(int(n), ""): int(counts[n]) for n in np.flatnonzero(counts)}
