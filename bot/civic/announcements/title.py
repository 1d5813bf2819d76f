"""How an announcement is called where it has no room: by its first line."""

from __future__ import annotations

import re

from bot.civic.announcements.plan import FIRST_LANGUAGE, Plan

LONGEST_TITLE = 60

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARK = re.compile(r"\*+|(?<!\w)_|_(?!\w)|\\(?=[^\w\s])")


def title_of(plan: Plan, language: str = FIRST_LANGUAGE) -> str:
    """The first line without markup, at most 60 characters, whole words where that is possible."""
    lines = (line.strip() for line in plan.text(language).splitlines())
    first = next((line for line in lines if line), "")
    bare = _MARK.sub("", _LINK.sub(r"\1", first)).strip()
    if len(bare) <= LONGEST_TITLE:
        return bare
    cut = bare[: LONGEST_TITLE - 1]
    return f"{cut.rsplit(' ', 1)[0].rstrip(' ,;:.')}…"
