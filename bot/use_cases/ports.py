"""What the use cases need from the outside. Storage, channels and wording implement these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Literal, Protocol

from bot.civic.statistics.figures import Statistics as Figures
from bot.dialogue.events import InboundEvent, Prepared
from bot.dialogue.message import OutboundMessage
from bot.use_cases.announcement_ports import Announcements, Ledger, Received, Runs
from bot.use_cases.case_ports import Cases, Once, Reports, Spikes
from bot.use_cases.council_ports import Closures
from bot.use_cases.deliveries import (
    Button,
    Claimed,
    Delivery,
    NewDelivery,
    Rendered,
    SendResult,
    Shown,
)
from bot.use_cases.documents import Documents
from bot.use_cases.indicator_ports import Indicator
from bot.use_cases.news_ports import Subscribers
from bot.use_cases.open_data_ports import OpenMonths
from bot.use_cases.people_ports import Names, People, Photos, Questions, Staff
from bot.use_cases.seed_ports import Seeder
from bot.use_cases.statistics_ports import Statistics
from bot.use_cases.voice_ports import Attempts, Handovers, Surveys

# --- inbox -----------------------------------------------------------------------------------


class Inbox(Protocol):
    """Events that reached us and were not worked off yet."""

    def store(self, events: Sequence[InboundEvent], now: datetime) -> int:
        """Store events, ignoring those already known; creates missing conversations.

        Returns how many were new.
        """

    def claim(self, now: datetime) -> Claimed | None:
        """Lock the conversation of the oldest pending event and return that conversation's oldest.

        The lock lasts until the transaction ends. PostgreSQL: FOR UPDATE SKIP LOCKED. None when
        nothing is pending that is not locked by others or put off until later.
        """

    def prepare(self, inbox_id: int, fetched: Prepared) -> None:
        """Keep what became of the picture or file of an event that is still pending."""

    def finish(self, inbox_id: int, now: datetime) -> None:
        """The event was worked off in this transaction; its text is scrubbed."""

    def put_off(self, inbox_id: int, error: str, until: datetime) -> None:
        """The event failed; try again at `until` (in a transaction of its own)."""

    def give_up(self, inbox_id: int, error: str, now: datetime) -> None:
        """The event failed too often; keep it for people to look at."""

    def pending(self) -> int:
        """How many events wait."""

    def waiting(self, channel: str, address: str) -> bool:
        """True while an event of that address waits."""

    def drop_old(self, before: datetime) -> int:
        """Drop events that came to rest and were received before that moment."""


class Conversations(Protocol):
    """States of conversations."""

    def save(self, conversation_id: int, state: str, seen_revision: int, now: datetime) -> bool:
        """Save with revision + 1 WHERE revision = seen; False when the race was lost."""

    def idle(self, kind: str, before: datetime) -> tuple[tuple[int, str, int], ...]:
        """(id, state, revision) of those in a state of that kind since before that moment."""


# --- outbox ----------------------------------------------------------------------------------


class Outbox(Protocol):
    """Messages on their way."""

    def add(self, deliveries: Sequence[NewDelivery], now: datetime) -> None:
        """Write rows in order; they are sent in this order per address."""

    def claim(
        self, channel: str, limit: int, now: datetime, lease_until: datetime
    ) -> tuple[Delivery, ...]:
        """Lease rows that are due: at most one per address, the oldest first.

        A row whose lease ran out was in flight when a process died: it counts as `Unsure`.
        """

    def settle(self, results: Mapping[int, SendResult], now: datetime) -> None:
        """Write down what became of leased rows."""

    def find_button(self, channel: str, address: str, token: str, choice: str) -> Button | None:
        """The button, or None when it is unknown or belongs to another address."""

    def sent_to(self, channel: str, address: str, token: str) -> Rendered | None:
        """The message, or None when it is unknown or belongs to another address."""

    def shown(self, channel: str, address: str, after: int, limit: int) -> tuple[Shown, ...]:
        """Messages of a page conversation after that outbox id; marks them as sent."""

    def pending(self, channel: str) -> int:
        """How many rows wait."""

    def hide_secrets(self, before: datetime) -> int:
        """Hide secret messages written before that moment."""

    def drop_old(self, before: datetime) -> int:
        """Drop messages that came to rest and were written before that moment."""

    def hide_draft(self, conversation_id: int, draft: str) -> None:
        """Hide everything said since that draft began: it became an anonymous report."""


class UnitOfWork(Protocol):
    """Everything of one transaction."""

    @property
    def inbox(self) -> Inbox: ...

    @property
    def conversations(self) -> Conversations: ...

    @property
    def outbox(self) -> Outbox: ...

    @property
    def people(self) -> People: ...

    @property
    def staff(self) -> Staff: ...

    @property
    def reports(self) -> Reports: ...

    @property
    def cases(self) -> Cases: ...

    @property
    def spikes(self) -> Spikes: ...

    @property
    def questions(self) -> Questions: ...

    @property
    def photos(self) -> Photos: ...

    @property
    def documents(self) -> Documents: ...

    @property
    def names(self) -> Names: ...

    @property
    def once(self) -> Once: ...

    @property
    def attempts(self) -> Attempts: ...

    @property
    def surveys(self) -> Surveys: ...

    @property
    def handovers(self) -> Handovers: ...

    @property
    def indicator(self) -> Indicator: ...

    @property
    def seeder(self) -> Seeder: ...

    @property
    def subscribers(self) -> Subscribers: ...

    @property
    def statistics(self) -> Statistics: ...

    @property
    def closures(self) -> Closures: ...

    @property
    def open_months(self) -> OpenMonths: ...

    @property
    def announcements(self) -> Announcements: ...

    @property
    def runs(self) -> Runs: ...

    @property
    def received(self) -> Received: ...

    @property
    def ledger(self) -> Ledger: ...


class Database(Protocol):
    """Opens transactions: `with database.transaction() as work:` commits, or rolls back."""

    def transaction(self) -> AbstractContextManager[UnitOfWork]: ...

    def reading(self) -> AbstractContextManager[UnitOfWork]:
        """A transaction that writes nothing, and therefore holds nobody up."""


# --- the rest of the outside -----------------------------------------------------------------

Markup = Literal["telegram", "web", "plain"]


class Wording(Protocol):
    """Turns messages into words of a language, marked up for a channel."""

    def render(self, message: OutboundMessage, language: str, channel: str) -> tuple[Rendered, ...]:
        """One or more messages (long texts are split outside of markup); the last has the rows."""

    def length(self, markup: str) -> int:
        """Characters that a reader sees of a text in light markup."""

    def broken(self, markup: str) -> bool:
        """Whether a reader would see marks that were meant to be formatting."""


class Charts(Protocol):
    """Draws pictures."""

    def overview(self, figures: Figures, title: str, districts: Mapping[str, str]) -> bytes:
        """A PNG for the chat; `districts` names the codes of kecamatan."""


class PhotoSource(Protocol):
    """Fetches a picture or file that still lies with the channel; None when it cannot be had."""

    def fetch(self, channel: str, reference: str) -> bytes | None: ...


class WakeUp(Protocol):
    """Tells workers and senders, here and in other processes, that something waits."""

    def inbox(self) -> None: ...

    def outbox(self) -> None: ...
