"""`/langganan`, without storage: what may be asked for."""

from __future__ import annotations

import pytest

from bot.civic.news import NEVER_QUIET, Subscriptions
from bot.dialogue.events import Chosen
from bot.dialogue.news_actions import WantArea, WantQuiet, WantTopic
from bot.dialogue.news_effects import (
    ReadSubscriptions,
    SetArea,
    SetQuiet,
    SetTopic,
    SubscriptionsRead,
)
from tests.dialogue.talk import Talk


@pytest.mark.parametrize(
    ("action", "effect"),
    [
        (WantTopic("pajak", on=True), SetTopic("pajak", on=True)),
        (WantTopic("tidak-ada", on=True), ReadSubscriptions()),
        (WantArea("99.01.02"), SetArea("99.01.02")),
        (WantArea("99.01.02.1001"), SetArea("99.01.02.1001")),
        (WantArea(None), SetArea(None)),
        (WantArea("12.34"), ReadSubscriptions()),
        (WantQuiet(0, 0), SetQuiet(NEVER_QUIET)),
        (WantQuiet(3, 4), ReadSubscriptions()),
    ],
)
def test_only_what_the_city_knows_is_asked_for(talk: Talk, action, effect):
    talk.send(Chosen(action))
    assert effect in talk.effects
    assert "Langganan kabar" in talk.text


def test_a_group_has_news_of_its_own(talk: Talk):
    talk.group = True
    assert "Langganan kabar grup ini" in talk.command("langganan")
    assert "satu kali untuk semua" not in talk.text
    talk.send(SubscriptionsRead(Subscriptions(frozenset({"pajak"})), begun=True))
    assert "satu kali untuk semua" in talk.text
