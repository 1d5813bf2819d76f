"""Rows of a day, packed: one small record a report, counts for the rest.

Arrays of these are what every view is computed from. Names (services, agencies, statuses ...) are
numbers of a dictionary that only grows; 0 stands for "none".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Packed = NDArray[np.void]

REPORTS = np.dtype(
    [
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
class Packs:
    """The packed rows of some days, and what the numbers mean."""

    reports: Packed
    questions: Packed
    feedback: Packed
    attempts: Packed
    names: Mapping[int, str]

    def number(self, name: str) -> int:
        """The number of a name; one that no row has if it is unknown."""
        return next((number for number, known in self.names.items() if known == name), NEVER)


def empty(names: Mapping[int, str]) -> Packs:
    """No rows."""
    return Packs(
        np.zeros(0, REPORTS),
        np.zeros(0, QUESTIONS),
        np.zeros(0, FEEDBACK),
        np.zeros(0, ATTEMPTS),
        names,
    )


def joined(parts: list[Packs], names: Mapping[int, str]) -> Packs:
    """The rows of all parts."""
    parts = [empty(names), *parts]
    return Packs(
        np.concatenate([part.reports for part in parts]),
        np.concatenate([part.questions for part in parts]),
        np.concatenate([part.feedback for part in parts]),
        np.concatenate([part.attempts for part in parts]),
        names,
    )
