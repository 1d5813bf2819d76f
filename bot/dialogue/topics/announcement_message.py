"""An announcement as residents get it, and what its buttons mean."""

from __future__ import annotations

from dataclasses import replace

from bot.civic.announcements.life import Announcement
from bot.civic.announcements.plan import Plan
from bot.civic.city import City
from bot.civic.kept_file import KeptFile
from bot.dialogue.message import BLANK, Choice, Marked, OutboundMessage, Piece, Plain, phrase
from bot.dialogue.news_actions import (
    AnswerAnnouncement,
    InPreview,
    NewsAction,
    PressAnnouncement,
    StopTopic,
)
from bot.dialogue.turns import Rows, button


def announcement_message(
    one: Announcement, language: str, city: City, *, preview: bool = False
) -> OutboundMessage:
    """The text in that language, its buttons, and always a way to answer and to stop.

    In a preview all is the same, but the buttons do nothing.
    """
    plan = one.plan
    rows = _rows(one, city)
    if preview:
        rows = tuple(tuple(Choice(choice.label, InPreview()) for choice in row) for row in rows)
    return OutboundMessage(
        (*_heading(plan, city), Marked(plan.text(language))),
        rows,
        picture=plan.photo,
        document=KeptFile(plan.file.id, plan.file.name) if plan.file else None,
    )


def previews(one: Announcement, city: City) -> tuple[OutboundMessage, ...]:
    """What residents will get, in each language that has a text of its own."""
    return tuple(
        replace(
            announcement_message(one, language, city, preview=True),
            language=language,
            for_staff=True,
        )
        for language, _ in one.plan.texts
    )


def recalled_message() -> OutboundMessage:
    """What stands in its place where it cannot be deleted, on the chat page."""
    return OutboundMessage((phrase("announcement.recalled"),))


def _heading(plan: Plan, city: City) -> tuple[Piece, ...]:
    topic = next((one.nama for one in city.kabar if one.id == plan.topic), plan.topic)
    if plan.training:
        return (phrase("announcement.training", topic=topic), BLANK)
    key = "announcement.urgent" if plan.urgent else "announcement.topic"
    if plan.mends is not None:
        key = "announcement.mended"
    return (phrase(key, topic=topic), BLANK)


def _rows(one: Announcement, city: City) -> Rows:
    own = tuple(
        (Choice(Plain(each.label), PressAnnouncement(one.id, place)),)
        for place, each in enumerate(one.plan.buttons)
    )
    topic = next((kabar.nama for kabar in city.kabar if kabar.id == one.plan.topic), "")
    stop: NewsAction = StopTopic(one.plan.topic, one.id)
    last = (
        button("announcement.answer", AnswerAnnouncement(one.id)),
        Choice(phrase("announcement.stop", topic=topic), stop),
    )
    return (*own, (last[0],), (last[1],))
