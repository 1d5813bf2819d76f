"""Tell staff what happened to an announcement: approvers, reviewers, its author."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.civic.announcements import life
from bot.civic.announcements.life import Announcement
from bot.civic.roles import Member
from bot.dialogue.message import OutboundMessage
from bot.dialogue.topics import announcement_notices as notices
from bot.dialogue.topics.announcement_message import previews
from bot.use_cases.courier import Courier
from bot.use_cases.ports import UnitOfWork

Rule = Callable[[Announcement, Member], bool]


@dataclass(frozen=True, slots=True)
class TellAnnouncements:
    """Within the transaction of what happened; whoever did it is not told."""

    work: UnitOfWork
    courier: Courier

    def __call__(self, act: str, before: Announcement, one: Announcement) -> int:
        """How many were told."""
        match act:
            case "SubmitAnnouncement":
                return self.approvers(one)
            case "WarnAtOnce":
                return self._everyone(life.may_review, one, notices.review(one))
            case "ApproveAnnouncement":
                return self._author(one, notices.approved(one))
            case "SendBackAnnouncement":
                return self._author(one, notices.sent_back(one))
            case "ReviewWarning":
                return self._author(one, notices.reviewed(one))
            case "cancelled" | "recalled":
                return self._author(before, notices.stopped(one))
            case _:
                return 0

    def approvers(self, one: Announcement) -> int:
        """Ask everybody who may approve it, with what residents will get above the question."""
        return self._everyone(life.may_approve, one, notices.approve(one))

    def _everyone(self, rule: Rule, one: Announcement, question: OutboundMessage) -> int:
        shown = (*previews(one, self.courier.world.city), question)
        told = 0
        for row in self.work.staff.members():
            member = Member(row.role, row.agency, f"{row.channel}:{row.person}")
            if rule(one, member):
                told += all(self.courier.to_member(row.channel, row.person, m) for m in shown)
        return told

    def _author(self, one: Announcement, message: OutboundMessage) -> int:
        return int(self.courier.to_author(one, message))
