"""What is done with subscriptions, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.civic.announcements.life import Announcement
from bot.civic.news import Quiet, Subscriptions


@dataclass(frozen=True, slots=True)
class ReadSubscriptions:
    """Look the person's subscriptions up; returns `SubscriptionsRead`."""


@dataclass(frozen=True, slots=True)
class SetTopic:
    """News of a topic: yes or no; returns `SubscriptionsRead`."""

    topic: str
    on: bool


@dataclass(frozen=True, slots=True)
class SetArea:
    """News of an area, or of the whole city; returns `SubscriptionsRead`."""

    area: str | None


@dataclass(frozen=True, slots=True)
class SetQuiet:
    """Quiet hours; returns `SubscriptionsRead`."""

    quiet: Quiet


@dataclass(frozen=True, slots=True)
class StopFrom:
    """Stop a topic from under an announcement, or take that back; returns `TopicStopped`."""

    topic: str
    announcement: int
    on: bool


@dataclass(frozen=True, slots=True)
class CountPress:
    """A button of an announcement was pressed; returns `AnnouncementRead`."""

    announcement: int
    button: int


@dataclass(frozen=True, slots=True)
class ReadAnnouncement:
    """Look an announcement up, to answer it or to show it; returns `AnnouncementRead`."""

    announcement: int
    why: Literal["answer", "show"]


@dataclass(frozen=True, slots=True)
class ListNews:
    """The latest announcements to residents; returns `NewsListed`."""


NewsEffect = (
    ReadSubscriptions
    | SetTopic
    | SetArea
    | SetQuiet
    | StopFrom
    | CountPress
    | ReadAnnouncement
    | ListNews
)


@dataclass(frozen=True, slots=True)
class SubscriptionsRead:
    """What the person asked for. `begun`: it is their first topic."""

    subscriptions: Subscriptions
    begun: bool = False


@dataclass(frozen=True, slots=True)
class TopicStopped:
    """Stopped, or taken up again if `on`."""

    topic: str
    announcement: int
    on: bool


@dataclass(frozen=True, slots=True)
class AnnouncementRead:
    """The announcement, None where there is none any more; `button` is the one pressed."""

    announcement: Announcement | None
    why: Literal["press", "answer", "show"]
    button: int = 0


@dataclass(frozen=True, slots=True)
class NewsListed:
    """The latest announcements, those for the person's `area` first, then the latest."""

    announcements: tuple[Announcement, ...]
    area: str | None


NewsResult = SubscriptionsRead | TopicStopped | AnnouncementRead | NewsListed
