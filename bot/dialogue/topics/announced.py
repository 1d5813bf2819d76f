"""What residents do with an announcement: open a link, answer it, stop its topic."""

from __future__ import annotations

from bot.dialogue.conversation import Conversation, Turn
from bot.dialogue.message import phrase
from bot.dialogue.news_actions import OnAnnouncement
from bot.dialogue.topics import home
from bot.dialogue.turns import say, turn
from bot.dialogue.world import World


def pressed(conversation: Conversation, action: OnAnnouncement, world: World) -> Turn:  # noqa: ARG001 - each has its own reply soon
    """A button under an announcement."""
    return turn(conversation, say((phrase("button.stale"),), home.home_rows(world)))
