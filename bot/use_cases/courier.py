"""Messages to people who did not just write: officers of a case, its reporter, admins."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.civic.announcements.life import Announcement
from bot.civic.cases import Case
from bot.civic.roles import LEVELS, Role
from bot.dialogue import notices
from bot.dialogue.conversation import decode
from bot.dialogue.message import OutboundMessage
from bot.dialogue.staff_effects import Wrote
from bot.dialogue.topics.case_text import service_name
from bot.dialogue.world import World
from bot.use_cases.case_ports import Recipient
from bot.use_cases.deliveries import NewDelivery, OutboxKind
from bot.use_cases.ports import UnitOfWork, Wording

_ForTicket = Callable[[str], OutboundMessage]


@dataclass(frozen=True, slots=True)
class Courier:
    """Writes messages into the outbox of others, within the transaction of what happened.

    `besides` is whoever caused it: they see it in their own reply.
    """

    work: UnitOfWork
    wording: Wording
    world: World
    now: datetime
    besides: int | None = None

    def to_reporter(self, case: Case, wrote: Wrote) -> bool:
        """Tell the reporter about the present status; False when nobody can be told."""
        return self._reporter(
            case.number, lambda ticket: notices.to_reporter(ticket, case, self.world, wrote)
        )

    def note_to_reporter(self, case: Case, wrote: Wrote) -> bool:
        """Pass on what an officer wrote."""
        status = case.state.status
        return self._reporter(
            case.number, lambda ticket: notices.note_to_reporter(ticket, status, wrote)
        )

    def ask_again(self, case_number: str) -> bool:
        """Ask once more whether a closing mended it."""
        return self._reporter(case_number, notices.ask_again)

    def nudge(self, case_number: str, asked: datetime) -> bool:
        """Remind the reporter that an answer is waited for."""
        by = self.world.answer_by(asked)
        return self._reporter(case_number, lambda ticket: notices.nudge(ticket, by))

    def unanswered(self, case_number: str) -> bool:
        """Tell the reporter that the time to answer has passed."""
        return self._reporter(case_number, notices.unanswered)

    def escalated(self, case_number: str) -> bool:
        """Tell the reporter that it is late and went one level up."""
        return self._reporter(case_number, notices.escalated)

    def to_resident(self, conversation_id: int, message: OutboundMessage) -> bool:
        """Send somebody something; False when they cannot be reached any more."""
        return self._to(self.work.people.recipient(conversation_id), message)

    def to_member(self, channel: str, person: str, message: OutboundMessage) -> bool:
        """Tell somebody on the staff list; False when they never wrote to the bot."""
        return self._to(self.work.staff.recipient(channel, person), message)

    def to_author(self, one: Announcement, message: OutboundMessage) -> bool:
        """Tell whoever wrote an announcement; False when they never wrote to the bot."""
        channel, _, person = one.author.partition(":")
        return self.to_member(channel, person, message)

    def to_joiners(self, case: Case) -> None:
        """Tell those who joined that it moved."""
        name = service_name(case.report.service, self.world)
        for conversation_id in self.work.cases.joiners(case.number):
            self._to(self.work.people.recipient(conversation_id), notices.to_joiner(case, name))

    def to_staff(self, kind: str, case: Case, words: str | None = None) -> int:
        """Tell its agency's officers, up to its level; admins too where nobody is at that level.

        How many were told.
        """
        message = notices.to_staff(kind, case, self.world, words)
        officers = self._officers(case)
        for recipient in officers:
            self._to(recipient, message)
        return len(officers)

    def to_roles(self, roles: Iterable[Role], agency: str | None, message: OutboundMessage) -> int:
        """Send something to everyone of these roles; how many there were."""
        people = self.work.staff.reachable(roles, agency)
        for recipient in people:
            self._to(recipient, message)
        return len(people)

    def _officers(self, case: Case) -> list[Recipient]:
        by_level = [self._at(role, case) for role in LEVELS[: case.state.level + 1]]
        if not by_level[-1]:
            by_level.append(self.work.staff.reachable((Role.ADMIN,), None))
        return [one for called in by_level for one in called]

    def _at(self, role: Role, case: Case) -> tuple[Recipient, ...]:
        agency = case.state.agency if role.has_agency else None
        if role.has_agency and agency is None:
            return ()
        return self.work.staff.reachable((role,), agency)

    def _reporter(self, case_number: str, message: _ForTicket) -> bool:
        found = self.work.cases.reporter(case_number)
        if found is None:
            return False
        ticket, conversation_id = found
        return self._to(self.work.people.recipient(conversation_id), message(ticket))

    def _to(self, recipient: Recipient | None, message: OutboundMessage) -> bool:
        if recipient is None:
            return False
        if recipient.conversation_id == self.besides:
            return True
        language = decode(recipient.state).language or "id"
        pages = self.wording.render(message, language, recipient.channel)
        rows = [
            NewDelivery(
                token=secrets.token_urlsafe(12),
                channel=recipient.channel,
                address=recipient.address,
                conversation_id=recipient.conversation_id,
                kind=OutboxKind.SEND,
                rendered=page,
            )
            for page in pages
        ]
        self.work.outbox.add(rows, self.now)
        return True
