"""Reports that are past their promised day and not closed, by agency."""

from __future__ import annotations

from collections import Counter
from datetime import date

import numpy as np

from bot.civic.reports import ReportStatus, StatusType
from bot.civic.statistics.packs import Packs


def overdue_by_agency(packs: Packs, since: date, until: date, today: date) -> dict[str, int]:
    """Of the reports filed on these local days, both included; "" where no agency is named."""
    rows = packs.reports
    running = [
        packs.number(status) for status in ReportStatus if status.type is not StatusType.CLOSED
    ]
    late = np.isin(rows["status"], running) & (rows["promised"] < today.toordinal())
    late &= (rows["day"] >= since.toordinal()) & (rows["day"] <= until.toordinal())
    return dict(Counter(packs.names.get(int(number), "") for number in rows["agency"][late]))
