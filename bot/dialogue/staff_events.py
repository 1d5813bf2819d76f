"""What came of officers' wishes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.civic.cases import Case, CaseCounts, CaseLine, CaseRefusal
from bot.civic.kept_file import KeptFile
from bot.civic.roles import Role
from bot.civic.spikes import Spike
from bot.civic.statistics.figures import Filters
from bot.civic.statistics.view import View
from bot.dialogue.staff_effects import CaseFilter


@dataclass(frozen=True, slots=True)
class CasesListed:
    """A page of cases; `more` says whether another page follows."""

    kind: CaseFilter
    page: int
    lines: tuple[CaseLine, ...]
    counts: CaseCounts
    more: bool


@dataclass(frozen=True, slots=True)
class CaseFound:
    """A case this person may see."""

    case: Case


@dataclass(frozen=True, slots=True)
class CaseChanged:
    """The case after what the officer did; `told` says whether its reporter was told."""

    case: Case
    told: bool


@dataclass(frozen=True, slots=True)
class CaseRefused:
    """Nothing was changed. `case` is there when the officer may see how it stands now."""

    number: str
    reason: CaseRefusal
    case: Case | None = None


@dataclass(frozen=True, slots=True)
class StaffListed:
    """(person, role, agency, granted by) of everyone on the list."""

    members: tuple[tuple[str, Role, str | None, str], ...]


@dataclass(frozen=True, slots=True)
class StaffRefused:
    """The staff list stays as it is."""

    reason: Literal["not_admin", "last_admin", "unknown", "bad_agency"]


@dataclass(frozen=True, slots=True)
class FiguresRead:
    """Figures, and the id of the picture that shows them."""

    view: View
    days: int
    photo: int | None


@dataclass(frozen=True, slots=True)
class FiguresExported:
    """The file of these figures; None where nothing happened that it could show."""

    filters: Filters
    document: KeptFile | None


@dataclass(frozen=True, slots=True)
class SpikeSet:
    """The spike after an admin's word; None when it is over."""

    spike: Spike | None


StaffResult = (
    CasesListed
    | CaseFound
    | CaseChanged
    | CaseRefused
    | StaffListed
    | StaffRefused
    | FiguresRead
    | FiguresExported
    | SpikeSet
)
