"""Rows of a day, packed: one small record a report, counts for the rest.

Arrays of these are what every view is computed from. Names (services, agencies, statuses ...) are
numbers of a dictionary that only grows; 0 stands for "none".
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

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

    @classmethod
    def made(cls, dtype: np.dtype[np.void], columns: Iterable[ArrayLike]) -> Rows:
        """Of columns in the order of the record's fields."""
        named = zip(dtype.names or (), columns, strict=True)
        return cls({name: np.asarray(one, dtype[name]) for name, one in named})

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
class Pack:
    """The rows of a day, or of several."""

    reports: Rows
    questions: Rows
    feedback: Rows
    attempts: Rows

    def where(self, mask_of: Callable[[Rows], Mask]) -> Pack:
        """The rows for which it holds, of each kind."""
        return Pack(*(rows.where(mask_of(rows)) for rows in _kinds(self)))

    def without(self, days: Collection[int]) -> Pack:
        """All but the rows of these days, given as ordinals."""
        return self.where(lambda rows: ~np.isin(rows["day"], list(days)))

    def day(self, ordinal: int) -> Pack:
        """The rows of one day."""
        return self.where(lambda rows: np.asarray(rows["day"] == ordinal))

    def patched(self, reports: Rows, attempts: Rows, days: Collection[int]) -> Pack:
        """With newer rows: these reports in place of their older selves, all attempts of `days`."""
        older = self.attempts.where(~np.isin(self.attempts["day"], list(days)))
        return replace(
            self,
            reports=self.reports.changed(reports) if len(reports) else self.reports,
            attempts=stacked([older, attempts]),
        )


NOTHING = Pack(*(Rows.of(np.zeros(0, dtype)) for dtype in (REPORTS, QUESTIONS, FEEDBACK, ATTEMPTS)))


@dataclass(frozen=True, slots=True)
class Packs:
    """The rows of some days in parts that no figure needs together, and what the numbers mean."""

    parts: tuple[Pack, ...]
    names: Mapping[int, str]

    def number(self, name: str) -> int:
        """The number of a name; one that no row has if it is unknown."""
        return next((number for number, known in self.names.items() if known == name), NEVER)


def empty(names: Mapping[int, str]) -> Packs:
    """No rows."""
    return Packs((NOTHING,), names)


def together(packs: Sequence[Pack]) -> Pack:
    """The rows of all."""
    every = [_kinds(one) for one in (NOTHING, *packs)]
    return Pack(*(stacked(rows) for rows in zip(*every, strict=True)))


def _kinds(pack: Pack) -> tuple[Rows, Rows, Rows, Rows]:
    return pack.reports, pack.questions, pack.feedback, pack.attempts


def stacked(parts: Sequence[Rows]) -> Rows:
    """One below the other; at least one."""
    return Rows({name: np.concatenate([part[name] for part in parts]) for name in parts[0].columns})
