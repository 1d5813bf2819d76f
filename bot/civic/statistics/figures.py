"""Figures with their bases, from packed rows: what every view, file and page shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from bot.civic.reports import ReportStatus
from bot.civic.statistics.filters import Filters, Grouping, start_of
from bot.civic.statistics.packs import (
    CONFIRMED,
    DISPUTED,
    NEVER,
    ON_TIME,
    REPEAT,
    Mask,
    Packs,
    Rows,
)
from bot.civic.statistics.secrecy import Pair, seen_pairs, unseen
from bot.civic.statistics.selection import Selection
from bot.civic.statistics.tallies import Tally, has, is_in, is_settled

__all__ = [
    "Cell",
    "Filters",
    "Grouping",
    "Point",
    "Share",
    "Statistics",
    "Times",
    "start_of",
    "statistics",
]


ANSWERED = "answered"
JUDGED = frozenset({ReportStatus.SELESAI, ReportStatus.DITOLAK})


@dataclass(frozen=True, slots=True)
class Share:
    """A share, 0 to 1, and of how many; None of nothing."""

    value: float | None
    base: int


@dataclass(frozen=True, slots=True)
class Times:
    """Median and 90th percentile in hours, and of how many; None of nothing."""

    median: float | None
    p90: float | None
    base: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A count by name; None where it is hidden (see `bot.civic.statistics.secrecy`)."""

    name: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Point:
    """A stretch of the series, by its first day."""

    start: date
    count: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """Everything that is shown for some filters."""

    filters: Filters
    questions: int
    outcomes: Mapping[str, int]
    answered: Share
    helpful: Share
    question_series: tuple[Point, ...]
    top_services: tuple[Cell, ...]
    reports: int
    joined: int
    statuses: Mapping[str, int]
    report_series: tuple[Point, ...]
    severities: tuple[Cell, ...]
    districts: tuple[Cell, ...]
    agencies: tuple[Cell, ...]
    friction: tuple[tuple[str, str, int | None], ...]
    first_reply: Times
    closing: Times
    on_time: Share
    confirmed: Share
    reopened: Share
    repeated: Share
    overdue: int
    prompts: Share
    attempts: Mapping[str, int]
    reach: tuple[Cell, ...]


def statistics(
    packs: Packs, filters: Filters, agency_of: Mapping[str, str], today: date
) -> Statistics:
    """Every figure. `agency_of` tells who runs a service: questions know no agency themselves."""
    chosen = Selection(packs, filters, agency_of)
    reports, questions = chosen.reports(), chosen.others("questions")
    feedback, attempts = chosen.others("feedback"), chosen.others("attempts")
    outcomes = _sums(questions, "outcome", packs)
    small_talk = outcomes.get("small_talk", 0)
    judged = is_in("status", JUDGED, packs)
    agencies = _cells(_sums(reports, "agency", packs))
    asked = _sums(attempts, "outcome", packs)
    unanswered = asked.pop("", 0)
    return Statistics(
        filters=filters,
        questions=questions.count(),
        outcomes=outcomes,
        answered=_share(outcomes.get(ANSWERED, 0), questions.count() - small_talk),
        helpful=_share(feedback.count(lambda rows: rows["helpful"] == 1), feedback.count()),
        question_series=tuple(_series(questions, filters)),
        top_services=_cells(_named(_sums(questions, "service", packs))),
        reports=reports.count(),
        joined=reports.total("joined"),
        statuses=_sums(reports, "status", packs),
        report_series=tuple(_series(reports, filters)),
        severities=_cells(_sums(reports, "severity", packs)),
        districts=_cells(_sums(reports, "kecamatan", packs)),
        agencies=agencies,
        friction=_friction(_pairs(reports, packs), agency_of, agencies),
        first_reply=_times(reports, "reply_hours"),
        closing=_times(reports, "close_hours"),
        on_time=_flagged(reports, ON_TIME, is_settled),
        confirmed=_flagged(reports, CONFIRMED, judged),
        reopened=_flagged(reports, DISPUTED, is_settled),
        repeated=_flagged(reports, REPEAT),
        overdue=_overdue(reports, packs, today),
        prompts=_share(sum(asked.values()), sum(asked.values()) + unanswered),
        attempts=asked,
        reach=_cells(_named(_sums(attempts, "kecamatan", packs))),
    )


def _sums(tally: Tally, field: str, packs: Packs) -> dict[str, int]:
    """Counts by name, most first."""
    counts = tally.by(field, _size(packs))
    found = {packs.names.get(int(n), ""): int(counts[n]) for n in np.flatnonzero(counts)}
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _series(tally: Tally, filters: Filters) -> Iterator[Point]:
    """Every stretch of the period, empty ones too."""
    counts = tally.by_day(filters.since.toordinal(), filters.days)
    totals: dict[date, int] = {}
    for place in range(filters.days):
        start = start_of(filters.since + timedelta(days=place), filters.grouping)
        totals[start] = totals.get(start, 0) + int(counts[place])
    for start, count in totals.items():
        yield Point(start, count)


def _pairs(reports: Tally, packs: Packs) -> dict[Pair, int]:
    """Counts by service x stage."""
    size = _size(packs)
    counts = reports.by_pair("service", "stage", size)
    pairs: dict[Pair, int] = {}
    for place in np.flatnonzero(counts):
        service, stage = (packs.names.get(int(one), "") for one in divmod(place, size))
        pairs[service, stage] = int(counts[place])
    return pairs


def _friction(
    counts: Mapping[Pair, int], agency_of: Mapping[str, str], agencies: Sequence[Cell]
) -> tuple[tuple[str, str, int | None], ...]:
    """Service x stage, most first by what is shown: the order must not tell what is hidden."""
    seen = seen_pairs(counts, agency_of, {one.name: one.count for one in agencies})
    totals: dict[str, int] = {}
    for (service, _), count in seen.items():
        totals[service] = totals.get(service, 0) + (count or 0)
    ordered = sorted(seen, key=lambda one: (-totals[one[0]], one[0], -(seen[one] or 0), one[1]))
    return tuple((service, stage, seen[service, stage]) for service, stage in ordered)


def _named(counts: Mapping[str, int]) -> dict[str, int]:
    return {name: count for name, count in counts.items() if name}


def _size(packs: Packs) -> int:
    return max(packs.names, default=0) + 1


def _cells(counts: Mapping[str, int]) -> tuple[Cell, ...]:
    """Most first, the hidden ones last and by name; none where too few stand behind all."""
    secret = unseen(counts)
    if secret is None:
        return ()
    shown = (Cell(name, count) for name, count in counts.items() if name not in secret)
    return (*shown, *(Cell(name, None) for name in sorted(secret)))


def _share(part: int, whole: int) -> Share:
    return Share(part / whole if whole else None, whole)


def _flagged(reports: Tally, flag: int, among: Callable[[Rows], Mask] | None = None) -> Share:
    return _share(reports.count(has(flag, among)), reports.count(among))


def _times(reports: Tally, field: str) -> Times:
    """Quantiles by the inverted distribution function, from counts: hours are whole and few."""
    counts = reports.by(field, NEVER + 1)[:NEVER]
    base = int(counts.sum())
    if not base:
        return Times(None, None, 0)
    median, p90 = np.searchsorted(10 * counts.cumsum(), [5 * base, 9 * base])
    return Times(float(median), float(p90), base)


def _overdue(reports: Tally, packs: Packs, today: date) -> int:
    running = is_in("status", [one for one in ReportStatus if one.is_open], packs)
    return reports.count(lambda rows: running(rows) & (rows["promised"] < today.toordinal()))
