"""Which rows a view looks at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bot.civic.statistics.filters import Filters
from bot.civic.statistics.packs import Mask, Packs, Rows
from bot.civic.statistics.tallies import Tally

OF_REPORTS = ("agency", "service", "kecamatan", "stage", "status", "channel")
OF_OTHERS = ("service", "channel", "kecamatan")


@dataclass(frozen=True, slots=True)
class Selection:
    """Rows of the filters. `agency_of` tells who runs a service: questions know no agency."""

    packs: Packs
    filters: Filters
    agency_of: Mapping[str, str]

    def reports(self) -> Tally:
        """Reports for which every filter holds."""
        return Tally(
            tuple(
                part.reports.where(self._mask(part.reports, OF_REPORTS))
                for part in self.packs.parts
            )
        )

    def others(self, kind: str) -> Tally:
        """Questions, judgements or attempts: by service, its agency, channel, and where known."""
        run = self._services()
        found = []
        for part in self.packs.parts:
            rows: Rows = getattr(part, kind)
            mask = self._mask(rows, OF_OTHERS)
            if run is not None:
                mask &= np.isin(rows["service"], run)
            found.append(rows.where(mask))
        return Tally(tuple(found))

    def _mask(self, rows: Rows, fields: tuple[str, ...]) -> Mask:
        days, filters = rows["day"], self.filters
        mask = (days >= filters.since.toordinal()) & (days <= filters.until.toordinal())
        for field in fields:
            wanted = getattr(filters, field)
            if wanted is not None and field in rows:
                mask &= rows[field] == self.packs.number(wanted)
        return np.asarray(mask)

    def _services(self) -> list[int] | None:
        """The numbers of services that the wanted agency runs; None when all are wanted."""
        agency = self.filters.agency
        if agency is None:
            return None
        names = self.packs.names.items()
        return [number for number, name in names if self.agency_of.get(name) == agency]
