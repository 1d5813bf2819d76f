"""Draws what happens to a case after it was filed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random

from bot.civic.cases import CaseEvent
from bot.civic.reports import ReportEventKind, ReportStatus
from bot.dialogue.world import World
from bot.use_cases.made_up_words import said

S, K = ReportStatus, ReportEventKind
Told = tuple[CaseEvent, str | None]


class MadeUpHistory:
    """Good services answer sooner, close sooner, and are confirmed more often."""

    def __init__(self, world: World, random: Random) -> None:
        self._world = world
        self._pick = random

    def __call__(
        self, filed: datetime, words: str | None, good: float, joins: Sequence[tuple[int, datetime]]
    ) -> Iterator[Told]:
        """Every event until now, with its words, in order."""
        yield CaseEvent(K.DITERIMA, filed), words
        joined = [(CaseEvent(K.IKUT, at, public=False), None) for _, at in joins]
        told = [*joined, *self._life(filed, good)]
        yield from sorted(
            (one for one in told if one[0].at < self._world.now), key=lambda one: one[0].at
        )

    def _life(self, filed: datetime, good: float) -> Iterator[Told]:
        pick = self._pick
        if pick.random() < 0.02:
            gone = filed + timedelta(hours=pick.uniform(1, 90))
            yield CaseEvent(K.DITARIK, gone, status=S.DITARIK), None
            return
        at = self._later(filed, 20 + 60 * (1 - good))
        for status in self._way():
            if at >= self._world.now:
                return
            agency = self._other_agency() if status is S.DITERUSKAN else None
            event = CaseEvent(K.STATUS, at, status=status, agency=agency, staff=True)
            yield event, said(pick, status)
            closed, at = at, self._later(at, 40 + 240 * (1 - good))
        yield from self._judged(closed + timedelta(hours=pick.uniform(1, 40)), good)

    def _way(self) -> list[ReportStatus]:
        pick = self._pick
        forwarded = [S.DITERUSKAN] if pick.random() < 0.12 else []
        asked = [S.MENUNGGU_WARGA, S.DIPROSES] if pick.random() < 0.12 else []
        end = S.SELESAI if pick.random() < 0.9 else S.DITOLAK
        return [S.DIVERIFIKASI, *forwarded, S.DIPROSES, *asked, end]

    def _judged(self, at: datetime, good: float) -> Iterator[Told]:
        """Six of ten reporters say whether it is mended; a case is opened again once."""
        pick = self._pick
        if pick.random() < 0.4:
            return
        if pick.random() < good:
            yield CaseEvent(K.BERES, at), None
            return
        promised = self._world.calendar.add_working_days(at.date(), 5)
        yield (
            CaseEvent(K.BELUM, at, status=S.DIBUKA_KEMBALI, level=1, promised=promised),
            None,
        )
        for status in (S.DIPROSES, S.SELESAI):
            at = self._later(at, 30 + 120 * (1 - good))
            yield CaseEvent(K.STATUS, at, status=status, staff=True), said(pick, status)

    def _later(self, at: datetime, mean_hours: float) -> datetime:
        return at + timedelta(hours=self._pick.expovariate(1 / mean_hours))

    def _other_agency(self) -> str:
        return self._pick.choice(self._world.city.instansi).id
