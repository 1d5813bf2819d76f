"""A made-up city: residents who ask, get stuck, report, are answered late or in time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from random import Random
from zoneinfo import ZoneInfo

from bot.civic.cases import CaseEvent, CaseState, after
from bot.civic.clocks import REPLY_WITHIN, WORKING_DAYS_TO_CLOSE
from bot.civic.reports import (
    STAGE_OF_OBSTACLE,
    Obstacle,
    ReportEventKind,
    ReportStatus,
    Severity,
)
from bot.civic.skm import Unsur
from bot.civic.ticket_number import new_number
from bot.dialogue.world import World
from bot.errors import TanyaKotaError
from bot.use_cases.ports import Database
from bot.use_cases.seed_ports import SeededAttempt, SeededQuestion, SeededReport
from knowledge_base import Entry

SMALL = (120, 1_500, 20_000, 1_500)
"""Days, residents, questions, reports of an ordinary demonstration."""

SCALE = (730, 400_000, 10_000_000, 1_000_000)
BATCH = 20_000
CHANNELS = ("telegram", "telegram", "telegram", "web")
OUTCOMES = ("answered",) * 78 + ("clarified",) * 11 + ("unanswered",) * 7 + ("small_talk",) * 4
QUESTIONS_LOST = (
    "jadwal pemadaman lampu jalan",
    "cara pinjam lapangan futsal kelurahan",
    "daftar relawan posyandu",
    "nomor wa pak lurah",
    "bus sekolah lewat mana",
)


class NotEmptyError(TanyaKotaError):
    """Basis data sudah berisi percakapan; contoh hanya boleh diisi ke basis data kosong"""


Progress = Callable[[str, int, int], object]
"""Called with what is being written, how much of it is done, and the whole."""


@dataclass(frozen=True, slots=True)
class Seed:
    """Fills an empty database with a city that was never there. The same seed, the same city."""

    database: Database
    world: World
    random: Random

    def __call__(self, size: tuple[int, int, int, int], progress: Progress) -> None:
        """Write `size` = (days, residents, questions, reports).

        Raises:
            NotEmptyError: somebody already talked to this database.
        """
        days, residents, questions, reports = size
        zone = ZoneInfo(self.world.city.zona_waktu)
        first = self.world.today - timedelta(days=days)
        start = datetime.combine(first, time(), zone)
        city = MadeUpCity(self.world, self.random, first, days, residents)
        with self.database.transaction() as work:
            if not work.seeder.is_empty():
                raise NotEmptyError
            work.seeder.residents(residents, start)
        self._in_batches("pertanyaan", questions, city.question, "questions", progress)
        self._in_batches("laporan", reports, city.report, "reports", progress)
        self._in_batches("usaha warga", questions // 6, city.attempt, "attempts", progress)
        with self.database.transaction() as work:
            work.seeder.finish()

    def _in_batches(
        self, what: str, count: int, make: Callable[[], object], target: str, progress: Progress
    ) -> None:
        for done in range(0, count, BATCH):
            size = min(BATCH, count - done)
            with self.database.transaction() as work:
                getattr(work.seeder, target)([make() for _ in range(size)])
            progress(what, done + size, count)


class MadeUpCity:
    """Draws questions, reports and attempts; some services are asked more, some are worse."""

    def __init__(
        self, world: World, random: Random, first: date, days: int, residents: int
    ) -> None:
        self._world = world
        self._random = random
        self._zone = ZoneInfo(world.city.zona_waktu)
        self._first = first
        self._days = days
        self._residents = residents
        entries = [one for one in world.knowledge.entries if one.jenis == "layanan"]
        random.shuffle(entries)
        self._entries = entries
        self._popular = list(accumulate(1 / (place + 3) for place in range(len(entries))))
        self._quality = {one.id: min(0.95, max(0.35, random.gauss(0.72, 0.12))) for one in entries}
        self._districts = [one.kode for one in world.city.kecamatan]
        self._district_weights = [random.uniform(0.5, 2) for _ in self._districts]

    def question(self) -> SeededQuestion:
        """A question some time in the city's life."""
        entry, outcome = self._entry(), self._random.choice(OUTCOMES)
        found = outcome == "answered"
        text = self._random.choice(entry.contoh_pertanyaan if found else QUESTIONS_LOST)
        judged = found and self._random.random() < 0.2
        helpful = self._random.random() < self._quality[entry.id] if judged else None
        return SeededQuestion(
            self._resident(),
            self._random.choice(CHANNELS),
            text,
            outcome,
            entry.id if found else None,
            self._moment(),
            helpful,
        )

    def attempt(self) -> SeededAttempt:
        """An attempt; six of ten people answer when they are asked."""
        entry, good, pick = self._entry(), 0.0, self._random
        good = self._quality[entry.id]
        base = (self._resident(), pick.choice(CHANNELS), entry.id, self._moment())
        if pick.random() > 0.6:
            return SeededAttempt(*base, None, None, None, None, None)
        outcome = "berhasil" if pick.random() < good else pick.choice(("belum", "tidak_jadi"))
        ease = min(7, max(1, round(pick.gauss(1 + 6 * good, 1.3))))
        heavy = ("ringan", "sedang", "berat", "buntu")
        burden = "tidak_ada" if pick.random() < good else pick.choice(heavy)
        scores = {unsur: pick.choice((2, 3, 3, 4)) for unsur in Unsur}
        wants = pick.random() < 0.3
        return SeededAttempt(
            *base, outcome, ease, burden, self._district(), scores if wants else None
        )

    def report(self) -> SeededReport:
        """A report and everything that happened to it until today."""
        pick, entry = self._random, self._entry()
        obstacle = pick.choices(list(Obstacle), (9, 8, 10, 9, 4, 12, 1, 2))[0]
        step = pick.choice(entry.steps) if pick.random() < 0.7 else None
        filed = self._moment()
        due = self._world.calendar.add_working_days(filed.date(), WORKING_DAYS_TO_CLOSE)
        start = CaseState(ReportStatus.DITERIMA, entry.instansi.daerah, due, due)
        events = tuple(self._history(start, filed, self._quality[entry.id]))
        state = start
        for event in events[1:]:
            state = after(state, event)
        return SeededReport(
            number=new_number(pick.choice),
            resident=self._resident(),
            service=entry.id,
            step=step.id if step else None,
            stage=step.tahap.value if step else STAGE_OF_OBSTACLE[obstacle],
            obstacle=obstacle,
            severity=pick.choices(list(Severity), (5, 4, 3, 2))[0],
            kecamatan=self._district(),
            channel=pick.choice(CHANNELS),
            filed=filed,
            reply_by=filed + REPLY_WITHIN,
            state=state,
            events=events,
        )

    def _history(self, state: CaseState, filed: datetime, good: float) -> Iterator[CaseEvent]:
        pick = self._random
        yield CaseEvent(ReportEventKind.DITERIMA, filed)
        at = filed + timedelta(hours=pick.expovariate(1 / (20 + 60 * (1 - good))))
        steps = [ReportStatus.DIVERIFIKASI, ReportStatus.DIPROSES]
        steps.append(ReportStatus.SELESAI if pick.random() < 0.9 else ReportStatus.DITOLAK)
        for status in steps:
            if at >= self._world.now:
                return
            yield CaseEvent(ReportEventKind.STATUS, at, status=status, staff=True)
            at += timedelta(hours=pick.expovariate(1 / (40 + 240 * (1 - good))))
        at += timedelta(hours=pick.uniform(1, 40))
        if at >= self._world.now or pick.random() < 0.4:
            return
        if pick.random() < good:
            yield CaseEvent(ReportEventKind.BERES, at)
        else:
            again = self._world.calendar.add_working_days(at.date(), 5)
            yield CaseEvent(
                ReportEventKind.BELUM,
                at,
                status=ReportStatus.DIBUKA_KEMBALI,
                level=min(state.level + 1, 2),
                promised=again,
            )

    def _entry(self) -> Entry:
        return self._random.choices(self._entries, cum_weights=self._popular)[0]

    def _resident(self) -> int:
        return int(self._residents * self._random.random() ** 1.5)

    def _district(self) -> str:
        return self._random.choices(self._districts, self._district_weights)[0]

    def _moment(self) -> datetime:
        """Later days are busier, office hours are busiest."""
        day = self._first + timedelta(days=int(self._days * self._random.random() ** 0.8))
        hour = min(23.9, max(0.0, self._random.gauss(12.5, 4)))
        return datetime.combine(day, time(), self._zone) + timedelta(hours=hour)
