"""What the use cases of reports and of their officers need from storage."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.civic.cases import Case, CaseCounts, CaseEvent, CaseLine, CaseState
from bot.civic.reports import FrictionReport, Ticket
from bot.civic.spikes import Finding, Span, Spike, Voice
from bot.dialogue.effects import FileReport
from bot.dialogue.staff_effects import CaseFilter


@dataclass(frozen=True, slots=True)
class Similar:
    """An open report of others at the same service and step; `joined` people said "me too"."""

    case_number: str
    words: str
    joined: int


@dataclass(frozen=True, slots=True)
class Running:
    """A case that is not closed: its clock runs, or its reporter's."""

    case_number: str
    state: CaseState
    reply_by: datetime


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who can be written to. `state` is the JSON of their conversation, or None."""

    conversation_id: int
    channel: str
    address: str
    state: str | None


@dataclass(frozen=True, slots=True)
class Sent:
    """Ids of photos and of a file that came in the conversation `by`."""

    by: int
    photos: tuple[int, ...] = ()
    file: int | None = None


NOTHING = Sent(0)


class Once(Protocol):
    """Things that are done once for a period."""

    def claim(self, task: str, period: str, now: datetime) -> bool:
        """True for the first who asks; the claim stands if the transaction does."""


class Reports(Protocol):
    """Friction reports and their append-only history."""

    def file(
        self, conversation_id: int, numbers: tuple[str, str], filing: FileReport, now: datetime
    ) -> str:
        """Store the report with its first event; the same draft twice returns the first number.

        `numbers` are a ticket number and a case number. An anonymous report is stored without any
        link to the conversation, and officers know it by the case number alone: whoever holds the
        ticket number is its reporter. Others have one number for both.
        """

    def case_number(self, number: str) -> str | None:
        """The case number of a ticket."""

    def find(self, conversation_id: int, number: str) -> Ticket | None:
        """The ticket; strangers are told nothing at all of one that is rahasia."""

    def own(self, conversation_id: int, limit: int) -> tuple[Ticket, ...]: ...

    def add_note(
        self,
        conversation_id: int,
        number: str,
        words: str | None,
        photo_id: int | None,
        now: datetime,
    ) -> bool: ...

    def withdraw(self, conversation_id: int, number: str, now: datetime) -> bool: ...

    def judge(
        self, conversation_id: int, number: str, promised: date | None, now: datetime
    ) -> bool:
        """The reporter's word on a closing: mended, or reopened and promised for that day."""

    def similar(
        self, conversation_id: int, mine: FrictionReport, since: datetime
    ) -> tuple[Similar, ...]:
        """Open reports of others with that step and obstacle; only those that may be shown."""

    def join(
        self, conversation_id: int, case_number: str, mine: FrictionReport, now: datetime
    ) -> bool:
        """Stand behind somebody's open report, once; False when it is not open any more."""

    def any_anonymous(self, numbers: Collection[str]) -> bool:
        """True when one of the ticket numbers is an anonymous report's."""


class Cases(Protocol):
    """Cases by case number; a case that is found stays locked until the transaction ends."""

    def find(self, case_number: str) -> Case | None: ...

    def lines(
        self, agency: str | None, kind: CaseFilter, today: date, window: tuple[int, int]
    ) -> tuple[CaseLine, ...]:
        """(limit, offset) of the cases of an agency, or of all: escalated first, then by day."""

    def counts(self, agency: str | None, today: date) -> CaseCounts:
        """How many are not closed, overdue, without a reply, waiting."""

    def record(
        self,
        case_number: str,
        event: CaseEvent,
        actor: str,
        words: str | None = None,
        sent: Sent = NOTHING,
    ) -> Case:
        """Append an event with what was sent along; the case after it.

        Raises:
            LookupError: there is no such case.
        """

    def running(self) -> tuple[Running, ...]:
        """Every case that is not closed."""

    def unjudged(self, since: datetime, before: datetime) -> tuple[tuple[str, datetime], ...]:
        """(case number, closed at) of those closed between these moments that nobody judged yet."""

    def reporter(self, case_number: str) -> tuple[str, int] | None:
        """(ticket number, conversation) of the reporter, unless nobody can be told."""

    def joiners(self, case_number: str) -> tuple[int, ...]:
        """Conversations of those who joined."""


class Spikes(Protocol):
    """Who reported or joined when, and the spikes that were made of it."""

    def voices(self, since: datetime, services: Collection[str] | None = None) -> tuple[Voice, ...]:
        """Reports and joins since then; without officers' own and withdrawn reports."""

    def tallies(self, since: datetime, until: datetime) -> Mapping[tuple[str, str | None], int]:
        """How many voices there were after `since` until then, by service and step."""

    def first_report_at(self) -> datetime | None:
        """When the first report of all was filed."""

    def running(self) -> tuple[Spike, ...]:
        """Spikes that last, the oldest first."""

    def past(self, since: datetime) -> Mapping[str, Collection[Span]]:
        """By service, when spikes lasted that ended since then; not those an admin took down."""

    def begin(self, found: Finding, now: datetime) -> int | None:
        """The id of the new spike; None while the service has one already."""

    def mark_told(self, spike_id: int) -> None:
        """Somebody of the city was told of it."""

    def end(self, spike_id: int, now: datetime) -> None:
        """It lasts no longer."""

    def show(self, spike_id: int, *, shown: bool) -> Spike | None:
        """Show it to residents or not; None when there is no such spike any more."""
