"""What the use cases need to know of people: residents, staff, what they asked and sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.civic.roles import Member, Role
from bot.dialogue.effects import RecordFeedback, RecordQuestion
from bot.use_cases.case_ports import Recipient


class People(Protocol):
    """Residents and staff."""

    def subscribe(self, conversation_id: int, *, on: bool, now: datetime) -> None:
        """Opt in to or out of messages the bot sends by itself."""

    def mark_blocked(self, conversation_id: int, now: datetime) -> None:
        """They blocked the bot: drop what waits for them, send nothing until they write."""

    def export(self, conversation_id: int) -> Mapping[str, object]:
        """Everything stored about the person, ready for JSON."""

    def erase(self, conversation_id: int, now: datetime) -> int:
        """Erase the person's messages, questions, state and links to reports.

        Reports stay, without words, photos or link. Returns how many reports lost their link.
        """

    def recipient(self, conversation_id: int) -> Recipient | None:
        """Where the person is reached; None once they blocked the bot or were erased."""

    def forget_erased(self, before: datetime) -> int:
        """Drop the addresses of people erased before that moment."""


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One line of the staff list."""

    channel: str
    person: str
    role: Role
    agency: str | None
    granted_by: str


class Staff(Protocol):
    """The staff list, and the audit of what staff do."""

    def member(self, channel: str, person: str) -> Member:
        """The person by the channel's own user id; a resident where they are not on the list."""

    def grant(self, who: tuple[str, str], member: Member, by: str, now: datetime) -> None:
        """Give (channel, person) the role and agency of `member`."""

    def revoke(self, channel: str, person: str, by: str, now: datetime) -> bool: ...

    def members(self) -> tuple[StaffRow, ...]:
        """Sorted by channel and person."""

    def reachable(self, roles: Iterable[Role], agency: str | None) -> tuple[Recipient, ...]:
        """Staff of these roles, of that agency if one is given, who ever wrote to the bot."""

    def recipient(self, channel: str, person: str) -> Recipient | None:
        """The person's own chat, if they ever wrote to the bot and can be reached."""

    def note(self, actor: str, action: str, subject: str, detail: str, now: datetime) -> None:
        """Write a line of the audit."""


class Names(Protocol):
    """Names of services that editors accept while the program runs, in raw words."""

    def accept(self, name: str, entry: str, by: str, now: datetime) -> None:
        """`name` belongs to the entry with that id, whatever it belonged to before."""

    def withdraw(self, name: str, by: str, now: datetime) -> bool:
        """False if it was not accepted."""

    def accepted(self) -> tuple[tuple[str, str], ...]:
        """(name, entry id), sorted."""


class Questions(Protocol):
    """What was asked, how it ended, and whether it helped."""

    def record(self, conversation_id: int, asked: RecordQuestion, now: datetime) -> None: ...

    def feedback(self, conversation_id: int, given: RecordFeedback, now: datetime) -> None: ...


class Photos(Protocol):
    """Pictures, kept in the database."""

    def conversation_of(self, channel: str, address: str) -> int | None: ...

    def add(self, conversation_id: int, jpeg: bytes, now: datetime) -> int: ...

    def drop_unused(self, before: datetime) -> int:
        """Drop pictures sent before that moment that belong to no report and no announcement."""

    def get(self, photo_id: int) -> bytes | None: ...
