"""What staff's buttons under announcements mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.civic.announcements.edits import PlanEdit
from bot.civic.statistics.table import FileKind
from bot.dialogue.announcement_effects import ListScope, Screen

Deed = Literal[
    "submit",
    "approve",
    "warn",
    "review",
    "pause",
    "resume",
    "cancel",
    "recall",
    "mend_ubah",
    "mend_kirim",
]
"""What is done with a whole announcement."""


@dataclass(frozen=True, slots=True)
class ShowAnnouncements:
    """The announcements this person may see."""

    scope: ListScope = "open"
    kind: Literal["announcements"] = "announcements"


@dataclass(frozen=True, slots=True)
class BeginAnnouncement:
    """Begin a draft; asks for its topic, and for warnings whether it is one, before it does."""

    topic: str | None = None
    urgent: bool | None = None
    kind: Literal["announcement-new"] = "announcement-new"


@dataclass(frozen=True, slots=True)
class OpenAnnouncement:
    """Show an announcement, or ask for one thing of it."""

    announcement: int
    screen: Screen = "panel"
    of: str | None = None
    kind: Literal["announcement"] = "announcement"


@dataclass(frozen=True, slots=True)
class ChangePlan:
    """Change a draft that was `seen` at that revision; what is shown after that."""

    announcement: int
    seen: int
    edits: tuple[PlanEdit, ...]
    screen: Screen = "panel"
    of: str | None = None
    kind: Literal["announcement-edit"] = "announcement-edit"


@dataclass(frozen=True, slots=True)
class DoWithAnnouncement:
    """Do something with what was `seen` at that revision."""

    announcement: int
    deed: Deed
    seen: int = 0
    kind: Literal["announcement-do"] = "announcement-do"


@dataclass(frozen=True, slots=True)
class DownloadAnnouncement:
    """The report as a file."""

    announcement: int
    file: FileKind
    kind: Literal["announcement-file"] = "announcement-file"


ComposeAction = (
    ShowAnnouncements
    | BeginAnnouncement
    | OpenAnnouncement
    | ChangePlan
    | DoWithAnnouncement
    | DownloadAnnouncement
)
