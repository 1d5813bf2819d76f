"""What is typed as filters, as filters; what is not known is refused in one line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.civic.reports import ReportStatus
from bot.civic.statistics.figures import Filters, Grouping
from bot.civic.statistics.words import CHANNELS, FILTERS
from bot.commands.choices import chosen, hint
from bot.dialogue.world import World
from bot.errors import TanyaKotaError
from knowledge_base.entry import Stage

DAYS = 30


class UnknownFilterError(TanyaKotaError):
    """Saringan tidak dikenal"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The options as they were typed; None where nothing was."""

    since: datetime | None
    until: datetime | None
    grouping: Grouping
    agency: str | None = None
    service: str | None = None
    kecamatan: str | None = None
    stage: str | None = None
    status: str | None = None
    channel: str | None = None


def read_filters(wanted: Wanted, world: World) -> Filters:
    """The filters; days that are not given make it thirty, up to yesterday.

    Raises:
        UnknownFilterError: names what was typed, and what is allowed or nearest to it.
    """
    since, until = _period(wanted, world.today)
    known = _known(world)
    found = {name: _one_of(name, getattr(wanted, name), known[name]) for name in FILTERS}
    return Filters(since, until, wanted.grouping, **found)


def _period(wanted: Wanted, today: date) -> tuple[date, date]:
    since = wanted.since.date() if wanted.since else None
    until = wanted.until.date() if wanted.until else today - timedelta(days=1)
    if wanted.until is None and since == today:
        until = today
    return since or until - timedelta(days=DAYS - 1), until


def _known(world: World) -> Mapping[str, Mapping[str, str]]:
    """Ids that are allowed, each with the name it may be called by instead."""
    return {
        "agency": {one.id: one.nama_pendek for one in world.city.instansi},
        "service": {entry.id: entry.judul for entry in world.knowledge.entries},
        "kecamatan": {one.kode: one.nama for one in world.city.kecamatan},
        "stage": {stage.value: stage.value for stage in Stage},
        "status": {status.value: status.value for status in ReportStatus},
        "channel": CHANNELS,
    }


def _one_of(filter_name: str, typed: str | None, known: Mapping[str, str]) -> str | None:
    """The id that was meant.

    Raises:
        UnknownFilterError
    """
    if typed is None:
        return None
    found = chosen(typed, known)
    if found is None:
        raise UnknownFilterError(f"{FILTERS[filter_name]} {typed!r}", hint(typed, known))
    return found
