"""What the index is computed from: plain rows, after the guards against gaming."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.civic.indicator.method import (
    ATTEMPTS_PER_QUARTER,
    BURDENS,
    FRICTION_DAYS,
    NEAR_DUPLICATES,
    PENDING_DAYS,
)
from bot.civic.skm import Unsur

UNNAMED_STAGE = "tidak_disebut"


@dataclass(frozen=True, slots=True)
class RawAttempt:
    """An attempt as it was kept. `burden`, and where: what the person said when asked."""

    person: str
    service: str
    agency: str
    opened: datetime
    asked: bool
    outcome: str | None = None
    ease: int | None = None
    burden: str | None = None
    kecamatan: str | None = None
    stage: str | None = None


@dataclass(frozen=True, slots=True)
class RawFriction:
    """A friction report or a join. `person` is None when anonymous."""

    person: str | None
    service: str
    stage: str
    severity: str
    filed: datetime
    fingerprint: str | None = None


@dataclass(frozen=True, slots=True)
class RawCase:
    """A report whose deadline fell in the period, and whether it was kept and undisputed."""

    friction: RawFriction
    agency: str
    kecamatan: str | None
    good: bool


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt that counts. `ease` 1 to 7, `done` None while pending, `burden` 0 to 1.

    `stage` is where the burden arose.
    """

    person: str
    service: str
    agency: str
    kecamatan: str | None
    ease: int | None
    done: bool | None
    burden: float | None
    stage: str = UNNAMED_STAGE


@dataclass(frozen=True, slots=True)
class DueCase:
    """A case that counts for "Selesai". `person` is unique where the report is anonymous."""

    person: str
    service: str
    agency: str
    kecamatan: str | None
    good: bool


@dataclass(frozen=True, slots=True)
class Survey:
    """One respondent's SKM: 1 to 4 by unsur."""

    person: str
    answers: Mapping[Unsur, int]


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything a reading is computed from.

    `population` by kecamatan, empty while it is not established. `asked` and `answered` count
    prompts; `set_aside` reports that were near-duplicates; `capped` attempts and reports over the
    caps.
    """

    attempts: tuple[Attempt, ...]
    due: tuple[DueCase, ...]
    surveys: tuple[Survey, ...]
    population: Mapping[str, int] = field(default_factory=dict)
    asked: int = 0
    answered: int = 0
    set_aside: int = 0
    capped: int = 0


def gather(
    attempts: Sequence[RawAttempt],
    frictions: Sequence[RawFriction],
    cases: Sequence[RawCase],
    surveys: Iterable[Survey],
    population: Mapping[str, int],
    as_of: datetime,
) -> Inputs:
    """Apply the guards: caps, near-duplicates; a pending attempt fails after 30 days."""
    copies = near_duplicates([*frictions, *(one.friction for one in cases)])
    honest = [one for one in frictions if _key(one) not in copies]
    kept, over = _capped_attempts([one for one in attempts if one.asked])
    due, over_due = _capped_cases([one for one in cases if _key(one.friction) not in copies])
    answered = [one for one in kept if one.outcome is not None]
    by_person: dict[tuple[str, str], list[RawFriction]] = defaultdict(list)
    for one in honest:
        if one.person is not None:
            by_person[one.person, one.service].append(one)
    return Inputs(
        attempts=tuple(
            _attempt(one, by_person.get((one.person, one.service), ()), as_of) for one in answered
        ),
        due=tuple(due),
        surveys=tuple(surveys),
        population=dict(population),
        asked=len(kept),
        answered=len(answered),
        set_aside=len(copies),
        capped=over + over_due,
    )


FrictionKey = tuple[str | None, str, str, datetime]


def near_duplicates(frictions: Sequence[RawFriction]) -> frozenset[FrictionKey]:
    """Keys of reports of which five or more of the same words came within 24 hours."""
    groups: dict[str, dict[FrictionKey, datetime]] = defaultdict(dict)
    for one in frictions:
        if one.fingerprint is not None:
            groups[one.fingerprint][_key(one)] = one.filed
    copies: set[FrictionKey] = set()
    for group in groups.values():
        ordered = sorted(group.items(), key=lambda item: item[1])
        for start in range(len(ordered) - NEAR_DUPLICATES + 1):
            end = start + NEAR_DUPLICATES - 1
            if ordered[end][1] - ordered[start][1] <= timedelta(hours=24):
                copies.update(key for key, _ in ordered[start : end + 1])
    return frozenset(copies)


def _key(one: RawFriction) -> FrictionKey:
    return (one.person, one.service, one.stage, one.filed)


def _quarter(day: date) -> tuple[int, int]:
    return day.year, (day.month - 1) // 3


def _capped_attempts(attempts: Sequence[RawAttempt]) -> tuple[list[RawAttempt], int]:
    """The first three of a person and quarter."""
    counted: Counter[tuple[str, tuple[int, int]]] = Counter()
    kept: list[RawAttempt] = []
    for one in sorted(attempts, key=lambda each: (each.opened, each.person, each.service)):
        key = (one.person, _quarter(one.opened.date()))
        counted[key] += 1
        if counted[key] <= ATTEMPTS_PER_QUARTER:
            kept.append(one)
    return kept, len(attempts) - len(kept)


def _capped_cases(cases: Sequence[RawCase]) -> tuple[list[DueCase], int]:
    """One of a person x service x stage x 30 days; anonymous ones each count as a person."""
    last: dict[tuple[str, str, str], datetime] = {}
    kept: list[DueCase] = []
    ordered = sorted(cases, key=lambda one: (one.friction.filed, one.friction.service))
    for place, one in enumerate(ordered):
        friction = one.friction
        person = friction.person or f"anonim-{place}"
        key = (person, friction.service, friction.stage)
        before = last.get(key)
        if before is not None and friction.filed - before < timedelta(days=FRICTION_DAYS):
            continue
        last[key] = friction.filed
        kept.append(DueCase(person, friction.service, one.agency, one.kecamatan, one.good))
    return kept, len(cases) - len(kept)


def _attempt(one: RawAttempt, frictions: Sequence[RawFriction], as_of: datetime) -> Attempt:
    within = [
        each
        for each in frictions
        if timedelta(0) <= each.filed - one.opened < timedelta(days=FRICTION_DAYS)
    ]
    worst = max(within, key=lambda each: (BURDENS[each.severity], each.filed), default=None)
    burdens = [(BURDENS[worst.severity], worst.stage)] if worst else []
    if one.burden is not None:
        reported = worst.stage if worst else UNNAMED_STAGE
        burdens.append((BURDENS[one.burden], one.stage or reported))
    # The first of equals: a report names its stage with more care than a tap.
    burden, stage = max(burdens, key=lambda each: each[0], default=(None, UNNAMED_STAGE))
    return Attempt(
        person=one.person,
        service=one.service,
        agency=one.agency,
        kecamatan=one.kecamatan,
        ease=one.ease,
        done=_done(one, as_of),
        burden=burden,
        stage=stage,
    )


def _done(one: RawAttempt, as_of: datetime) -> bool | None:
    match one.outcome:
        case "berhasil":
            return True
        case "belum" if as_of - one.opened <= timedelta(days=PENDING_DAYS):
            return None
        case _:
            return False
