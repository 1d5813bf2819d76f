"""When reports become public: whole months at once, and never again differently.

A month is published on the first day of the next month but one: then every report in it had its
fourteen working days, and nobody can lay yesterday's file beside today's and find one new row.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta


def first_of(day: date) -> date:
    """The first day of that day's month; months are named by it."""
    return day.replace(day=1)


def next_month(month: date) -> date:
    """The first day of the month after."""
    return first_of(month + timedelta(days=31))


def last_of(month: date) -> date:
    """The last day of the month."""
    return next_month(month) - timedelta(days=1)


def publishing_day(month: date) -> date:
    """The first day on which the month may be public."""
    return next_month(next_month(month))


def due(oldest: date, today: date) -> Iterator[date]:
    """Months that may be public today, from the one that holds the day `oldest` on."""
    month = first_of(oldest)
    while publishing_day(month) <= today:
        yield month
        month = next_month(month)
