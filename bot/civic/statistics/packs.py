"""Rows of a day, packed: one small record a report, counts for the rest.

Arrays of these are what every view is computed from. Names (services, agencies, statuses ...) are
numbers of a dictionary that only grows; 0 stands for "none".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Column = NDArray[Any]
Mask = NDArray[np.bool_]

REPORTS = np.dtype(
    [
        ("id", "<i8"),
        ("day", "<i4"),
        ("promised", "<i4"),
        ("service", "<u2"),
        ("agency", "<u2"),
        ("kecamatan", "<u2"),
        ("stage", "<u2"),
        ("severity", "<u2"),
        ("status", "<u2"),
        ("channel", "<u2"),
        ("reply_hours", "<u2"),
        ("close_hours", "<u2"),
        ("joined", "<u2"),
        ("flags", "<u2"),
    ]
)
"""`day` and `promised` are proleptic ordinals. Hours are whole, `NEVER` where it did not happen."""

QUESTIONS = np.dtype(
    [("day", "<i4"), ("service", "<u2"), ("channel", "<u2"), ("outcome", "<u2"), ("n", "<u4")]
)
FEEDBACK = np.dtype(
    [("day", "<i4"), ("service", "<u2"), ("channel", "<u2"), ("helpful", "<u2"), ("n", "<u4")]
)
ATTEMPTS = np.dtype(
    [
        ("day", "<i4"),
        ("service", "<u2"),
        ("channel", "<u2"),
        ("kecamatan", "<u2"),
        ("outcome", "<u2"),
        ("n", "<u4"),
    ]
)
"""Attempts that were asked about; `outcome` 0 where nobody answered."""

NEVER = 65535
LONGEST = 65534

ON_TIME, CONFIRMED, DISPUTED, REPEAT = 1, 2, 4, 8
"""Flags of a report: replied and closed in time; confirmed; disputed; a repeat contact."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A table by columns, each contiguous: a figure reads only the columns it needs."""

    columns: Mapping[str, Column]

    @classmethod
    def of(cls, records: NDArray[np.void]) -> Rows:
        """The same, from an array of records."""
        fields = records.dtype.names or ()
        return cls({name: np.ascontiguousarray(records[name]) for name in fields})

    def __getitem__(self, name: str) -> Column:
        return self.columns[name]

    def __contains__(self, name: str) -> bool:
        return name in self.columns

    def __len__(self) -> int:
        return len(self.columns["day"])

    def where(self, mask: Mask) -> Rows:
        """The rows of a mask; nothing is copied when that is all of them."""
        if mask.all():
            return self
        places = np.flatnonzero(mask)
        return Rows({name: column[places] for name, column in self.columns.items()})

    def changed(self, fresh: Rows) -> Rows:
        """The same rows, those of `fresh` in place of the ones with the same id."""
        places = np.flatnonzero(np.isin(self["id"], fresh["id"]))
        order = np.argsort(fresh["id"])
        source = order[np.searchsorted(fresh["id"], self["id"][places], sorter=order)]
        columns = {name: column.copy() for name, column in self.columns.items()}
        for name, column in columns.items():
            column[places] = fresh[name][source]
        return Rows(columns)

    def records(self, dtype: np.dtype[np.void]) -> NDArray[np.void]:
        """The same as an array of records."""
        made = np.empty(len(self), dtype)
        for name, column in self.columns.items():
            made[name] = column
        return made


@dataclass(frozen=True, slots=True)
class Day:
    """The packed rows of one day, or of several."""

    reports: Rows
    questions: Rows
    feedback: Rows
    attempts: Rows


@dataclass(frozen=True, slots=True)
class Packs(Day):
    """The packed rows of some days, and what the numbers mean."""

    names: Mapping[int, str]

    def number(self, name: str) -> int:
        """The number of a name; one that no row has if it is unknown."""
        return next((number for number, known in self.names.items() if known == name), NEVER)


_NOTHING = Day(*(Rows.of(np.zeros(0, dtype)) for dtype in (REPORTS, QUESTIONS, FEEDBACK, ATTEMPTS)))


def empty(names: Mapping[int, str]) -> Packs:
    """No rows."""
    return joined([], names)


def joined(parts: Sequence[Day], names: Mapping[int, str]) -> Packs:
    """The rows of all parts."""
    every = [_NOTHING, *parts]
    return Packs(
        _stacked([part.reports for part in every]),
        _stacked([part.questions for part in every]),
        _stacked([part.feedback for part in every]),
        _stacked([part.attempts for part in every]),
        names,
    )


def patched(day: Day, reports: Rows | None, attempts: Rows | None) -> Day:
    """The day with newer rows: these reports in place of their older selves, all its attempts."""
    if reports is not None:
        day = replace(day, reports=day.reports.changed(reports))
    return day if attempts is None else replace(day, attempts=attempts)


def _stacked(parts: Sequence[Rows]) -> Rows:
    return Rows(
        {name: np.concatenate([part.columns[name] for part in parts]) for name in parts[0].columns}
    )
