"""Messages that are nothing but small talk."""

from __future__ import annotations

from enum import StrEnum


class SmallTalk(StrEnum):
    """Kinds of small talk the bot has a friendly line for."""

    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    WHO_ARE_YOU = "who_are_you"
    INSULT = "insult"
