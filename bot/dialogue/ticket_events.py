"""What came of something about the person's own reports and data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.civic.reports import Ticket


@dataclass(frozen=True, slots=True)
class ReportFiled:
    """The report is stored under this ticket number; it is promised to be closed by that day."""

    number: str
    promised: date
    anonymous: bool = False
    is_reply: bool = False


@dataclass(frozen=True, slots=True)
class SimilarFound:
    """The report of others most like the draft, None if there is none; `people` stand behind it."""

    draft: str
    case: str | None = None
    people: int = 0


@dataclass(frozen=True, slots=True)
class ReportJoined:
    """Joined: `people` now stand behind that report."""

    people: int


@dataclass(frozen=True, slots=True)
class JoinRefused:
    """That report was closed meanwhile; the draft with that id is still there."""

    draft: str


@dataclass(frozen=True, slots=True)
class ClosingJudged:
    """What the reporter said about the closing; `promised` is the new promise if not mended.

    `service` is None for a reply to an announcement: there is no service to be asked about.
    """

    number: str
    service: str | None
    promised: date | None


@dataclass(frozen=True, slots=True)
class TicketFound:
    """A ticket that was looked up."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class TicketNotFound:
    """No such ticket, or not this person's to change."""

    number: str


@dataclass(frozen=True, slots=True)
class TicketUnchanged:
    """The person's own ticket, which cannot be changed so any more: how it stands now."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class TicketsListed:
    """The person's own latest tickets, newest first."""

    tickets: tuple[Ticket, ...]


@dataclass(frozen=True, slots=True)
class NoteAdded:
    """A note was added to the ticket."""

    number: str


@dataclass(frozen=True, slots=True)
class TicketWithdrawn:
    """The ticket was withdrawn."""

    number: str


@dataclass(frozen=True, slots=True)
class DataExported:
    """Everything stored about the person, as JSON text."""

    json: str


@dataclass(frozen=True, slots=True)
class DataErased:
    """Everything about the person was erased; that many reports lost their link to them."""

    reports: int


TicketResult = (
    ReportFiled
    | SimilarFound
    | ReportJoined
    | JoinRefused
    | ClosingJudged
    | TicketFound
    | TicketNotFound
    | TicketUnchanged
    | TicketsListed
    | NoteAdded
    | TicketWithdrawn
)
"""What came of something about the person's reports."""
