"""What officers' buttons mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.civic.cases import ClosingTag
from bot.civic.reports import ReportStatus
from bot.civic.statistics.table import FileKind
from bot.dialogue.staff_effects import CaseFilter


@dataclass(frozen=True, slots=True)
class ShowCases:
    """A page of the cases."""

    filter: CaseFilter = "open"
    page: int = 0
    kind: Literal["cases"] = "cases"


@dataclass(frozen=True, slots=True)
class ShowCase:
    """One case with its history."""

    number: str
    kind: Literal["case"] = "case"


@dataclass(frozen=True, slots=True)
class MoveCase:
    """Change the status that was `seen`; `agency` when it is forwarded.

    `reply` is the index of a template of the city file for that status; `unanswered`: close it
    because its reporter did not answer in time.
    """

    number: str
    seen: ReportStatus
    status: ReportStatus
    agency: str | None = None
    reply: int | None = None
    unanswered: bool = False
    kind: Literal["move-case"] = "move-case"


@dataclass(frozen=True, slots=True)
class PickAgency:
    """Choose where a case is forwarded to."""

    number: str
    seen: ReportStatus
    page: int = 0
    kind: Literal["pick-agency"] = "pick-agency"


@dataclass(frozen=True, slots=True)
class WriteNote:
    """Write a note, for the reporter if `public`."""

    number: str
    public: bool
    kind: Literal["write-note"] = "write-note"


@dataclass(frozen=True, slots=True)
class MarkCase:
    """What mending it for good would need."""

    number: str
    tag: ClosingTag
    kind: Literal["mark-case"] = "mark-case"


@dataclass(frozen=True, slots=True)
class DropMember:
    """Take a person off the staff list; asks once before it happens."""

    person: str
    sure: bool = False
    kind: Literal["drop-member"] = "drop-member"


@dataclass(frozen=True, slots=True)
class ShowStatistics:
    """Figures of the last `days`, of one agency or of all."""

    days: int
    agency: str | None = None
    kind: Literal["statistics"] = "statistics"


@dataclass(frozen=True, slots=True)
class PickStatisticsAgency:
    """Choose whose figures."""

    days: int
    page: int = 0
    kind: Literal["statistics-agency"] = "statistics-agency"


@dataclass(frozen=True, slots=True)
class PickStatisticsFile:
    """Choose the kind of file."""

    days: int
    agency: str | None = None
    kind: Literal["statistics-file"] = "statistics-file"


@dataclass(frozen=True, slots=True)
class DownloadStatistics:
    """The figures as a file."""

    days: int
    file: FileKind
    agency: str | None = None
    kind: Literal["statistics-download"] = "statistics-download"


@dataclass(frozen=True, slots=True)
class ShowSpike:
    """Show the notice of a spike to residents, or take it down."""

    spike: int
    shown: bool
    kind: Literal["spike"] = "spike"


OnFigures = ShowStatistics | PickStatisticsAgency | PickStatisticsFile | DownloadStatistics
StaffAction = (
    ShowCases
    | ShowCase
    | MoveCase
    | PickAgency
    | WriteNote
    | MarkCase
    | DropMember
    | OnFigures
    | ShowSpike
)
