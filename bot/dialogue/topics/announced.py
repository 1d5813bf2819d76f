"""What residents do with an announcement: open a link, answer it, stop its topic."""

from __future__ import annotations

import re
from typing import assert_never
from urllib.parse import quote, urlsplit

from bot.civic.announcements.life import Announcement, AnnouncementStatus
from bot.civic.announcements.plan import LinkButton
from bot.civic.city import City
from bot.dialogue.conversation import Conversation, Turn
from bot.dialogue.message import Marked, Piece, phrase
from bot.dialogue.news_actions import (
    AnswerAnnouncement,
    InPreview,
    OnAnnouncement,
    PressAnnouncement,
    ReadNews,
    SendReply,
    ShowNews,
    ShowSubscriptions,
    StopTopic,
)
from bot.dialogue.news_effects import (
    AnnouncementRead,
    CountPress,
    ListNews,
    ReadAnnouncement,
    StopFrom,
    TopicStopped,
)
from bot.dialogue.topics import answer, home, latest_news, replying
from bot.dialogue.turns import button, say, turn
from bot.dialogue.world import World

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+.!|~&-])")
KEPT = "%/:?#[]@!$&'*+,;=~"
"""Characters of a web address that stay as they are."""


def pressed(conversation: Conversation, action: OnAnnouncement, world: World) -> Turn:
    """A button under an announcement, or of the list of the latest."""
    match action:
        case PressAnnouncement(announcement, place):
            return turn(conversation, CountPress(announcement, place))
        case AnswerAnnouncement(announcement):
            if world.group:
                return turn(conversation, say((phrase("announced.group"),)))
            return turn(conversation, ReadAnnouncement(announcement, "answer"))
        case StopTopic(topic, announcement, on):
            if topic not in {one.id for one in world.city.kabar}:
                return _stale(conversation, world)
            return turn(conversation, StopFrom(topic, announcement, on))
        case InPreview():
            return turn(conversation, say((phrase("announced.preview"),)))
        case SendReply():
            return replying.send(conversation, action, world)
        case ShowNews():
            return turn(conversation, ListNews())
        case ReadNews(announcement):
            return turn(conversation, ReadAnnouncement(announcement, "show"))
    assert_never(action)


def read(conversation: Conversation, event: AnnouncementRead, world: World) -> Turn:
    """The announcement that something is to be done with, unless it was taken back."""
    one = event.announcement
    if one is None or one.status is AnnouncementStatus.DITARIK:
        rows = ((button("announced.button.latest", ShowNews()),),)
        return turn(conversation, say((phrase("announced.gone"),), rows))
    match event.why:
        case "press":
            return _opened(conversation, one, event.button, world)
        case "answer":
            return replying.begin(conversation, one, world)
        case "show":
            return latest_news.whole(conversation, one, world)
    assert_never(event.why)


def _opened(conversation: Conversation, one: Announcement, place: int, world: World) -> Turn:
    if place >= len(one.plan.buttons):
        return _stale(conversation, world)
    pressed_one = one.plan.buttons[place]
    if isinstance(pressed_one, LinkButton):
        return turn(conversation, say(_address(pressed_one)))
    entry = world.knowledge.get(pressed_one.entry)
    if entry is None:
        return _stale(conversation, world)
    return answer.show_entry(conversation, None, entry, world)


def _address(link: LinkButton) -> tuple[Piece, ...]:
    """The address as it is, so that everybody sees where it leads before they go there."""
    shown = _SPECIAL.sub(r"\\\1", link.url)
    host = urlsplit(link.url).hostname or ""
    target = Marked(f"[{shown}]({quote(link.url, safe=KEPT)})")
    return (
        phrase("announced.link", label=link.label, link=target),
        phrase("announced.host", host=host),
    )


def stopped(conversation: Conversation, event: TopicStopped, city: City) -> Turn:
    """Said plainly, with the way back and the way to everything else."""
    name = next((one.nama for one in city.kabar if one.id == event.topic), event.topic)
    undo = StopTopic(event.topic, event.announcement, on=not event.on)
    rows = (
        (button("announced.button.stop" if event.on else "announced.button.undo", undo),),
        (button("announced.button.more", ShowSubscriptions()),),
    )
    key = "announced.on" if event.on else "announced.off"
    return turn(conversation, say((phrase(key, topic=name),), rows))


def _stale(conversation: Conversation, world: World) -> Turn:
    return turn(conversation, say((phrase("button.stale"),), home.home_rows(world)))
