"""What is done with subscriptions, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass

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


NewsEffect = ReadSubscriptions | SetTopic | SetArea | SetQuiet


@dataclass(frozen=True, slots=True)
class SubscriptionsRead:
    """What the person asked for."""

    subscriptions: Subscriptions


NewsResult = SubscriptionsRead
