"""What officers want done. Each is checked again where it is carried out, and audited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.civic.cases import ClosingTag
from bot.civic.kept_file import KeptFile
from bot.civic.reports import ReportStatus
from bot.civic.roles import Role
from bot.civic.statistics.figures import Filters
from bot.civic.statistics.table import FileKind

CaseFilter = Literal["open", "overdue", "new", "waiting"]


@dataclass(frozen=True, slots=True)
class Wrote:
    """What an officer wrote, with the photo (id) or file that goes along."""

    words: str | None = None
    photo: int | None = None
    file: KeptFile | None = None


@dataclass(frozen=True, slots=True)
class ListCases:
    """A page (from 0) of the cases this person sees, as of the local day; `CasesListed`."""

    kind: CaseFilter
    page: int
    today: date


@dataclass(frozen=True, slots=True)
class FindCase:
    """Look a case up; returns `CaseFound` or `CaseRefused`."""

    number: str


@dataclass(frozen=True, slots=True)
class ChangeCase:
    """Change a status that was `seen` as such; returns `CaseChanged` or `CaseRefused`.

    `agency` is where it is forwarded to; a photo or a file may go along with the words.
    `unanswered`: only if the reporter has still not answered what they were asked.
    """

    number: str
    seen: ReportStatus
    status: ReportStatus
    words: str | None = None
    agency: str | None = None
    photo: int | None = None
    file: KeptFile | None = None
    unanswered: bool = False

    @property
    def wrote(self) -> Wrote:
        return Wrote(self.words, self.photo, self.file)


@dataclass(frozen=True, slots=True)
class NoteCase:
    """Add a note, for the reporter too if `public`; returns `CaseChanged` or `CaseRefused`."""

    number: str
    words: str | None
    public: bool
    photo: int | None = None
    file: KeptFile | None = None

    @property
    def wrote(self) -> Wrote:
        return Wrote(self.words, self.photo, self.file)


@dataclass(frozen=True, slots=True)
class TagCase:
    """Say what mending it for good would need; returns `CaseChanged` or `CaseRefused`."""

    number: str
    tag: ClosingTag


@dataclass(frozen=True, slots=True)
class ListStaff:
    """The staff list; returns `StaffListed` or `StaffRefused`."""


@dataclass(frozen=True, slots=True)
class GrantRole:
    """Give a person a role, with an agency where the role has one; `StaffListed` or refused."""

    person: str
    role: Role
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class RevokeRole:
    """Take a person off the staff list; returns `StaffListed` or `StaffRefused`."""

    person: str


@dataclass(frozen=True, slots=True)
class ReadFigures:
    """Compute the figures and their picture; returns `FiguresRead` or `CaseRefused`."""

    filters: Filters
    days: int


@dataclass(frozen=True, slots=True)
class ExportFigures:
    """Write the figures to a file that is kept; returns `FiguresExported` or `CaseRefused`."""

    filters: Filters
    file: FileKind


@dataclass(frozen=True, slots=True)
class SetSpike:
    """Show the notice of a spike or not; returns `SpikeSet`."""

    spike: int
    shown: bool


StaffEffect = (
    ReadFigures
    | ExportFigures
    | ListCases
    | FindCase
    | ChangeCase
    | NoteCase
    | TagCase
    | ListStaff
    | GrantRole
    | RevokeRole
    | SetSpike
)
