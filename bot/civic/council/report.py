"""The report to the council (DPRD): what it says, before a word is chosen. Nothing is typed in.

Services, agencies and kecamatan are ids; `Names` tells what people call them. Counts of people
that are None are hidden because fewer than ten stand behind them, or to protect such a cell.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.civic.indicator.bootstrap import Interval
from bot.civic.indicator.method import Component
from bot.civic.statistics.figures import Cell, Share
from bot.civic.statistics.view import Gap

Trend = Literal["no_answers", "no_index", "first", "up", "down", "unclear"]


@dataclass(frozen=True, slots=True)
class Period:
    """Local days, both included."""

    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Place:
    """The city, who signs (`head`: Wali Kota, Bupati), and where (`seat`)."""

    name: str
    province: str
    head: str
    seat: str


@dataclass(frozen=True, slots=True)
class Names:
    """What people call the ids of a report."""

    services: Mapping[str, str]
    agencies: Mapping[str, str]
    kecamatan: Mapping[str, str]
    stages: Mapping[str, str]
    components: Mapping[Component, str]


@dataclass(frozen=True, slots=True)
class Index:
    """The index with everything that must stand beside it. Shares are 0 to 1."""

    value: float | None
    interval: Interval | None
    official: bool
    labels: tuple[str, ...]
    persons: int
    asked: int
    answered: int
    set_aside: int
    capped: int
    unknown_home: float


@dataclass(frozen=True, slots=True)
class ComponentRow:
    """A component: 0 to 100, of `n` observations; `loss` its share of the loss, 0 to 1.

    `value` is None where nobody answered, the population is not known (Merata), or it is `hidden`
    because it stands on fewer than ten or would give such a one away; then `n` is None, too.
    """

    component: Component
    weight: float
    value: float | None
    interval: Interval | None
    n: int | None
    loss: float | None
    flagged: bool
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class PastReading:
    """A point of the index over time."""

    since: date
    until: date
    imc: float
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class Move:
    """What became of the index (`of` None) or a component: points, with the change's interval."""

    of: Component | None
    before: float
    now: float
    change: Interval

    @property
    def rose(self) -> bool:
        """Beyond chance: the whole interval of the difference lies above 0."""
        return self.change.low > 0

    @property
    def fell(self) -> bool:
        """Beyond chance: the whole interval of the difference lies below 0."""
        return self.change.high < 0


@dataclass(frozen=True, slots=True)
class GoodService:
    """A service at 80 or more that at least 30 people judged."""

    service: str
    core: float
    persons: int


@dataclass(frozen=True, slots=True)
class Capaian:
    """Achievements. `closed` of the `reports` filed were finished; `confirmed` by reporters."""

    compared: Period | None
    rises: tuple[Move, ...]
    services: tuple[GoodService, ...]
    reports: int
    closed: int
    confirmed: Share


@dataclass(frozen=True, slots=True)
class District:
    """A kecamatan: its IMC-inti, and its shares of users and population, 0 to 1, where known.

    `under`: its share of users lies below that of the population by more than chance.
    """

    kecamatan: str
    persons: int | None
    core: float | None
    indicative: bool
    users: float | None
    population: float | None
    under: bool


@dataclass(frozen=True, slots=True)
class Tantangan:
    """Challenges. `losses` biggest first; `population_known` or nothing is said of reach."""

    losses: tuple[tuple[Component, float], ...]
    districts: tuple[District, ...]
    population_known: bool
    falls: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class FrictionCell:
    """Service x stage: how many people were held up, and the points it takes from B (0 to 100)."""

    service: str
    stage: str
    persons: int
    burden: float


@dataclass(frozen=True, slots=True)
class Hambatan:
    """Obstacles. `cells` heaviest first; `hidden` pairs are not shown; overdue most first."""

    cells: tuple[FrictionCell, ...]
    hidden: tuple[tuple[str, str], ...]
    overdue: tuple[Cell, ...]
    overdue_total: int
    repeated: Share


@dataclass(frozen=True, slots=True)
class Article:
    """An article and the parts of its standar pelayanan that no source establishes."""

    service: str
    agency: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """An incomplete article that residents ask for, and how often."""

    article: Article
    count: int


@dataclass(frozen=True, slots=True)
class Gain:
    """The index were this cell of friction mended, everything else equal."""

    service: str
    stage: str
    now: float
    mended: float


@dataclass(frozen=True, slots=True)
class Kebutuhan:
    """Needs. Questions asked fewer than ten times are counted, never quoted: `rare`, `rarely`.

    `parts` is (part, articles that lack it); `agencies` (agency, its incomplete articles).
    """

    questions: int
    unanswered: int
    gaps: tuple[Gap, ...]
    rare: int
    rarely: int
    articles: int
    incomplete: int
    parts: tuple[tuple[str, int], ...]
    agencies: tuple[tuple[str, int], ...]
    most_asked: tuple[Asked, ...]
    tags: tuple[Cell, ...]
    gains: tuple[Gain, ...]


@dataclass(frozen=True, slots=True)
class Method:
    """How the figures can be checked: the version, when, and the hash of the inputs."""

    version: str
    computed_on: date
    inputs_hash: str
    notice: str


@dataclass(frozen=True, slots=True)
class CouncilReport:
    """Everything the report says."""

    place: Place
    period: Period
    made_on: date
    trend: Trend
    index: Index
    components: tuple[ComponentRow, ...]
    history: tuple[PastReading, ...]
    capaian: Capaian
    tantangan: Tantangan
    hambatan: Hambatan
    kebutuhan: Kebutuhan
    method: Method
    names: Names
