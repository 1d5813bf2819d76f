"""`/langganan`: which news a resident wants, for which area, and when it must be quiet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from bot.civic.city import City, Kabar
from bot.civic.news import NEVER_QUIET, Quiet, Subscriptions
from bot.dialogue.actions import Subscribe
from bot.dialogue.conversation import Conversation, Turn
from bot.dialogue.effects import Edit
from bot.dialogue.events import Chosen
from bot.dialogue.message import BLANK, Choice, OutboundMessage, Phrase, Piece, Plain, phrase
from bot.dialogue.news_actions import (
    NewsAction,
    OnAnnouncement,
    PickArea,
    PickQuiet,
    ShowSubscriptions,
    WantArea,
    WantQuiet,
    WantTopic,
)
from bot.dialogue.news_effects import (
    ReadSubscriptions,
    SetArea,
    SetQuiet,
    SetTopic,
    SubscriptionsRead,
)
from bot.dialogue.topics import announced
from bot.dialogue.turns import Rows, answer_in_place, at_home, button, in_rows, say, turn
from bot.dialogue.world import World

QUIETS = (Quiet(), Quiet(20, 7), Quiet(22, 5), NEVER_QUIET)


def command(conversation: Conversation) -> Turn:
    """What the person gets; in a group, what all of its members get together."""
    return turn(at_home(conversation), ReadSubscriptions())


def pressed(conversation: Conversation, event: Chosen, action: NewsAction, world: World) -> Turn:
    """Change one thing; what the city does not know is passed over."""
    if isinstance(action, OnAnnouncement):
        return announced.pressed(conversation, action, world)
    match action:
        case ShowSubscriptions():
            return turn(conversation, ReadSubscriptions())
        case WantTopic(topic, on):
            known = topic in {one.id for one in world.city.kabar}
            return turn(conversation, SetTopic(topic, on) if known else ReadSubscriptions())
        case PickArea(kecamatan):
            return _pick_area(conversation, event, kecamatan, world.city)
        case WantArea(area):
            known = area is None or world.city.area(area) is not None
            return turn(conversation, SetArea(area) if known else ReadSubscriptions())
        case PickQuiet():
            rows = tuple((Choice(_hours(one), WantQuiet(one.since, one.until)),) for one in QUIETS)
            text = (phrase("news.pick_quiet"),)
            return turn(conversation, answer_in_place(event, text, (*rows, (_back(),))))
        case WantQuiet(since, until):
            quiet = Quiet(since, until)
            return turn(conversation, SetQuiet(quiet) if quiet in QUIETS else ReadSubscriptions())
    assert_never(action)


def shown(conversation: Conversation, event: SubscriptionsRead, world: World) -> Turn:
    """Everything on one message, each choice a button. A group is told once that it began."""
    mine = event.subscriptions
    lines = tuple(_lines(mine, world.city, group=world.group))
    message = Edit(OutboundMessage(lines, _rows(mine, world.city)))
    if not (world.group and event.begun):
        return turn(conversation, message)
    return turn(conversation, message, say((phrase("news.group.begun", city=world.city.nama),)))


def _lines(mine: Subscriptions, city: City, *, group: bool) -> Iterator[Piece]:
    yield phrase("news.group.title" if group else "news.title")
    yield phrase("news.what" if city.kabar else "news.none")
    yield BLANK
    if not mine.on:
        yield phrase("news.off")
    yield phrase("news.area", area=_area(mine.area, city))
    yield phrase("news.quiet", hours=_hours(mine.quiet))
    if any(one.darurat for one in city.kabar):
        yield phrase("news.urgent")


def _rows(mine: Subscriptions, city: City) -> Rows:
    topics = [Choice(_topic(one, mine), _toggled(one, mine)) for one in city.kabar]
    settings = (button("news.button.area", PickArea()), button("news.button.quiet", PickQuiet()))
    if mine.on and not mine.topics:
        return (*in_rows(topics, 2), settings)
    switch = button("button.unsubscribe" if mine.on else "button.subscribe", Subscribe(not mine.on))
    return (*in_rows(topics, 2), settings, (switch,))


def _topic(one: Kabar, mine: Subscriptions) -> Phrase:
    return phrase("news.wanted" if one.id in mine.topics else "news.unwanted", topic=one.nama)


def _toggled(one: Kabar, mine: Subscriptions) -> WantTopic:
    return WantTopic(one.id, on=one.id not in mine.topics)


def _pick_area(
    conversation: Conversation, event: Chosen, kecamatan: str | None, city: City
) -> Turn:
    district = city.district(kecamatan) if kecamatan else None
    if district is None:
        choices = [Choice(Plain(one.nama), PickArea(one.kode)) for one in city.kecamatan]
        rows = ((button("news.whole_city", WantArea(None)),), *in_rows(choices, 2), (_back(),))
        return turn(conversation, answer_in_place(event, (phrase("news.pick_area"),), rows))
    choices = [Choice(Plain(one.nama), WantArea(one.kode)) for one in district.kelurahan]
    whole = Choice(phrase("news.whole_district", name=district.nama), WantArea(district.kode))
    rows = ((whole,), *in_rows(choices, 2), (_back(),))
    return turn(conversation, answer_in_place(event, (phrase("news.pick_village"),), rows))


def _back() -> Choice:
    return button("news.button.back", ShowSubscriptions())


def _area(code: str | None, city: City) -> Piece:
    name = city.area(code) if code else None
    return Plain(name) if name else phrase("news.city")


def _hours(quiet: Quiet) -> Phrase:
    if quiet == NEVER_QUIET:
        return phrase("news.never_quiet")
    return phrase("news.hours", since=f"{quiet.since:02}.00", until=f"{quiet.until:02}.00")
