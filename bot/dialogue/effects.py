"""What `step` wants done. A pure value; performers carry it out in the same commit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.civic.clocks import Deadlines
from bot.civic.reports import FrictionReport
from bot.dialogue.announcement_effects import AnnouncementEffect
from bot.dialogue.message import OutboundMessage
from bot.dialogue.news_effects import NewsEffect
from bot.dialogue.staff_effects import StaffEffect
from bot.dialogue.voice_effects import VoiceEffect


@dataclass(frozen=True, slots=True)
class Say:
    """Send a new message."""

    message: OutboundMessage


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the message whose button was pressed; a new message where that cannot be."""

    message: OutboundMessage


class Outcome(StrEnum):
    """How a question ended; every question ends in exactly one."""

    ANSWERED = "answered"
    CLARIFIED = "clarified"
    UNANSWERED = "unanswered"
    SMALL_TALK = "small_talk"
    EMERGENCY = "emergency"


@dataclass(frozen=True, slots=True)
class RecordQuestion:
    """Keep a question (masked) and how it ended, with the candidates that were rejected.

    `candidates` holds (entry id, score 0..1), best first. `gist` groups questions that found no
    answer.
    """

    text: str
    outcome: Outcome
    entry: str | None
    aspect: str | None
    candidates: tuple[tuple[str, float], ...] = ()
    gist: str | None = None


@dataclass(frozen=True, slots=True)
class RecordFeedback:
    """Keep whether an answer helped. `why` is None, or one of the reasons."""

    entry: str
    helpful: bool
    why: str | None = None


@dataclass(frozen=True, slots=True)
class FileReport:
    """File a report with its deadlines; returns `ReportFiled`.

    `draft` is unique to the draft, so that filing it twice is impossible. `agency` is the one
    responsible for the service. `fingerprint` is equal for stories of the same words, None for
    short ones; it and `by_staff` keep copies and officers out of the indicator.
    """

    draft: str
    report: FrictionReport
    deadlines: Deadlines
    agency: str | None = None
    fingerprint: str | None = None
    by_staff: bool = False


@dataclass(frozen=True, slots=True)
class FileReply:
    """File a reply to an announcement as a case for the agency that sent it.

    Returns `ReportFiled`, or `AnnouncementRead` with nothing where it was taken back meanwhile.
    """

    draft: str
    announcement: int
    words: str | None
    photos: tuple[int, ...]
    deadlines: Deadlines
    by_staff: bool = False


@dataclass(frozen=True, slots=True)
class FindSimilar:
    """Look for open reports of others like this one; returns `SimilarFound`."""

    draft: str
    report: FrictionReport


@dataclass(frozen=True, slots=True)
class JoinReport:
    """Say "me too" to somebody's report; returns `ReportJoined` or `JoinRefused`."""

    draft: str
    case: str
    report: FrictionReport


@dataclass(frozen=True, slots=True)
class JudgeClosing:
    """Whether a closed report is mended; returns `ClosingJudged`, `TicketUnchanged`
    or `TicketNotFound`.

    `promised` is the new promise when it is not, None when it is.
    """

    number: str
    promised: date | None


@dataclass(frozen=True, slots=True)
class FindTicket:
    """Look a ticket up; returns `TicketFound` or `TicketNotFound`."""

    number: str


@dataclass(frozen=True, slots=True)
class ListTickets:
    """List the person's own tickets; returns `TicketsListed`."""


@dataclass(frozen=True, slots=True)
class AddNote:
    """Add words (masked) or a photo; returns `NoteAdded`, `TicketUnchanged` or `TicketNotFound`."""

    number: str
    words: str | None = None
    photo: int | None = None


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Withdraw an own open ticket.

    Returns `TicketWithdrawn`, `TicketUnchanged` or `TicketNotFound`.
    """

    number: str


@dataclass(frozen=True, slots=True)
class Export:
    """Collect everything about the person; returns `DataExported`."""


@dataclass(frozen=True, slots=True)
class EraseAll:
    """Erase everything about the person; returns `DataErased`."""


@dataclass(frozen=True, slots=True)
class ChangeSubscription:
    """Turn messages the bot sends by itself on or off."""

    on: bool


@dataclass(frozen=True, slots=True)
class MarkBlocked:
    """Send nothing more until the person writes again."""


Effect = (
    Say
    | Edit
    | RecordQuestion
    | RecordFeedback
    | FileReport
    | FileReply
    | FindSimilar
    | JoinReport
    | JudgeClosing
    | FindTicket
    | ListTickets
    | AddNote
    | Withdraw
    | Export
    | EraseAll
    | ChangeSubscription
    | MarkBlocked
    | StaffEffect
    | VoiceEffect
    | NewsEffect
    | AnnouncementEffect
)
