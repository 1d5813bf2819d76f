"""Draws the days of a city that was never there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache, partial
from itertools import accumulate
from random import Random
from zoneinfo import ZoneInfo

from bot.civic.cases import CaseState, fold
from bot.civic.clocks import REPLY_WITHIN, WORKING_DAYS_TO_CLOSE
from bot.civic.reports import STAGE_OF_OBSTACLE, Obstacle, ReportStatus, Severity
from bot.civic.skm import Unsur
from bot.civic.ticket_number import new_number
from bot.dialogue.world import World
from bot.use_cases.made_up_history import MadeUpHistory
from bot.use_cases.made_up_words import complaint, lost_question, officers_answer
from bot.use_cases.seed_ports import (
    SeededAttempt,
    SeededDay,
    SeededHandover,
    SeededQuestion,
    SeededReport,
)
from knowledge_base import Entry

CHANNELS = ("telegram", "telegram", "telegram", "web")
OUTCOMES = ("answered",) * 78 + ("clarified",) * 11 + ("unanswered",) * 7 + ("small_talk",) * 4
OBSTACLES = tuple(accumulate((9, 8, 10, 9, 4, 12, 1, 2)))
SEVERITIES = tuple(accumulate((5, 4, 3, 2)))
WEEK = (1.25, 1.15, 1.1, 1.05, 0.95, 0.6, 0.5)
"""How busy the days of a week are, from Monday."""

GROWTH = 0.6
"""How much busier the last day is than the first."""

IMPROVES = 0.15
"""So much better the services are at the end than at the beginning, on a scale of 0 to 1."""

HANDED_OVER = 0.12
"""Of questions without an answer."""

ANSWER_HOURS = 120
"""So long officers take for one of them, on average."""


class MadeUpCity:
    """Some services are asked more, some are worse; later days are busier, office hours busiest."""

    def __init__(self, world: World, random: Random, days: int, residents: int) -> None:
        self._world = world
        self._count = days
        self._first = world.today - timedelta(days=days)
        self._random = random
        self._zone = ZoneInfo(world.city.zona_waktu)
        self._residents = residents
        entries = [one for one in world.knowledge.entries if one.jenis == "layanan"]
        random.shuffle(entries)
        self._entries = entries
        self._popular = list(accumulate(1 / (place + 3) for place in range(len(entries))))
        self._quality = {one.id: min(0.95, max(0.35, random.gauss(0.72, 0.12))) for one in entries}
        self._districts = [one.kode for one in world.city.kecamatan]
        self._busy = list(accumulate(random.uniform(0.5, 2) for _ in self._districts))
        self._history = MadeUpHistory(world, random)
        self._gists: dict[str, str] = {}
        self._numbers: set[str] = set()
        self._due = cache(partial(self._working_days_after, WORKING_DAYS_TO_CLOSE))

    def days(self, questions: int, reports: int) -> Iterator[SeededDay]:
        """Every day from the first until now, with so many questions and reports in all."""
        days = [self._first + timedelta(days=n) for n in range(self._count + 1)]
        weights = [self._weight(day) for day in days]
        shares = [_shared(whole, weights) for whole in (questions, reports, questions // 6)]
        for day, asked, filed, tried in zip(days, *shares, strict=True):
            yield self._day(day, asked, filed, tried)

    def _day(self, day: date, questions: int, reports: int, attempts: int) -> SeededDay:
        asked = [self._question(at) for at in self._moments(day, questions)]
        lost = [one for one in asked if one.outcome == "unanswered"]
        return SeededDay(
            asked,
            [self._report(at) for at in self._moments(day, reports)],
            [self._attempt(at) for at in self._moments(day, attempts)],
            [self._handover(one) for one in lost if self._random.random() < HANDED_OVER],
        )

    def _question(self, at: datetime) -> SeededQuestion:
        pick, entry = self._random, self._entry()
        outcome = pick.choice(OUTCOMES)
        found = outcome == "answered"
        text = pick.choice(entry.contoh_pertanyaan) if found else lost_question(pick)
        judged = found and pick.random() < 0.2
        return SeededQuestion(
            self._resident(),
            pick.choice(CHANNELS),
            text,
            outcome,
            entry.id if found else None,
            self._gist(text) if outcome == "unanswered" else None,
            at,
            pick.random() < self._good(entry, at) if judged else None,
        )

    def _handover(self, one: SeededQuestion) -> SeededHandover:
        """Officers answer within some days."""
        answered = one.asked + timedelta(hours=self._random.expovariate(1 / ANSWER_HOURS))
        if answered >= self._world.now:
            return SeededHandover(one.resident, one.text, one.asked, None, None)
        answer = officers_answer(self._random)
        return SeededHandover(one.resident, one.text, one.asked, answer, answered)

    def _attempt(self, at: datetime) -> SeededAttempt:
        """Six of ten people answer when they are asked."""
        entry, pick = self._entry(), self._random
        good = self._good(entry, at)
        base = (self._resident(), pick.choice(CHANNELS), entry.id, at)
        if pick.random() > 0.6:
            return SeededAttempt(*base, None, None, None, None, None, None)
        outcome = "berhasil" if pick.random() < good else pick.choice(("belum", "tidak_jadi"))
        ease = min(7, max(1, round(pick.gauss(1 + 6 * good, 1.3))))
        heavy = ("ringan", "sedang", "berat", "buntu")
        burden = "tidak_ada" if pick.random() < good else pick.choice(heavy)
        wants = pick.random() < 0.3
        scores = {unsur: pick.choice((2, 3, 3, 4)) for unsur in Unsur} if wants else None
        # Three of four who were hindered say where; which step follows from the moment.
        hindered = burden != "tidak_ada" and at.minute % 4
        stage = _stuck_at(entry, at.second) if hindered else None
        return SeededAttempt(*base, outcome, ease, burden, stage, self._district(), scores)

    def _report(self, filed: datetime) -> SeededReport:
        """A report and everything that happened to it until now."""
        pick, entry = self._random, self._entry()
        obstacle = pick.choices(list(Obstacle), cum_weights=OBSTACLES)[0]
        step = pick.choice(entry.steps) if pick.random() < 0.7 else None
        resident = self._resident()
        due = self._due(filed.date())
        start = CaseState(ReportStatus.DITERIMA, entry.instansi.daerah, due, due)
        joins = tuple(self._joins(resident, filed))
        words = complaint(pick, obstacle)
        events = tuple(self._history(filed, words, self._good(entry, filed), joins))
        return SeededReport(
            number=self._number(),
            resident=resident,
            service=entry.id,
            step=step.id if step else None,
            stage=step.tahap.value if step else STAGE_OF_OBSTACLE[obstacle],
            obstacle=obstacle,
            severity=pick.choices(list(Severity), cum_weights=SEVERITIES)[0],
            kecamatan=self._district(),
            channel=pick.choice(CHANNELS),
            filed=filed,
            reply_by=filed + REPLY_WITHIN,
            state=fold(start, (event for event, _ in events[1:])),
            events=events,
            joins=joins,
        )

    def _joins(self, reporter: int, filed: datetime) -> Iterator[tuple[int, datetime]]:
        """One report in fifteen is joined by others, soon after it was filed."""
        if self._random.random() > 1 / 15:
            return
        others = {self._resident() for _ in range(self._random.randint(1, 4))} - {reporter}
        for other in sorted(others):
            at = filed + timedelta(minutes=self._random.uniform(5, 600))
            if at < self._world.now:
                yield other, at

    def _number(self) -> str:
        """Among a million, some numbers would come twice."""
        number = new_number(self._random.choice)
        while number in self._numbers:
            number = new_number(self._random.choice)
        self._numbers.add(number)
        return number

    def _working_days_after(self, days: int, start: date) -> date:
        return self._world.calendar.add_working_days(start, days)

    def _gist(self, text: str) -> str:
        if text not in self._gists:
            self._gists[text] = self._world.knowledge.gist(text)
        return self._gists[text]

    def _entry(self) -> Entry:
        return self._random.choices(self._entries, cum_weights=self._popular)[0]

    def _resident(self) -> int:
        """Some people come often."""
        return int(self._residents * self._random.random() ** 1.5)

    def _district(self) -> str:
        return self._random.choices(self._districts, cum_weights=self._busy)[0]

    def _good(self, entry: Entry, at: datetime) -> float:
        """How well the service works by then, 0 to 1."""
        age = self._age(at.date())
        return min(0.97, max(0.2, self._quality[entry.id] + IMPROVES * (age - 0.5)))

    def _age(self, day: date) -> float:
        """0 on the first day, 1 on the last."""
        return (day - self._first).days / self._count

    def _weight(self, day: date) -> float:
        quiet = 1.0 if self._world.calendar.is_working_day(day) or day.weekday() > 4 else 0.5
        whole = (
            WEEK[day.weekday()]
            * quiet
            * (1 + GROWTH * self._age(day))
            * self._random.uniform(0.9, 1.1)
        )
        return whole * self._elapsed(day)

    def _elapsed(self, day: date) -> float:
        """How much of the day is over, 0 to 1."""
        begun = self._world.now - datetime.combine(day, time(), self._zone)
        return min(1.0, begun / timedelta(days=1))

    def _moments(self, day: date, count: int) -> list[datetime]:
        start, elapsed = datetime.combine(day, time(), self._zone), self._elapsed(day)
        hours = (min(23.9, max(0.0, self._random.gauss(12.5, 4))) for _ in range(count))
        return [start + timedelta(hours=hour * elapsed) for hour in sorted(hours)]


def _stuck_at(entry: Entry, chance: int) -> str:
    """Four of five get stuck at the same step; here, the one with the longest name."""
    if chance % 5:
        return max(entry.steps, key=lambda step: len(step.judul)).tahap.value
    return entry.steps[chance // 5 % len(entry.steps)].tahap.value


def _shared(whole: int, weights: Sequence[float]) -> list[int]:
    """Whole numbers in proportion to the weights that add up to `whole`."""
    total = sum(weights)
    ends = [round(whole * part / total) for part in accumulate(weights)]
    return [end - begin for begin, end in zip([0, *ends], ends, strict=False)]
