"""What staff do with announcements, and what comes of it. Each act is checked and audited."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from bot.civic.announcements.checks import Fault
from bot.civic.announcements.edits import PlanEdit
from bot.civic.announcements.life import Announcement, Refusal
from bot.civic.announcements.plan import Follow, Plan
from bot.civic.announcements.progress import RunReport
from bot.civic.kept_file import KeptFile
from bot.civic.statistics.table import FileKind

ListScope = Literal["open", "waiting", "ended"]
"""open: drafts, scheduled and under way; waiting: for approval or review; ended."""

Screen = Literal[
    "panel",
    "preview",
    "areas",
    "text",
    "blank",
    "languages",
    "media",
    "buttons",
    "link",
    "service",
    "schedule",
    "start",
    "expiry",
    "send_back",
    "review",
    "warn",
    "drop",
    "cancel",
    "recall",
    "mend",
    "export",
]
"""What is shown of an announcement; the others than `panel` ask for one thing."""


@dataclass(frozen=True, slots=True)
class ListAnnouncements:
    """The announcements this person may see; returns `AnnouncementsListed`."""

    scope: ListScope = "open"


@dataclass(frozen=True, slots=True)
class FindAnnouncement:
    """Look one up; returns `AnnouncementShown`. All other acts return it, too, or a refusal.

    `screen` comes back with it; `of` narrows it: a language, a kecamatan, a place.
    """

    id: int
    screen: Screen = "panel"
    of: str | None = None


@dataclass(frozen=True, slots=True)
class NewAnnouncement:
    """Begin a draft."""

    plan: Plan


@dataclass(frozen=True, slots=True)
class ChangeAnnouncement:
    """Replace the plan of a draft that was `seen` at that revision; an approval ends by it."""

    id: int
    seen: int
    plan: Plan


@dataclass(frozen=True, slots=True)
class EditAnnouncement:
    """Change single things of a draft that was `seen`; an approval ends by it."""

    id: int
    seen: int
    edits: tuple[PlanEdit, ...]
    screen: Screen = "panel"
    of: str | None = None


@dataclass(frozen=True, slots=True)
class SubmitAnnouncement:
    """Ask for approval of what was seen; refused while it has faults or reaches nobody."""

    id: int
    seen: int


@dataclass(frozen=True, slots=True)
class ApproveAnnouncement:
    """The second pair of eyes says yes to what was seen."""

    id: int
    seen: int


@dataclass(frozen=True, slots=True)
class SendBackAnnouncement:
    """The second pair of eyes says no, and why."""

    id: int
    seen: int
    note: str


@dataclass(frozen=True, slots=True)
class WarnAtOnce:
    """An admin sends a disaster warning at once; it is reviewed after."""

    id: int
    seen: int


@dataclass(frozen=True, slots=True)
class ReviewWarning:
    """Somebody else looked at a warning that left at once."""

    id: int
    note: str | None = None


@dataclass(frozen=True, slots=True)
class SteerAnnouncement:
    """Pause or resume what is being sent, cancel what was not, or take everything back."""

    id: int
    how: Literal["pause", "resume", "cancel", "recall"]


@dataclass(frozen=True, slots=True)
class MendAnnouncement:
    """Begin a draft that corrects what was sent, with the same words to begin with."""

    id: int
    how: Follow


@dataclass(frozen=True, slots=True)
class ExportAnnouncement:
    """The report as a file (XLSX or CSV); returns `AnnouncementExported` or a refusal."""

    id: int
    file: FileKind = FileKind.XLSX


AnnouncementAct = (
    FindAnnouncement
    | NewAnnouncement
    | ChangeAnnouncement
    | EditAnnouncement
    | SubmitAnnouncement
    | ApproveAnnouncement
    | SendBackAnnouncement
    | WarnAtOnce
    | ReviewWarning
    | SteerAnnouncement
    | MendAnnouncement
)
AnnouncementEffect = AnnouncementAct | ListAnnouncements | ExportAnnouncement


@dataclass(frozen=True, slots=True)
class AnnouncementShown:
    """An announcement as staff see it.

    `audience`: people it would reach now; `faults`: what must be mended before it may go;
    `runs`: what was sent, edited and recalled, the first first. `done` is the act that led here,
    `told` how many others heard of it, `screen` (and `of`) what the person wanted to see.
    """

    announcement: Announcement
    audience: int
    faults: tuple[Fault, ...] = ()
    runs: tuple[RunReport, ...] = ()
    done: str = "found"
    may_approve: bool = False
    told: int = 0
    screen: Screen = "panel"
    of: str | None = None


@dataclass(frozen=True, slots=True)
class AnnouncementRefused:
    """Nothing was changed; `shown` is how it stands, where the person may see it."""

    id: int
    reason: Refusal
    shown: AnnouncementShown | None = None


@dataclass(frozen=True, slots=True)
class AnnouncementsListed:
    """The latest first."""

    scope: ListScope
    announcements: tuple[Announcement, ...] = ()
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class AnnouncementExported:
    """The report as a kept file."""

    id: int
    document: KeptFile = field(kw_only=True)


AnnouncementResult = (
    AnnouncementShown | AnnouncementRefused | AnnouncementsListed | AnnouncementExported
)
