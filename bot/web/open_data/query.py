"""What a program asks for, read strictly: an empty parameter counts as not given."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.civic.open_data.selection import Wanted
from bot.use_cases.open_data import SPAN

MOST = 1000
"""Rows of one answer, as the specification has it."""

MOST_PAGES = 1_000_000
MOST_IDS = 200
STATUSES = {"open": False, "closed": True}


class BadQuery(Exception):  # noqa: N818 - it is the asker's fault, not an error of ours
    """A request that cannot be served; `status` is its HTTP status, the text says the mend."""

    def __init__(self, said: str, status: int = 400) -> None:
        super().__init__(said)
        self.status = status


Parameters = Mapping[str, str]


def ids_of(parameters: Parameters) -> tuple[str, ...]:
    """The numbers asked for; none where the question is by other things."""
    ids = _list(parameters, "service_request_id")
    if len(ids) > MOST_IDS:
        raise BadQuery(f"service_request_id: paling banyak {MOST_IDS} nomor sekali minta.")
    return ids


def window_of(parameters: Parameters) -> tuple[int, int]:
    """(how many rows to skip, how many to give at most)."""
    size = _number(parameters, "page_size", MOST, MOST)
    page = _number(parameters, "page", 1, MOST_PAGES)
    return (page - 1) * size, size


def wanted_of(parameters: Parameters, latest: date, zone: ZoneInfo) -> Wanted:
    """The rows asked for; without dates, those of the 90 days up to `latest`."""
    since, until = _days(parameters, latest, zone)
    statuses = set(_list(parameters, "status"))
    if unknown := statuses - set(STATUSES):
        raise BadQuery(f"status: '{min(unknown)}' tidak dikenal. Yang boleh: open, closed.")
    closed = STATUSES[statuses.pop()] if len(statuses) == 1 else None
    return Wanted(since, until, frozenset(_list(parameters, "service_code")), closed)


def _days(parameters: Parameters, latest: date, zone: ZoneInfo) -> tuple[date, date]:
    start, end = (_day(parameters, name, zone) for name in ("start_date", "end_date"))
    try:
        since = start or (end or latest) - SPAN
        until = end or (start + SPAN if start else latest)
    except OverflowError:
        raise BadQuery("start_date atau end_date di luar batas.") from None
    if until < since:
        raise BadQuery("end_date harus sama dengan atau sesudah start_date.")
    if until - since > SPAN:
        raise BadQuery(f"Rentang paling panjang {SPAN.days} hari. Minta bertahap.")
    return since, until


def _day(parameters: Parameters, name: str, zone: ZoneInfo) -> date | None:
    # An unencoded plus sign of a time zone arrives as a space.
    text = parameters.get(name, "").strip().replace(" ", "+")
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(zone).date() if moment.tzinfo else moment.date()
    except (ValueError, OverflowError):
        raise BadQuery(f"{name}: tulis seperti 2026-10-01T00:00:00Z.") from None


def _number(parameters: Parameters, name: str, default: int, most: int) -> int:
    text = parameters.get(name, "").strip()
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or len(text) > 9 or not 1 <= int(text) <= most:
        raise BadQuery(f"{name}: angka 1 sampai {most}.")
    return int(text)


def _list(parameters: Parameters, name: str) -> tuple[str, ...]:
    parts = (part.strip() for part in parameters.get(name, "").split(","))
    return tuple(part for part in parts if part)
