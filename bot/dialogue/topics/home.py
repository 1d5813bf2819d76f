"""Start, help, topics, language, privacy: the parts that are always the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.civic.roles import Role
from bot.dialogue.actions import (
    Erase,
    ExportData,
    SetLanguage,
    ShowEntry,
    ShowGuides,
    ShowTopic,
    ShowTopics,
    StartReport,
    Subscribe,
)
from bot.dialogue.conversation import Conversation, Turn
from bot.dialogue.effects import ChangeSubscription, MarkBlocked
from bot.dialogue.events import Event
from bot.dialogue.message import Choice, Plain, phrase
from bot.dialogue.topics import answer, guides
from bot.dialogue.topics.languages import INTERFACE, language_codes, language_name
from bot.dialogue.topics.names import topic_name
from bot.dialogue.turns import Rows, answer_in_place, at_home, button, in_rows, say, turn
from bot.dialogue.world import World

MOST_TOPICS = 10
"""With more topics than this, home shows only the common ones."""


def start(conversation: Conversation, payload: str, world: World) -> Turn:
    """Greet, or open the service a deep link names."""
    wanted = payload.strip().replace("_", "-").lower()
    entry, guide = world.knowledge.get(wanted), world.knowledge.guides.get(wanted)
    conversation = at_home(conversation)
    if guide is not None:
        return turn(conversation, say(*guides.checklist_message(conversation, guide, world)))
    if entry is not None:
        return answer.show_entry(conversation, None, entry, world)
    greeting = phrase("start.greeting", brand=world.city.merek, city=world.city.nama)
    return turn(conversation, say((greeting,), home_rows(world)))


def help_text(conversation: Conversation, world: World) -> Turn:
    """What the bot can do, with examples."""
    lines = [phrase("help.text", city=world.city.nama), phrase("help.commands")]
    if world.role is not Role.WARGA and not world.group:
        lines.append(phrase(f"help.staff.{world.role}"))
    return turn(conversation, say(lines, home_rows(world)))


def cancel(conversation: Conversation, event: Event, world: World) -> Turn:
    """Home, from anywhere."""
    conversation = at_home(conversation)
    return turn(conversation, answer_in_place(event, (phrase("home.back"),), home_rows(world)))


def topics(conversation: Conversation, event: Event, world: World) -> Turn:
    """All topics as buttons."""
    return turn(conversation, answer_in_place(event, (phrase("topics.pick"),), _topic_rows(world)))


def topic(conversation: Conversation, event: Event, name: str, world: World) -> Turn:
    """The services of one topic."""
    entries = world.knowledge.topics.get(name, ())
    if not entries:
        return topics(conversation, event, world)
    choices = [Choice(Plain(entry.judul), ShowEntry(entry.id)) for entry in entries]
    rows = (*in_rows(choices, 2), (button("button.topics", ShowTopics()),))
    heading = phrase("topic.pick", topic=topic_name(name))
    return turn(conversation, answer_in_place(event, (heading,), rows))


def ask_language(conversation: Conversation, world: World) -> Turn:
    """Offer the languages."""
    return turn(conversation, say((phrase("language.ask"),), language_rows(world)))


def set_language(conversation: Conversation, event: Event, language: str, world: World) -> Turn:
    """Change the language; the confirmation is already in the new one.

    In a language of the city's own there are announcements; all else stays Indonesian.
    """
    if language not in language_codes(world.city):
        return ask_language(conversation, world)
    conversation = replace(conversation, language=language)
    said = phrase("language.set")
    if language not in INTERFACE:
        said = phrase("language.set_news", name=language_name(language, world.city))
    return turn(conversation, answer_in_place(event, (said,)))


def privacy(conversation: Conversation, world: World) -> Turn:
    """What is kept, for how long, and how to see or erase it."""
    row = (button("button.export", ExportData()), button("button.erase", Erase()))
    text = phrase("privacy.text", city=world.city.nama)
    return turn(conversation, say((text,), (row,)))


def subscribe(conversation: Conversation, event: Event, *, on: bool) -> Turn:
    """Messages the bot sends by itself: on or off, with the way back."""
    key = "subscription.on" if on else "subscription.off"
    undo = button("button.unsubscribe" if on else "button.subscribe", Subscribe(on=not on))
    reply = answer_in_place(event, (phrase(key),), ((undo,),))
    return turn(conversation, ChangeSubscription(on=on), reply)


def blocked(conversation: Conversation) -> Turn:
    """The person blocked the bot."""
    return turn(at_home(conversation), MarkBlocked())


def language_rows(world: World) -> Rows:
    codes = language_codes(world.city)
    named = [Choice(Plain(language_name(code, world.city)), SetLanguage(code)) for code in codes]
    return in_rows(named, 2)


def home_rows(world: World) -> Rows:
    """Common topics, and the way to report."""
    rows = _common_topic_rows(world)
    return rows if world.group else (*rows, (button("button.report", StartReport()),))


def _common_topic_rows(world: World) -> Rows:
    common = [name for name in world.city.topik_utama if name in world.knowledge.topics]
    if not common or len(world.knowledge.topics) <= MOST_TOPICS:
        return _topic_rows(world)
    return _rows_of(common, (button("button.all_topics", ShowTopics()),), world)


def _topic_rows(world: World) -> Rows:
    return _rows_of(world.knowledge.topics, (), world)


def _rows_of(names: Iterable[str], more: tuple[Choice, ...], world: World) -> Rows:
    choices = [Choice(topic_name(name), ShowTopic(name)) for name in names]
    if world.knowledge.guides:
        choices.append(button("button.guides", ShowGuides()))
    return in_rows([*choices, *more], 2)
