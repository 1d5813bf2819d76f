"""What a published row may tell: nothing that fewer than ten people have in common.

The reports of a month are divided top down, by one attribute after the other. A value is told where
at least ten different people share it together with everything told before it; the others are put
together and the value is left blank. So that the blank rest cannot be recognised either, it takes
the smallest told values in until it has ten people itself. This is k-anonymity (Sweeney 2002) over
every published column, with k the number below which statistics are hidden too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.civic.indicator.method import HIDDEN_BELOW
from bot.civic.open_data.months import last_of

K = HIDDEN_BELOW


@dataclass(frozen=True, slots=True)
class Reported:
    """A report as it may be counted; nothing else about it is ever looked at.

    `reporter` is a pseudonym, used only to count different people: reports without one count as
    one person's. `kecamatan` is a Kemendagri code.
    """

    day: date
    closed: bool
    service: str
    stage: str
    severity: str
    kecamatan: str | None
    reporter: str | None


@dataclass(frozen=True, slots=True)
class Group:
    """`count` reports that are told alike, filed between `since` and `until`, both included.

    None is blank: left out because too few people share it, or not known.
    """

    since: date
    until: date
    closed: bool
    agency: str | None = None
    service: str | None = None
    kecamatan: str | None = None
    stage: str | None = None
    severity: str | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class Edition:
    """A published month, named by its first day; it never changes again."""

    month: date
    published: date
    groups: tuple[Group, ...]

    @property
    def count(self) -> int:
        return sum(group.count for group in self.groups)


Rows = Sequence[Reported]
Told = Mapping[str, object]
Dimension = tuple[str, Callable[[Reported], object]]

DIMENSIONS: tuple[Dimension, ...] = (
    ("service", lambda row: row.service),
    ("kecamatan", lambda row: row.kecamatan),
    ("stage", lambda row: row.stage),
    ("severity", lambda row: row.severity),
    ("week", lambda row: row.day - timedelta(days=row.day.weekday())),
    ("day", lambda row: row.day),
)
"""In the order in which they are told, after the agency; what comes last is left out first."""


def edition(
    month: date, published: date, rows: Rows, agency_of: Callable[[str], str | None], k: int = K
) -> Edition:
    """The public form of a month's reports.

    The status comes first and cannot be blank: reports of a status that fewer than `k` people have
    in this month are not published at all.
    """
    dimensions: tuple[Dimension, ...] = (
        ("agency", lambda row: agency_of(row.service)),
        *DIMENSIONS,
    )
    counts: Counter[Group] = Counter()
    for closed in (False, True):
        here = [row for row in rows if row.closed is closed]
        if len(_people(here)) < k:
            continue
        for told, part in _refined(here, {"closed": closed}, dimensions, k):
            counts[_group(month, told, agency_of)] += len(part)
    groups = sorted((replace(group, count=n) for group, n in counts.items()), key=_order)
    return Edition(month, published, tuple(groups))


def split(
    rows: Rows, value_of: Callable[[Reported], object], k: int
) -> Iterator[tuple[object, Rows]]:
    """(value, its rows) where `k` people share it; (None, the rest) last, of `k` people or absent.

    `rows` must be of at least `k` people.
    """
    parts: dict[object, list[Reported]] = defaultdict(list)
    for row in rows:
        parts[value_of(row)].append(row)
    rest = parts.pop(None, [])
    hidden = _people(rest)
    people = {value: _people(part) for value, part in parts.items()}
    waiting = sorted(parts, key=lambda value: (-len(people[value]), str(value)))
    while waiting and (len(people[waiting[-1]]) < k or 0 < len(hidden) < k):
        value = waiting.pop()
        rest, hidden = rest + parts[value], hidden | people[value]
    for value in waiting:
        yield value, parts[value]
    if rest:
        yield None, rest


def _refined(
    rows: Rows, told: Told, dimensions: Sequence[Dimension], k: int
) -> Iterator[tuple[Told, Rows]]:
    if not dimensions:
        yield told, rows
        return
    (name, value_of), *further = dimensions
    for value, part in split(rows, value_of, k):
        yield from _refined(part, {**told, name: value}, further, k)


def _group(month: date, told: Told, agency_of: Callable[[str], str | None]) -> Group:
    facts = {name: value for name, value in told.items() if name not in {"week", "day"}}
    if isinstance(service := told["service"], str):
        facts["agency"] = agency_of(service)
    since, until = month, last_of(month)
    if isinstance(week := told["week"], date):
        since, until = max(since, week), min(until, week + timedelta(days=6))
    if isinstance(day := told["day"], date):
        since = until = day
    return Group(since, until, **facts)  # type: ignore[arg-type] # the names of DIMENSIONS are its fields


def _people(rows: Rows) -> frozenset[str | None]:
    return frozenset(row.reporter for row in rows)


def _order(group: Group) -> tuple[object, ...]:
    told = (group.agency, group.service, group.kecamatan, group.stage, group.severity)
    return (group.since, group.until, *(text or "" for text in told), group.closed)
