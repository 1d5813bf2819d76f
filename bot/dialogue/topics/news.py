"""What came of subscriptions and announcements, handed to the topic that tells it."""

from __future__ import annotations

from typing import assert_never

from bot.dialogue.conversation import Conversation, Turn
from bot.dialogue.news_effects import (
    AnnouncementRead,
    NewsListed,
    NewsResult,
    SubscriptionsRead,
    TopicStopped,
)
from bot.dialogue.topics import announced, latest_news, subscriptions
from bot.dialogue.world import World


def told(conversation: Conversation, event: NewsResult, world: World) -> Turn:
    """What came of something about news."""
    match event:
        case SubscriptionsRead():
            return subscriptions.shown(conversation, event, world)
        case TopicStopped():
            return announced.stopped(conversation, event, world.city)
        case NewsListed():
            return latest_news.listed(conversation, event, world)
        case AnnouncementRead():
            return announced.read(conversation, event, world)
    assert_never(event)
