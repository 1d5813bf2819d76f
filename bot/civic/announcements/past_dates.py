"""Dates of a text that are over: often last week's text with one date left in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from bot.civic.months import MONTHS

_WORDS = re.compile(rf"\b(\d{{1,2}})\s+({'|'.join(MONTHS)})(?:\s+(\d{{4}}))?\b", re.IGNORECASE)
_NUMBERS = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
LATELY = timedelta(days=180)
"""Without a year, an older date of this year is taken for one of the next."""


def past_dates(text: str, today: date) -> tuple[str, ...]:
    """Each as it is written; a date without a year is one of this year."""
    return tuple(dict.fromkeys(_past(text, today)))


def _past(text: str, today: date) -> Iterator[str]:
    names = [month.casefold() for month in MONTHS]
    for found in _WORDS.finditer(text):
        month, year = names.index(found[2].casefold()) + 1, int(found[3] or today.year)
        day = _day(year, month, int(found[1]))
        if day is not None and day < today and (found[3] or day > today - LATELY):
            yield found[0]
    for found in _NUMBERS.finditer(text):
        day = _day(int(found[3]), int(found[2]), int(found[1]))
        if day is not None and day < today:
            yield found[0]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
