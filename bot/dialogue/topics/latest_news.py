"""`/pengumuman`: the latest announcements, for everybody, whether they asked for news or not."""

from __future__ import annotations

from bot.civic.announcements.life import Announcement
from bot.civic.announcements.plan import FIRST_LANGUAGE
from bot.civic.announcements.title import title_of
from bot.civic.city import City
from bot.dialogue.conversation import Conversation, Turn
from bot.dialogue.effects import Say
from bot.dialogue.message import Choice, Piece, phrase
from bot.dialogue.news_actions import ReadNews, ShowSubscriptions
from bot.dialogue.news_effects import ListNews, NewsListed
from bot.dialogue.topics.announcement_message import announcement_message
from bot.dialogue.turns import Rows, at_home, button, say, turn
from bot.dialogue.world import World

DAYS = 30
SHOWN = 6
"""On one message, each with its button."""


def command(conversation: Conversation) -> Turn:
    """`/pengumuman`."""
    return turn(at_home(conversation), ListNews())


def listed(conversation: Conversation, event: NewsListed, world: World) -> Turn:
    """One line each, numbered like its button."""
    more = (button("announced.button.more", ShowSubscriptions()),)
    shown = event.announcements[:SHOWN]
    if not shown:
        none = phrase("latest.none", city=world.city.nama, days=DAYS)
        return turn(conversation, say((none,), (more,)))
    language = conversation.language or FIRST_LANGUAGE
    lines: list[Piece] = [phrase("latest.title", city=world.city.nama)]
    lines += [_line(place, one, language, world.city) for place, one in enumerate(shown, start=1)]
    rows: Rows = tuple(
        (
            Choice(
                phrase("latest.read", number=place, title=_title(one, language)), ReadNews(one.id)
            ),
        )
        for place, one in enumerate(shown, start=1)
    )
    return turn(conversation, say(lines, (*rows, more)))


def whole(conversation: Conversation, one: Announcement, world: World) -> Turn:
    """As subscribers got it."""
    language = conversation.language or FIRST_LANGUAGE
    return turn(conversation, Say(announcement_message(one, language, world.city)))


def _line(place: int, one: Announcement, language: str, city: City) -> Piece:
    topic = next((kabar.nama for kabar in city.kabar if kabar.id == one.plan.topic), "")
    return phrase("latest.line", number=place, topic=topic, title=_title(one, language))


def _title(one: Announcement, language: str) -> str:
    return title_of(one.plan, language)
