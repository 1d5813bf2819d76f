"""What is wrong with an announcement before anybody sees it. All faults at once, not the first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bot.civic.announcements.edits import blanks
from bot.civic.announcements.plan import FIRST_LANGUAGE, LinkButton, Plan, PlanButton, Rhythm
from bot.civic.city import City

LONGEST_TEXT = 4000
LONGEST_CAPTION = 900
"""Telegram's limits, 4096 and 1024 characters that are seen, less the line above the text."""

MOST_BUTTONS = 8
LONGEST_LABEL = 40

_LINK = re.compile(r"\]\(([^)\s]*)")
_BARE_LINK = re.compile(r"(?<![(\w])\w+://\S+")
_PLACEHOLDER = re.compile(r"\[(?:NOMOR|NIK|KK|NPWP|PASSPORT|SIM|NIP|BPJS|NISN|PHONE|EMAIL|"
                          r"BANK_ACCOUNT|CARD)\]")  # fmt: skip


class Fault(StrEnum):
    """Faults of a plan; each has a sentence that says how to mend it."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    MARKUP = "markup"
    LINK = "link"
    PERSONAL = "personal"
    BLANK = "blank"
    TOPIC = "topic"
    AREA = "area"
    START_PAST = "start_past"
    EXPIRES_PAST = "expires_past"
    EXPIRES_FIRST = "expires_first"
    REPEAT_START = "repeat_start"
    REPEAT_NEVER = "repeat_never"
    URGENT = "urgent"
    BUTTONS = "buttons"
    LABEL = "label"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Reader:
    """How texts are read.

    `length` counts the characters seen, `broken` finds stray markup, `personal` finds numbers
    that belong to somebody.
    """

    length: Callable[[str], int]
    broken: Callable[[str], bool]
    personal: Callable[[str], bool]


def faults(
    plan: Plan, city: City, is_service: Callable[[str], bool], reader: Reader, now: datetime
) -> tuple[Fault, ...]:
    """Everything that has to be mended, in the order of `Fault`; nothing when it may go."""
    found = {
        *_texts(plan, reader),
        *_whom(plan, city),
        *_times(plan, city.zona_waktu, now),
        *_buttons(plan.buttons, is_service),
    }
    return tuple(fault for fault in Fault if fault in found)


def is_link(url: str) -> bool:
    """A web address that may be shown to residents: https, a host, nobody's password in it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    host = parts.hostname or ""
    return parts.scheme == "https" and "." in host and "@" not in parts.netloc


def _texts(plan: Plan, reader: Reader) -> Iterator[Fault]:
    if not plan.text(FIRST_LANGUAGE).strip() or FIRST_LANGUAGE not in dict(plan.texts):
        yield Fault.EMPTY
    most = LONGEST_TEXT if plan.photo is None and plan.file is None else LONGEST_CAPTION
    for _, text in plan.texts:
        if not text.strip():
            yield Fault.EMPTY
        if reader.length(text) > most:
            yield Fault.TOO_LONG
        if reader.broken(text):
            yield Fault.MARKUP
        if not all(is_link(url) for url in (*_LINK.findall(text), *_BARE_LINK.findall(text))):
            yield Fault.LINK
        if _PLACEHOLDER.search(text) or reader.personal(text):
            yield Fault.PERSONAL
        if blanks(text):
            yield Fault.BLANK


def _whom(plan: Plan, city: City) -> Iterator[Fault]:
    topic = next((one for one in city.kabar if one.id == plan.topic), None)
    if topic is None:
        yield Fault.TOPIC
    elif plan.urgent and not topic.darurat:
        yield Fault.URGENT
    if any(city.area(code) is None for code in plan.areas):
        yield Fault.AREA


def _times(plan: Plan, zone: str, now: datetime) -> Iterator[Fault]:
    if plan.start_at is not None and plan.start_at < now and plan.repeat is None:
        yield Fault.START_PAST
    if plan.expires_at is not None and plan.expires_at <= now:
        yield Fault.EXPIRES_PAST
    if plan.expires_at and plan.start_at and plan.expires_at <= plan.start_at:
        yield Fault.EXPIRES_FIRST
    if plan.repeat is not None and plan.start_at is None:
        yield Fault.REPEAT_START
    if _never(plan, zone):
        yield Fault.REPEAT_NEVER


def _never(plan: Plan, zone: str) -> bool:
    """Every week on a Saturday or Sunday, but only while offices are open."""
    repeat, start = plan.repeat, plan.start_at
    if repeat is None or start is None or repeat.rhythm is not Rhythm.MINGGUAN:
        return False
    return repeat.workdays and start.astimezone(ZoneInfo(zone)).weekday() >= 5


def _buttons(buttons: tuple[PlanButton, ...], is_service: Callable[[str], bool]) -> Iterator[Fault]:
    if len(buttons) > MOST_BUTTONS:
        yield Fault.BUTTONS
    for one in buttons:
        if not 0 < len(one.label.strip()) <= LONGEST_LABEL:
            yield Fault.LABEL
        if isinstance(one, LinkButton):
            if _PLACEHOLDER.search(f"{one.label} {one.url}"):
                yield Fault.PERSONAL
            if not is_link(one.url):
                yield Fault.LINK
        elif not is_service(one.entry):
            yield Fault.SERVICE
