"""Carry out what residents say about the news they want, and about what they got."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from bot.civic.announcements.life import Announcement, AnnouncementStatus, is_as_approved
from bot.civic.announcements.plan import Follow, Plan
from bot.civic.news import reaches
from bot.dialogue.news_effects import (
    AnnouncementRead,
    CountPress,
    ListNews,
    NewsEffect,
    NewsListed,
    NewsResult,
    ReadAnnouncement,
    ReadSubscriptions,
    SetArea,
    SetQuiet,
    SetTopic,
    StopFrom,
    SubscriptionsRead,
    TopicStopped,
)
from bot.dialogue.topics.latest_news import DAYS, SHOWN
from bot.use_cases.ports import UnitOfWork

LOOKED_AT = 10 * SHOWN
"""Of so many of the latest, those for the person's own area come first."""

OnSubscriptions = ReadSubscriptions | SetTopic | SetArea | SetQuiet


@dataclass(frozen=True, slots=True)
class PerformNews:
    """Performs for one conversation; in a group for the one that keeps the group's choices."""

    work: UnitOfWork
    conversation_id: int
    now: datetime

    def __call__(self, effect: NewsEffect) -> NewsResult:
        """Do it; what the person gets afterwards."""
        me = self.work.subscribers.keeper(self.conversation_id)
        if isinstance(effect, OnSubscriptions):
            return self._subscribed(me, effect)
        match effect:
            case StopFrom(topic, announcement, on):
                self.work.subscribers.want(me, topic, on=on)
                self.work.received.opt_out(me, announcement, out=not on)
                return TopicStopped(topic, announcement, on)
            case CountPress(announcement, button):
                found = self._approved(announcement)
                if found is not None:
                    self.work.received.press(me, announcement, button)
                return AnnouncementRead(found, "press", button)
            case ReadAnnouncement(announcement, "show"):
                return AnnouncementRead(self._standing(announcement), "show")
            case ReadAnnouncement(announcement, why):
                return AnnouncementRead(self._approved(announcement), why)
            case ListNews():
                return self._latest(me)
        assert_never(effect)

    def _approved(self, number: int) -> Announcement | None:
        """Nothing that only one person has read reaches residents, whatever button they kept."""
        one = self.work.announcements.read(number)
        return one if one is not None and is_as_approved(one) else None

    def _standing(self, number: int) -> Announcement | None:
        """The announcement, or what corrected it since; nothing if neither holds any more."""
        for one in self._public():
            if number in (one.id, *(before.id for before in self._corrected_by(one))):
                return one
        return None

    def _corrected_by(self, one: Announcement) -> Iterator[Announcement]:
        """What it corrects, and what that one does."""
        while mends := one.plan.mends:
            before = self.work.announcements.read(mends.announcement)
            if before is None:
                return
            yield before
            one = before

    def _subscribed(self, me: int, effect: OnSubscriptions) -> SubscriptionsRead:
        subscribers = self.work.subscribers
        before = subscribers.of(me)
        match effect:
            case ReadSubscriptions():
                return SubscriptionsRead(before)
            case SetTopic(topic, on):
                subscribers.want(me, topic, on=on)
            case SetArea(area):
                subscribers.live_in(me, area)
            case SetQuiet(quiet):
                subscribers.be_quiet(me, quiet)
            case _:
                assert_never(effect)
        after = subscribers.of(me)
        return SubscriptionsRead(after, begun=bool(after.topics) and not before.topics)

    def _latest(self, me: int) -> NewsListed:
        area = self.work.subscribers.of(me).area
        ordered = sorted(self._public(), key=lambda one: not _concerns(area, one.plan))
        return NewsListed(tuple(ordered[:SHOWN]), area)

    def _public(self) -> list[Announcement]:
        since = self.now - timedelta(days=DAYS)
        found = self.work.announcements.public(since, LOOKED_AT)
        return [one for one in found if not self._is_over(one)]

    def _is_over(self, one: Announcement) -> bool:
        if one.plan.expires_at is not None and one.plan.expires_at <= self.now:
            return True
        return self._is_deleted(one)

    def _is_deleted(self, one: Announcement) -> bool:
        """Whoever takes back a message takes back the text that was put in its place."""
        for before in self._corrected_by(one):
            if one.plan.mends is None or one.plan.mends.how is not Follow.UBAH:
                return False
            if before.status is AnnouncementStatus.DITARIK:
                return True
            one = before
        return False


def _concerns(area: str | None, plan: Plan) -> bool:
    """Said to the person's own area in particular."""
    return area is not None and any(reaches(area, one) for one in plan.areas)
