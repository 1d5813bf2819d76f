"""Figures with their bases, from packed rows: what every view, file and page shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import numpy as np

from bot.civic.indicator.drill import hidden
from bot.civic.indicator.method import HIDDEN_BELOW
from bot.civic.reports import ReportStatus
from bot.civic.statistics.packs import (
    CONFIRMED,
    DISPUTED,
    NEVER,
    ON_TIME,
    REPEAT,
    Column,
    Mask,
    Packs,
    Rows,
)

ANSWERED = "answered"
JUDGED = frozenset({ReportStatus.SELESAI, ReportStatus.DITOLAK})


class Grouping(StrEnum):
    """How long a point of a series is."""

    HARI = "hari"
    MINGGU = "minggu"
    BULAN = "bulan"


@dataclass(frozen=True, slots=True)
class Filters:
    """What is looked at: local days, both included, and one of each kind; None means all."""

    since: date
    until: date
    grouping: Grouping = Grouping.HARI
    agency: str | None = None
    service: str | None = None
    kecamatan: str | None = None
    stage: str | None = None
    status: str | None = None
    channel: str | None = None

    @property
    def days(self) -> int:
        return (self.until - self.since).days + 1


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
    """A count by name; None where fewer than ten stand behind it and it is hidden."""

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
    reports = packs.reports.where(_reports(packs, filters))
    questions = packs.questions.where(_by_service(packs, packs.questions, filters, agency_of))
    feedback = packs.feedback.where(_by_service(packs, packs.feedback, filters, agency_of))
    attempts = packs.attempts.where(_by_service(packs, packs.attempts, filters, agency_of))
    outcomes = _sums(questions, "outcome", packs)
    statuses = _sums(reports, "status", packs)
    flags, stands = reports["flags"], reports["status"]
    settled = flags[reports["close_hours"] != NEVER]
    judged = flags[_is_one_of(stands, JUDGED, packs)]
    asked = _sums(attempts, "outcome", packs)
    unanswered = asked.pop("", 0)
    helpful = int(feedback["n"][feedback["helpful"] == 1].sum())
    return Statistics(
        filters=filters,
        questions=int(questions["n"].sum()),
        outcomes=outcomes,
        answered=_share(
            outcomes.get(ANSWERED, 0), sum(outcomes.values()) - outcomes.get("small_talk", 0)
        ),
        helpful=_share(helpful, int(feedback["n"].sum())),
        question_series=tuple(_series(questions, questions["n"], filters)),
        top_services=_top(_sums(questions, "service", packs)),
        reports=len(reports),
        joined=int(reports["joined"].sum()),
        statuses=statuses,
        report_series=tuple(_series(reports, None, filters)),
        severities=_cells(_sums(reports, "severity", packs)),
        districts=_cells(_sums(reports, "kecamatan", packs)),
        agencies=_cells(_sums(reports, "agency", packs)),
        friction=tuple(_matrix(reports, packs)),
        first_reply=_times(reports["reply_hours"]),
        closing=_times(reports["close_hours"]),
        on_time=_flagged(settled, ON_TIME),
        confirmed=_flagged(judged, CONFIRMED),
        reopened=_flagged(settled, DISPUTED),
        repeated=_flagged(flags, REPEAT),
        overdue=_overdue(reports, packs, today),
        prompts=_share(sum(asked.values()), sum(asked.values()) + unanswered),
        attempts=asked,
        reach=_cells({name: n for name, n in _sums(attempts, "kecamatan", packs).items() if name}),
    )


def start_of(day: date, grouping: Grouping) -> date:
    """The first day of the stretch a day belongs to; weeks begin on Monday."""
    match grouping:
        case Grouping.HARI:
            return day
        case Grouping.MINGGU:
            return day - timedelta(days=day.weekday())
        case Grouping.BULAN:
            return day.replace(day=1)


def _reports(packs: Packs, filters: Filters) -> Mask:
    rows = packs.reports
    mask = _within(rows, filters)
    for field in ("agency", "service", "kecamatan", "stage", "status", "channel"):
        wanted = getattr(filters, field)
        if wanted is not None:
            mask &= rows[field] == packs.number(wanted)
    return mask


def _by_service(packs: Packs, rows: Rows, filters: Filters, agency_of: Mapping[str, str]) -> Mask:
    """Questions, judgements and attempts: by service, its agency, and channel."""
    mask = _within(rows, filters)
    for field in ("service", "channel"):
        wanted = getattr(filters, field)
        if wanted is not None:
            mask &= rows[field] == packs.number(wanted)
    if filters.agency is not None:
        run = [
            number for number, name in packs.names.items() if agency_of.get(name) == filters.agency
        ]
        mask &= np.isin(rows["service"], run)
    if filters.kecamatan is not None and "kecamatan" in rows:
        mask &= rows["kecamatan"] == packs.number(filters.kecamatan)
    return mask


def _within(rows: Rows, filters: Filters) -> Mask:
    days = rows["day"]
    return np.asarray((days >= filters.since.toordinal()) & (days <= filters.until.toordinal()))


def _sums(rows: Rows, field: str, packs: Packs) -> dict[str, int]:
    """Counts by name, most first."""
    counts = np.bincount(rows[field], rows.columns.get("n"))
    found = {packs.names.get(int(n), ""): int(counts[n]) for n in np.flatnonzero(counts)}
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _series(rows: Rows, weights: Column | None, filters: Filters) -> Iterator[Point]:
    """Every stretch of the period, empty ones too."""
    first = filters.since.toordinal()
    counts = np.bincount(rows["day"] - first, weights, minlength=filters.days)
    totals: dict[date, int] = {}
    for place in range(filters.days):
        start = start_of(filters.since + timedelta(days=place), filters.grouping)
        totals[start] = totals.get(start, 0) + int(counts[place])
    for start, count in totals.items():
        yield Point(start, count)


def _matrix(rows: Rows, packs: Packs) -> Iterator[tuple[str, str, int | None]]:
    """Service x stage, most first; small cells hidden within their service."""
    width = max(packs.names, default=0) + 1
    counts = np.bincount(rows["service"].astype(np.int64) * width + rows["stage"])
    by_service: dict[str, dict[str, int]] = {}
    for place in np.flatnonzero(counts):
        service, stage = (packs.names.get(int(one), "") for one in divmod(place, width))
        by_service.setdefault(service, {})[stage] = int(counts[place])
    rest = sorted(by_service.items(), key=lambda item: (-sum(item[1].values()), item[0]))
    for service, stages in rest:
        ordered = dict(sorted(stages.items(), key=lambda item: (-item[1], item[0])))
        for cell in _cells(ordered):
            yield service, cell.name, cell.count


def _cells(counts: Mapping[str, int]) -> tuple[Cell, ...]:
    secret = hidden(counts)
    return tuple(Cell(name, None if name in secret else n) for name, n in counts.items())


def _top(counts: Mapping[str, int]) -> tuple[Cell, ...]:
    named = [(name, n) for name, n in counts.items() if name]
    return tuple(Cell(name, n if n >= HIDDEN_BELOW else None) for name, n in named)


def _share(part: int, whole: int) -> Share:
    return Share(part / whole if whole else None, whole)


def _flagged(flags: Column, flag: int) -> Share:
    return _share(int(np.count_nonzero(flags & flag)), len(flags))


def _times(hours: Column) -> Times:
    """Quantiles by the inverted distribution function, from counts: hours are whole and few."""
    counts = np.bincount(hours, minlength=NEVER + 1)[:NEVER]
    base = int(counts.sum())
    if not base:
        return Times(None, None, 0)
    median, p90 = np.searchsorted(10 * counts.cumsum(), [5 * base, 9 * base])
    return Times(float(median), float(p90), base)


def _overdue(rows: Rows, packs: Packs, today: date) -> int:
    running = _is_one_of(rows["status"], [one for one in ReportStatus if one.is_open], packs)
    return int(np.count_nonzero(running & (rows["promised"] < today.toordinal())))


def _is_one_of(column: Column, names: Iterable[str], packs: Packs) -> Mask:
    wanted = np.zeros(NEVER + 1, np.bool_)
    wanted[[packs.number(name) for name in names]] = True
    return wanted[column]
