"""Counting rows that lie in parts: each part alone stays in the processor's cache."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from bot.civic.statistics.packs import NEVER, Column, Mask, Packs, Rows


@dataclass(frozen=True, slots=True)
class Tally:
    """A table in parts, of which there is at least one. Rows with an `n` stand for so many."""

    parts: tuple[Rows, ...]

    def count(self, mask_of: Callable[[Rows], Mask] | None = None) -> int:
        """How many there are, or of how many it holds."""
        return sum(_count(rows, mask_of) for rows in self.parts)

    def total(self, field: str) -> int:
        """The sum of a column."""
        return sum(int(rows[field].sum()) for rows in self.parts)

    def by(self, field: str, size: int) -> Column:
        """Counts by the values of a column, which are below `size`."""
        return self._counted(lambda rows: rows[field], size)

    def by_pair(self, field: str, other: str, size: int) -> Column:
        """Counts by two columns: the first is the place in units of `size`, the other the rest."""
        return self._counted(
            lambda rows: rows[field].astype(np.int64) * size + rows[other], size * size
        )

    def by_day(self, first: int, days: int) -> Column:
        """Counts by day, from the ordinal `first` on."""
        return self._counted(lambda rows: rows["day"] - first, days)

    def _counted(self, key: Callable[[Rows], Column], size: int) -> Column:
        total = np.zeros(size, np.int64)
        for rows in self.parts:
            counts = np.bincount(key(rows), rows.columns.get("n"))
            here = total[: len(counts)]
            # Weighted counts are floats; below 2**53 they are whole and exact all the same.
            np.add(here, counts, out=here, casting="unsafe")
        return total


def has(flag: int, among: Callable[[Rows], Mask] | None = None) -> Callable[[Rows], Mask]:
    """Rows that carry a flag, and for which `among` holds."""

    def mask(rows: Rows) -> Mask:
        flagged = (rows["flags"] & flag) != 0
        return np.asarray(flagged & among(rows) if among else flagged)

    return mask


def is_settled(rows: Rows) -> Mask:
    """Reports that were closed once."""
    return np.asarray(rows["close_hours"] != NEVER)


def is_in(field: str, names: Iterable[str], packs: Packs) -> Callable[[Rows], Mask]:
    """Rows whose field is one of these names."""
    wanted = np.zeros(NEVER + 1, np.bool_)
    wanted[[packs.number(name) for name in names]] = True
    return lambda rows: np.asarray(wanted[rows[field]])


def _count(rows: Rows, mask_of: Callable[[Rows], Mask] | None) -> int:
    if mask_of is None:
        return int(rows["n"].sum()) if "n" in rows else len(rows)
    mask = mask_of(rows)
    return int(rows["n"][mask].sum() if "n" in rows else np.count_nonzero(mask))
