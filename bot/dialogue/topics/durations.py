"""How long something takes, for people."""

from __future__ import annotations

from math import ceil

from bot.dialogue.message import Phrase, phrase


def duration(seconds: float) -> Phrase:
    """In the largest unit that fits, rounded up."""
    if seconds < 60:
        return phrase("announcement.seconds", count=max(1, ceil(seconds)))
    if seconds < 3600:
        return phrase("announcement.minutes", count=ceil(seconds / 60))
    return phrase("announcement.hours", count=ceil(seconds / 3600))
