"""Counting rows that lie in parts: each part alone stays in the processor's cache."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from bot.civic.statistics.packs import NEVER, Column, Mask, Packs, Rows


@dataclass(frozen=True, slots=True)
class Tally:
    """A table in parts, of which there is at least one. Rows with an `n` stand for so many."""

    parts: tuple[Rows, ...]

    def count(self, mask_of: Callable[[Rows], Mask] | None = None) -> int:
        """How many there are, or of how many it holds."""
        return int(self._over(lambda rows: _count(rows, mask_of)))

    def total(self, field: str) -> int:
        """The sum of a column."""
        return int(self._over(lambda rows: rows[field].sum()))

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
        return np.asarray(
            self._over(lambda rows: np.bincount(key(rows), rows.columns.get("n"), minlength=size))
        )

    def _over(self, figure: Callable[[Rows], Any]) -> Any:  # noqa: ANN401 - numbers or arrays of them
        first, *rest = (figure(rows) for rows in self.parts)
        return sum(rest, first)


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
