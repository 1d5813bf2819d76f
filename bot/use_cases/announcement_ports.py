"""What announcements need from storage: the plans, their runs, and the ledger of deliveries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.civic.announcements.figures import NewsFigures
from bot.civic.announcements.life import Announcement, AnnouncementStatus
from bot.civic.announcements.plan import Plan
from bot.civic.announcements.progress import (
    DeliveryState,
    RunKind,
    RunReport,
    RunStatus,
)
from bot.use_cases.deliveries import SendResult


@dataclass(frozen=True, slots=True)
class Run:
    """One sending, editing or recalling of an announcement.

    `occurrence` tells the times of a repeated one apart. `written_to` is the last person whose
    delivery is written, None once all are. Nothing leaves after `expires_at`.
    """

    id: int
    announcement: int
    kind: RunKind
    status: RunStatus
    occurrence: str
    written_to: int | None
    expires_at: datetime | None
    urgent: bool


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A delivery under lease. `message` is the one to edit or delete; `state` the conversation's.

    `attempt` is the number of this lease: whoever holds an older one has lost the delivery.
    `wait` is how many seconds from now its turn comes.
    """

    id: int
    conversation_id: int
    channel: str
    address: str
    announcement: int
    kind: RunKind
    state: str | None
    message: str | None
    attempt: int
    wait: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the export. `id` numbers the delivery and leads to nobody."""

    id: int
    channel: str
    state: DeliveryState
    reason: str | None
    at: datetime | None
    pressed: bool
    opted_out: bool


class Announcements(Protocol):
    """Announcements as they are written, approved and due."""

    def add(self, plan: Plan, author: str, agency: str | None, now: datetime) -> Announcement: ...

    def get(self, announcement_id: int) -> Announcement | None:
        """On PostgreSQL the row is locked until the transaction ends."""

    def read(self, announcement_id: int) -> Announcement | None:
        """The same without a lock, for those who only look."""

    def save(self, one: Announcement) -> bool:
        """Save with revision + 1; False when somebody else saved it since it was read."""

    def listed(
        self, statuses: Sequence[AnnouncementStatus], agency: str | None, limit: int
    ) -> tuple[Announcement, ...]:
        """The latest first; those of one agency, or of all where it is None."""

    def due(self, now: datetime) -> tuple[Announcement, ...]:
        """Approved ones whose time has come, locked; those that others hold are passed over."""

    def public(self, since: datetime, limit: int) -> tuple[Announcement, ...]:
        """What was sent to residents since that moment and stands, the latest first.

        A correction stands in the place of what it corrects.
        """

    def needed(self, since: datetime) -> tuple[frozenset[int], frozenset[int]]:
        """Photos and documents of what may still be sent, or was sent since that moment."""

    def audience(self, plan: Plan) -> int:
        """How many people it would reach now."""


class Runs(Protocol):
    """Sending, editing and recalling announcements."""

    def start(self, one: Announcement, kind: RunKind, occurrence: str, now: datetime) -> int | None:
        """Begin a run; None where that occurrence was begun before."""

    def active(self) -> tuple[Run, ...]:
        """Runs under way or paused, warnings first; locked, those that others hold passed over."""

    def of(self, announcement_id: int) -> tuple[Run, ...]:
        """Its runs, the first first."""

    def write(self, run: Run, limit: int, now: datetime) -> int:
        """Write the next deliveries, and how far we came; how many were written.

        0 once all are, and while the messages to be changed are still being sent.
        """

    def switch(self, run_id: int, status: RunStatus, reason: str | None, now: datetime) -> None:
        """Pause, resume or end a run; at its end all that waits is skipped, for that reason."""

    def is_done(self, run_id: int) -> bool:
        """Everything is written, and nothing waits or is under way."""

    def report(self, run_id: int) -> RunReport: ...

    def any_to_add_up(self) -> bool:
        """Whether the sums of some run that is over are not kept yet."""

    def add_up(self) -> int:
        """Keep the sums of runs that are over, so that nobody counts them again; how many."""

    def figures(self, since: datetime, until: datetime, agency: str | None) -> NewsFigures:
        """What began to be sent to residents in [since, until), of one agency or of all."""

    def lines(self, run_id: int, after: int, limit: int) -> tuple[Line, ...]:
        """A page of the export: the lines with a higher id than `after`."""


class Received(Protocol):
    """What residents do with an announcement they got."""

    def of_message(self, channel: str, address: str, message: str) -> int | None:
        """The announcement that this message of this person's was, if it was one."""

    def by(self, channel: str, address: str, announcement_id: int) -> bool:
        """Whether it was on its way to that address."""

    def press(self, conversation_id: int, announcement_id: int, button: int) -> None:
        """They pressed that button (its place, 0 to 7); counted once a person."""

    def opt_out(self, conversation_id: int, announcement_id: int, *, out: bool) -> None:
        """They stopped its topic from under the message, or took that back."""

    def let_go(self, before: datetime, limit: int) -> int:
        """Forget who got what of runs that ended before that moment; the counts stay.

        At most `limit` deliveries; how many there were.
        """


class Ledger(Protocol):
    """Deliveries on their way. One pace for everybody who sends, kept in the database."""

    def is_busy(self) -> bool:
        """True while some run is under way."""

    def claim(
        self, channel: str, limit: int, now: datetime, *, ahead: float | None
    ) -> tuple[Outgoing, ...]:
        """Lease deliveries whose turn comes within `ahead` seconds; without a pace if None.

        `now` is in the city's zone: whoever has quiet hours by it waits until they end, but for
        warnings. Chats that got an announcement within a second wait, too.

        A lease that ran out before sending began goes back; one that ran out after is `unsure`.
        """

    def begin(self, delivery_id: int, attempt: int, now: datetime) -> bool:
        """It is being sent from now on; False if it was taken away or cancelled meanwhile."""

    def settle(self, results: Mapping[tuple[int, int], SendResult], now: datetime) -> None:
        """What became of them, by (delivery, attempt)."""

    def hold(self, channel: str, until: datetime, now: datetime) -> None:
        """The channel asks us to wait: no announcement leaves before that moment."""

    def reserve(self, channel: str, count: int, now: datetime) -> tuple[float, ...]:
        """Turns for replies, before all announcements: seconds from now, 0 in quiet times."""
