"""The content in force: read at start, taken over anew when it changes, kept when it breaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import holidays
import structlog

from bot.city_file import read_city
from bot.civic.city import City
from bot.civic.roles import Member
from bot.civic.spikes import Spike
from bot.civic.working_days import Calendar
from bot.dialogue.world import World
from knowledge_base import ContentError, KnowledgeBase, load

_log = structlog.get_logger(__name__)

COUNTRY = "ID"
YEARS_AHEAD = 2


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that is data: services, city and working days; and the spikes that last."""

    knowledge: KnowledgeBase
    city: City
    calendar: Calendar
    spikes: tuple[Spike, ...] = ()


def read_content(folder: Path, today: date) -> Content:
    """Read a content folder.

    Raises:
        ContentError: every fault with file and line.
    """
    city = read_city(folder)
    return Content(load(folder), city, calendar_of(city, today))


def calendar_of(city: City, today: date) -> Calendar:
    """National holidays and collective leave around `today`, and the city's own days."""
    years = range(today.year - 1, today.year + YEARS_AHEAD + 1)
    national = holidays.country_holidays(COUNTRY, years=years, categories=("public", "government"))
    return Calendar(frozenset(national) | frozenset(city.hari_libur_tambahan))


def world_of(
    content: Content,
    now: datetime,
    fresh_id: str,
    member: Member | None = None,
    *,
    group: bool = False,
) -> World:
    """What one step may look at."""
    return World(
        content.knowledge,
        content.city,
        content.calendar,
        now,
        fresh_id,
        member or Member(),
        group,
        content.spikes,
    )


@dataclass(frozen=True, slots=True)
class Shared:
    """What processes share: names that editors accepted, as (name, entry id), and spikes."""

    names: tuple[tuple[str, str], ...] = ()
    spikes: tuple[Spike, ...] = ()


class LiveContent:
    """Holds the last good content of a folder; `refresh` looks whether something changed.

    Broken content stops the start before anything else is touched.
    """

    def __init__(self, folder: Path, today: Callable[[], date]) -> None:
        self._folder = folder
        self._today = today
        self._read_shared: Callable[[], Shared] = Shared
        self._seen = frozenset(_stamps(folder))
        self._shared = Shared()
        self._written = self.current = read_content(folder, today())

    def share(self, read: Callable[[], Shared]) -> None:
        """From now on what `read` gives counts besides the files."""
        self._read_shared = read
        self.refresh()

    def refresh(self) -> bool:
        """Take changed content, names or spikes over; True when something was.

        Broken content is refused loudly, and what is shared still counts.
        """
        changed = self._reread()
        before, self._shared = self._shared, self._read_shared()
        if not changed and self._shared == before:
            return False
        knowledge = self.current.knowledge
        if changed or self._shared.names != before.names:
            knowledge = self._written.knowledge
            if self._shared.names:
                knowledge = knowledge.with_names(self._shared.names)
        spikes = self._shared.spikes
        self.current = replace(self._written, knowledge=knowledge, spikes=spikes)
        return True

    def _reread(self) -> bool:
        stamps = frozenset(_stamps(self._folder))
        if stamps == self._seen:
            return False
        self._seen = stamps
        try:
            self._written = read_content(self._folder, self._today())
        except ContentError as error:
            for fault in error.faults:
                _log.error("content refused, the last good one stays", fault=str(fault))
            return False
        _log.info("content taken over", services=len(self._written.knowledge.entries))
        return True


def _stamps(folder: Path) -> Iterator[tuple[str, int, int]]:
    for file in (*folder.glob("*.yaml"), *folder.glob("*/*.yaml")):
        try:
            found = file.stat()
        except FileNotFoundError:
            continue
        yield (str(file), found.st_mtime_ns, found.st_size)
