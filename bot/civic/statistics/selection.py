"""Which rows a view looks at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

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
        every = (part.reports for part in self.packs.parts)
        return _tally(rows.where(self._mask(rows, OF_REPORTS)) for rows in every)

    def others(self, kind: Literal["questions", "feedback", "attempts"]) -> Tally:
        """Questions, judgements or attempts: by service, its agency, channel, and where known."""
        every: Iterator[Rows] = (getattr(part, kind) for part in self.packs.parts)
        run = self._services()
        return _tally(
            rows.where(self._mask(rows, OF_OTHERS) & _is_run(rows, run)) for rows in every
        )

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


def _is_run(rows: Rows, run: list[int] | None) -> Mask | bool:
    return True if run is None else np.isin(rows["service"], run)


def _tally(every: Iterator[Rows]) -> Tally:
    """Parts that hold anything; one that does not if none does."""
    parts = tuple(every)
    return Tally(tuple(rows for rows in parts if len(rows)) or parts[:1])
