"""Watch for services where far more people get stuck than usual. Idempotent: run it often."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.civic.roles import Role
from bot.civic.spikes import (
    FLOOR,
    LEAST_PAST_DAYS,
    WINDOW,
    Finding,
    History,
    Spike,
    Voice,
    at_least,
    begins,
    chance,
    grown,
    history,
    lasts,
    people,
    without,
)
from bot.clock import Clock
from bot.dialogue.topics import spikes
from bot.dialogue.world import World
from bot.use_cases.courier import Courier
from bot.use_cases.ports import Database, UnitOfWork, WakeUp, Wording

WORTH_A_LOOK = 1e-3
"""Where the bare count is likelier than this by chance, no voices are read: far from a spike."""

_ByService = dict[str, list[Voice]]
_Place = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class WatchSpikes:
    """Begins and ends spikes, and tells admins and the head of the agency once of each."""

    database: Database
    world: Callable[[datetime], World]
    wording: Wording
    wake: WakeUp
    clock: Clock

    def __call__(self) -> None:
        """Look at every service that somebody reported on today, or that has a spike."""
        now = self.clock()
        with self.database.transaction() as work:
            running = work.spikes.running()
            first = work.spikes.first_report_at()
            if first is None:
                return
            past = history(first, now)
            voices = _suspects(work, running, now, past)
            pasts = _with_growth(work, voices, now, past)
            for spike in running:
                heard = voices[spike.service]
                if not lasts(heard, spike.step, now, pasts.get(spike.service, past)):
                    work.spikes.end(spike.id, now)
            known = {spike.service for spike in running}
            fresh = [(heard, pasts[name]) for name, heard in voices.items() if name not in known]
            found = [finding for heard, of in fresh if (finding := begins(heard, now, of))]
            for finding in found:
                self._begin(work, finding, now)
        if found:
            self.wake.outbox()

    def _begin(self, work: UnitOfWork, found: Finding, now: datetime) -> None:
        """Whoever is first tells: another process may have found it meanwhile."""
        spike_id = work.spikes.begin(found, now)
        if spike_id is None:
            return
        world = self.world(now)
        courier = Courier(work, self.wording, world, now)
        entry = world.knowledge.get(found.service)
        message = spikes.to_staff(found, world)
        told = courier.to_roles((Role.ADMIN,), None, spikes.to_admins(spike_id, found, world))
        if entry is not None:
            told += courier.to_roles((Role.KEPALA,), entry.instansi.daerah, message)
        if told:
            work.spikes.mark_told(spike_id)


def _suspects(
    work: UnitOfWork, running: Iterable[Spike], now: datetime, past: History
) -> _ByService:
    """Voices of past weeks, of the few services that could have a spike."""
    today = _by_service(work.spikes.voices(now - WINDOW))
    crowded = {service for service, heard in today.items() if people(heard) >= FLOOR}
    suspects = {spike.service for spike in running} | _busier(work, crowded, now, past)
    if not suspects:
        return defaultdict(list)
    heard = _by_service(work.spikes.voices(past.begins(now), suspects))
    for service, spans in work.spikes.past(past.begins(now)).items():
        heard[service] = without(heard[service], spans)
    return heard


def _busier(work: UnitOfWork, services: Collection[str], now: datetime, past: History) -> set[str]:
    """Those with clearly more voices than usual, somewhere: only they are worth reading."""
    if not services or past.days < LEAST_PAST_DAYS:
        return set()
    before = _with_whole(work.spikes.tallies(past.begins(now), past.ends(now)))
    today = _with_whole(work.spikes.tallies(now - WINDOW, now))
    return {
        service
        for (service, step), count in today.items()
        if service in services
        and count >= FLOOR
        and chance(count, at_least(before.get((service, step), 0), past)) < WORTH_A_LOOK
    }


def _with_growth(
    work: UnitOfWork, services: Collection[str], now: datetime, past: History
) -> dict[str, History]:
    """By service, the past with the growth of all the others since."""
    if not services:
        return {}
    before = _with_whole(work.spikes.tallies(past.begins(now), past.ends(now)))
    since = _with_whole(work.spikes.tallies(past.ends(now), now))

    def elsewhere(tallies: Mapping[tuple[str, str], int], service: str) -> int:
        return tallies["", ""] - tallies[service, ""]

    return {one: grown(past, elsewhere(before, one), elsewhere(since, one)) for one in services}


def _with_whole(tallies: Mapping[_Place, int]) -> dict[tuple[str, str], int]:
    """By step ("?" for none in particular), under "" for the whole service, and for the city."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    for (service, step), count in tallies.items():
        found[service, step or "?"] += count
        found[service, ""] += count
        found["", ""] += count
    return found


def _by_service(voices: Iterable[Voice]) -> _ByService:
    found: _ByService = defaultdict(list)
    for voice in voices:
        found[voice.service].append(voice)
    return found
