"""Figures with their bases, from packed rows: what every view, file and page shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from bot.civic.reports import ReportStatus, StatusType
from bot.civic.statistics.packs import (
    CONFIRMED,
    DISPUTED,
    NEVER,
    ON_TIME,
    REPEAT,
    Packed,
    Packs,
)
from bot.civic.statistics.secrecy import Pair, seen_pairs, unseen

Mask = NDArray[np.bool_]
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

    @property
    def narrow(self) -> bool:
        """Narrower than the city: a few people may stand behind everything that is shown."""
        return bool(replace(self, channel=None).chosen)

    @property
    def chosen(self) -> tuple[str, ...]:
        """What it is narrowed to."""
        every = (self.agency, self.service, self.kecamatan, self.stage, self.status, self.channel)
        return tuple(one for one in every if one is not None)


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
    reports = packs.reports[_reports(packs, filters)]
    questions = packs.questions[_by_service(packs, packs.questions, filters, agency_of)]
    feedback = packs.feedback[_by_service(packs, packs.feedback, filters, agency_of)]
    attempts = packs.attempts[_by_service(packs, packs.attempts, filters, agency_of)]
    outcomes = _sums(questions, "outcome", packs)
    statuses = _sums(reports, "status", packs)
    settled = reports["close_hours"] != NEVER
    judged = np.isin(reports["status"], [packs.number(status) for status in JUDGED])
    agencies = _cells(_sums(reports, "agency", packs))
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
        top_services=_cells(_named(_sums(questions, "service", packs))),
        reports=len(reports),
        joined=int(reports["joined"].sum()),
        statuses=statuses,
        report_series=tuple(_series(reports, np.ones(len(reports)), filters)),
        severities=_cells(_sums(reports, "severity", packs)),
        districts=_cells(_sums(reports, "kecamatan", packs)),
        agencies=agencies,
        friction=_friction(_pairs(reports, packs), agency_of, agencies),
        first_reply=_times(reports["reply_hours"]),
        closing=_times(reports["close_hours"]),
        on_time=_flagged(reports[settled], ON_TIME),
        confirmed=_flagged(reports[judged], CONFIRMED),
        reopened=_flagged(reports[settled], DISPUTED),
        repeated=_flagged(reports, REPEAT),
        overdue=_overdue(reports, packs, today),
        prompts=_share(sum(asked.values()), sum(asked.values()) + unanswered),
        attempts=asked,
        reach=_cells(_named(_sums(attempts, "kecamatan", packs))),
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


def _by_service(packs: Packs, rows: Packed, filters: Filters, agency_of: Mapping[str, str]) -> Mask:
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
    if filters.kecamatan is not None and "kecamatan" in (rows.dtype.names or ()):
        mask &= rows["kecamatan"] == packs.number(filters.kecamatan)
    return mask


def _within(rows: Packed, filters: Filters) -> Mask:
    days = rows["day"]
    return np.asarray((days >= filters.since.toordinal()) & (days <= filters.until.toordinal()))


def _sums(rows: Packed, field: str, packs: Packs) -> dict[str, int]:
    """Counts by name, most first."""
    weights = rows["n"] if "n" in (rows.dtype.names or ()) else None
    counts = np.bincount(rows[field], weights)
    found = {packs.names.get(int(n), ""): int(counts[n]) for n in np.flatnonzero(counts)}
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _series(rows: Packed, weights: NDArray[np.float64], filters: Filters) -> Iterator[Point]:
    """Every stretch of the period, empty ones too."""
    first = filters.since.toordinal()
    counts = np.bincount(rows["day"] - first, weights, minlength=filters.days)
    totals: dict[date, int] = {}
    for place in range(filters.days):
        start = start_of(filters.since + timedelta(days=place), filters.grouping)
        totals[start] = totals.get(start, 0) + int(counts[place])
    for start, count in totals.items():
        yield Point(start, count)


def _pairs(rows: Packed, packs: Packs) -> dict[Pair, int]:
    pairs, counts = np.unique(rows[["service", "stage"]], return_counts=True)
    return {
        (packs.names.get(int(service), ""), packs.names.get(int(stage), "")): int(count)
        for (service, stage), count in zip(pairs, counts, strict=True)
    }


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


def _cells(counts: Mapping[str, int]) -> tuple[Cell, ...]:
    """Most first, the hidden ones last and by name; none where too few stand behind all."""
    secret = unseen(counts)
    if secret is None:
        return ()
    shown = (Cell(name, count) for name, count in counts.items() if name not in secret)
    return (*shown, *(Cell(name, None) for name in sorted(secret)))


def _share(part: int, whole: int) -> Share:
    return Share(part / whole if whole else None, whole)


def _flagged(rows: Packed, flag: int) -> Share:
    return _share(int(np.count_nonzero(rows["flags"] & flag)), len(rows))


def _times(hours: NDArray[np.uint16]) -> Times:
    known = hours[hours != NEVER]
    if not len(known):
        return Times(None, None, 0)
    median, p90 = np.quantile(known, [0.5, 0.9], method="inverted_cdf")
    return Times(float(median), float(p90), len(known))


def _overdue(rows: Packed, packs: Packs, today: date) -> int:
    running: Sequence[int] = [
        packs.number(status) for status in ReportStatus if status.type is not StatusType.CLOSED
    ]
    late = np.isin(rows["status"], running) & (rows["promised"] < today.toordinal())
    return int(np.count_nonzero(late))
