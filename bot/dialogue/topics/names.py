"""Names for people of things that are identifiers in the data."""

from __future__ import annotations

from bot.dialogue.message import Plain


def topic_name(name: str) -> Plain:
    """A topic's name for people: its folder name, `pangan-hewan` as "Pangan dan hewan"."""
    return Plain(name.replace("-", " dan ").capitalize())
