"""What a view of the statistics holds, and whether what changed is more than noise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from math import sqrt
from typing import Literal

from bot.civic.announcements.figures import NewsFigures
from bot.civic.indicator.reading import Reading
from bot.civic.statistics.figures import Share, Statistics

Z = 1.96
"""Two-sided 95 %."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions without an answer that are alike: how many, and one of them."""

    example: str
    count: int


@dataclass(frozen=True, slots=True)
class View:
    """Figures of a period, those of the one before it, and what stands beside them.

    `index` is the latest kept reading that ended within or before the period; `subscribers` is
    (who wants news, who can be reached); `news` is what was announced in the period.
    """

    now: Statistics
    before: Statistics
    gaps: tuple[Gap, ...]
    subscribers: tuple[int, int]
    news: NewsFigures
    index: Reading | None
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a figure since the period before. Shares are 0 to 1, counts whole."""

    figure: Literal["reports", "answered", "on_time"]
    before: float | None
    now: float | None
    surely: bool


def changes(view: View) -> tuple[Change, Change, Change]:
    """Reports, directly answered questions, cases in time: now against the period before."""
    now, before = view.now, view.before
    return (
        Change(
            "reports",
            before.reports,
            now.reports,
            counts_differ(now.reports, before.reports),
        ),
        _change("answered", now.answered, before.answered),
        _change("on_time", now.on_time, before.on_time),
    )


def counts_differ(one: int, other: int) -> bool:
    """Whether two counts of equally long periods differ by more than chance (Poisson, normal)."""
    return one + other > 0 and abs(one - other) / sqrt(one + other) > Z


def shares_differ(one: Share, other: Share) -> bool:
    """Whether two shares differ by more than chance (two-proportion z test, pooled)."""
    if one.value is None or other.value is None:
        return False
    pooled = (one.value * one.base + other.value * other.base) / (one.base + other.base)
    error = sqrt(pooled * (1 - pooled) * (1 / one.base + 1 / other.base))
    return error > 0 and abs(one.value - other.value) / error > Z


def _change(figure: Literal["answered", "on_time"], now: Share, before: Share) -> Change:
    return Change(figure, before.value, now.value, shares_differ(now, before))
