"""Whatever happens, in whatever order, packed or not: every figure is what the raw rows say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copyfile
from uuid import uuid4

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.civic.attempts import AttemptAnswer, AttemptOutcome, Burden
from bot.civic.cases import CaseEvent, officer_may
from bot.civic.clocks import Deadlines
from bot.civic.reports import (
    FrictionReport,
    Identity,
    Obstacle,
    ReportEventKind,
    ReportStatus,
    Severity,
)
from bot.civic.roles import Member
from bot.civic.statistics.figures import Filters
from bot.dialogue.effects import FileReport, Outcome, RecordFeedback, RecordQuestion
from bot.dialogue.voice_effects import OpenAttempt
from bot.dialogue.world import World
from bot.storage.database import SqlDatabase
from bot.storage.engine import open_engine
from bot.storage.tables import conversation, metadata
from bot.use_cases.ports import UnitOfWork
from bot.use_cases.read_statistics import PackDays, ReadStatistics
from tests.storage.recount import ZONE, recount, told
from tests.use_cases.rig import START, Rig

OFFICER = "telegram:9"
DISTRICTS = ("99.01.01", "99.01.02", None)
MIDNIGHT = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)


@dataclass
class City:
    """A city in two processes: what happens goes through one, figures are read in both."""

    database: SqlDatabase
    other: SqlDatabase
    rig: Rig
    services: tuple[str, ...]
    now: datetime = START
    numbers: list[str] = field(default_factory=list)

    def settle(self) -> None:
        with self.database.engine.begin() as connection:
            people = [
                {
                    "id": n,
                    "channel": "web" if n == 3 else "telegram",
                    "address": str(n),
                    "person": str(n),
                    "created_at": START,
                    "updated_at": START,
                }
                for n in (1, 2, 3)
            ]
            connection.execute(sa.insert(conversation), people)

    def world(self, now: datetime) -> World:
        return self.rig.world(now, "", Member(), False)

    def clock(self) -> datetime:
        return self.now

    def pack(self, days: int) -> None:
        PackDays(self.database, self.world, self.clock)(days)

    def check(self, filters: Filters) -> None:
        """In both processes alike."""
        world = self.world(self.now)
        agency_of = {one.id: one.instansi.daerah for one in world.knowledge.entries}
        expected = recount(self.database.engine, filters, agency_of, world.today)
        for database in (self.database, self.other):
            read = ReadStatistics(database, self.world, self.clock)
            assert told(read(filters).now) == expected

    # --- what may happen; `n` picks among what there is -----------------------------------

    def file(self, work: UnitOfWork, n: int) -> None:
        number = f"TK-{len(self.numbers):04}-{len(self.numbers):04}"
        anonymous = n % 5 == 0
        told_ = FrictionReport(
            self.services[n % 2],
            None,
            ("akses", "proses")[n // 2 % 2],
            Obstacle.ANTREAN,
            list(Severity)[n % 4],
            kecamatan=DISTRICTS[n % 3],
            identity=Identity.ANONIM if anonymous else Identity.TERBUKA,
        )
        promised = (self.now + timedelta(days=5)).astimezone(ZONE).date()
        deadlines = Deadlines(self.now + timedelta(days=1), promised)
        filing = FileReport(uuid4().hex, told_, deadlines, "disdukcapil")
        work.reports.file(1 + n % 3, (number, "C" + number[1:]), filing, self.now)
        self.numbers.append(number)

    def status(self, work: UnitOfWork, n: int) -> None:
        if (case := self._case(work, n)) and (may := officer_may(case.state.status)):
            then = may[n % len(may)]
            agency = "dinkes" if then is ReportStatus.DITERUSKAN else None
            self._write(
                work, case.number, ReportEventKind.STATUS, status=then, agency=agency, staff=True
            )

    def close(self, work: UnitOfWork, n: int) -> None:
        if (case := self._case(work, n)) and case.state.status.is_open:
            self._write(
                work, case.number, ReportEventKind.STATUS, status=ReportStatus.SELESAI, staff=True
            )

    def escalate(self, work: UnitOfWork, n: int) -> None:
        if case := self._case(work, n):
            promised = (self.now + timedelta(days=2)).astimezone(ZONE).date()
            self._write(work, case.number, ReportEventKind.ESKALASI, level=1, promised=promised)

    def judge(self, work: UnitOfWork, n: int) -> None:
        if self.numbers:
            again = (self.now + timedelta(days=3)).astimezone(ZONE).date() if n % 2 else None
            for person in (1, 2, 3):
                work.reports.judge(person, self._number(n // 2), again, self.now)

    def withdraw(self, work: UnitOfWork, n: int) -> None:
        if self.numbers:
            for person in (1, 2, 3):
                work.reports.withdraw(person, self._number(n), self.now)

    def join(self, work: UnitOfWork, n: int) -> None:
        if case := self._case(work, n // 3):
            work.reports.join(1 + n % 3, case.number, case.report, self.now)

    def ask(self, work: UnitOfWork, n: int) -> None:
        outcome = list(Outcome)[n % len(Outcome)]
        entry = self.services[n % 2] if outcome is Outcome.ANSWERED else None
        work.questions.record(1 + n % 3, RecordQuestion("kapan", outcome, entry, None), self.now)

    def rate(self, work: UnitOfWork, n: int) -> None:
        given = RecordFeedback(self.services[n % 2], helpful=n % 3 > 0)
        work.questions.feedback(1 + n % 3, given, self.now)

    def attempt(self, work: UnitOfWork, n: int) -> None:
        later = self.now + timedelta(hours=20)
        work.attempts.open(1 + n % 3, OpenAttempt(self.services[n % 2], later), self.now)

    def prompt(self, work: UnitOfWork, n: int) -> None:
        work.attempts.take_due(self.now, 1 + n % 3)

    def reply(self, work: UnitOfWork, n: int) -> None:
        outcome = list(AttemptOutcome)[n % 3]
        answer = AttemptAnswer(outcome, 4, Burden.SEDANG, DISTRICTS[n % 3])
        for person in (1, 2, 3):
            work.attempts.record(person, 1 + n % 4, answer, self.now)

    def erase(self, work: UnitOfWork, n: int) -> None:
        work.people.erase(1 + n % 3, self.now)

    def _number(self, n: int) -> str:
        return self.numbers[n % len(self.numbers)]

    def _case(self, work: UnitOfWork, n: int):
        if not self.numbers:
            return None
        return work.cases.find(work.reports.case_number(self._number(n)) or "")

    def _write(self, work: UnitOfWork, number: str, kind: ReportEventKind, **what) -> None:
        event = CaseEvent(kind, self.now, **what)
        work.cases.record(number, event, OFFICER if event.staff else "")


ACTS = ("file", "file", "status", "status", "close", "escalate", "judge", "withdraw", "join")
ACTS += ("ask", "rate", "attempt", "prompt", "reply", "erase")
WAITS = st.sampled_from(
    [*map(timedelta, (0, 1, 9)), timedelta(hours=5), "to midnight", "past midnight"]
)
STEPS = st.one_of(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 60)),
    st.tuples(st.sampled_from(ACTS), st.integers(0, 60)),
    st.tuples(st.sampled_from(ACTS), st.integers(0, 60)),
    st.tuples(st.just("pack"), st.sampled_from([1, 3, 100])),
    st.tuples(st.just("wait"), WAITS),
    st.tuples(st.just("check"), st.integers(0, 12)),
)


def waited(now: datetime, how: timedelta | str) -> datetime:
    """A second before or after the next local midnight, or simply later."""
    if isinstance(how, timedelta):
        return now + how
    passed = (now - MIDNIGHT) % timedelta(days=1)
    return now + timedelta(days=1) - passed + timedelta(seconds=-1 if how == "to midnight" else 1)


def filters_of(city: City, n: int) -> Filters:
    """Everything, each filter alone, and some days only."""
    since, until = START.date() - timedelta(days=3), city.now.astimezone(ZONE).date()
    wanted = [{}, {"agency": "disdukcapil"}, {"agency": "dinkes"}, {"channel": "web"}]
    wanted += [{"service": city.services[0]}, {"kecamatan": DISTRICTS[0]}, {"stage": "akses"}]
    wanted += [{"status": "selesai"}, {"status": "diterima", "channel": "telegram"}]
    if n < len(wanted):
        return Filters(since, until, **wanted[n])
    return Filters(
        START.date() + timedelta(days=n - len(wanted)), max(until, START.date() + timedelta(days=n))
    )


@pytest.fixture
def fresh_city(database_url: str, knowledge) -> Callable[[], object]:
    """Opens an empty city, as often as wanted."""
    services = tuple(
        one.id for one in knowledge.entries if one.instansi.daerah in {"disdukcapil", "dinkes"}
    )
    services = (services[0], services[-1])

    @contextmanager
    def opened() -> Iterator[City]:
        url = emptied(database_url)
        mine, other = SqlDatabase(open_engine(url)), SqlDatabase(open_engine(url))
        city = City(mine, other, Rig(mine, knowledge), services)
        city.settle()
        yield city
        mine.close()
        other.close()

    return opened


def emptied(url: str) -> str:
    """An empty database: a copy of the migrated file, or the same one with its tables emptied."""
    where = sa.make_url(url)
    if where.get_backend_name() == "sqlite":
        path = Path(str(where.database))
        return f"sqlite:///{copyfile(path, path.with_name(uuid4().hex))}"
    engine = open_engine(url)
    with engine.begin() as connection:
        names = ", ".join(metadata.tables)
        connection.execute(sa.text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
    engine.dispose()
    return url


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@example(
    steps=[
        ("file", 1),
        ("join", 1),
        ("wait", timedelta(days=1)),
        ("pack", 100),
        ("erase", 1),
        ("check", 0),
    ]
)
@example(
    steps=[
        ("attempt", 1),
        ("wait", "to midnight"),
        ("ask", 0),
        ("wait", "past midnight"),
        ("pack", 100),
        ("ask", 0),
        ("wait", timedelta(hours=5)),
        ("pack", 100),
        ("prompt", 1),
        ("check", 0),
        ("pack", 1),
        ("reply", 1),
    ]
)
@example(
    steps=[
        ("ask", 0),
        ("wait", timedelta(days=1)),
        ("pack", 100),
        ("attempt", 1),
        ("file", 1),
        ("wait", timedelta(days=1)),
        ("prompt", 1),
        ("status", 0),
        ("check", 0),
        ("pack", 100),
        ("reply", 0),
        ("withdraw", 0),
        ("check", 0),
    ]
)
@example(
    # Hours in memory: an old report, a join and an attempt change in them, then the clock goes on.
    steps=[
        ("attempt", 1),
        ("file", 1),
        ("wait", timedelta(hours=5)),
        ("check", 0),
        ("status", 0),
        ("join", 0),
        ("prompt", 1),
        ("check", 0),
        ("close", 0),
        ("reply", 1),
        ("file", 2),
        ("check", 0),
        ("wait", timedelta(hours=5)),
        ("status", 1),
        ("check", 0),
        ("erase", 0),
        ("check", 0),
    ]
)
@example(
    # Names get numbers in memory that packing an older day then gives to others.
    steps=[
        ("file", 1),
        ("wait", "past midnight"),
        ("wait", timedelta(hours=5)),
        ("pack", 100),
        ("ask", 0),
        ("rate", 1),
        ("wait", timedelta(hours=5)),
        ("check", 0),
        ("escalate", 0),
        ("close", 0),
        ("pack", 100),
        ("ask", 2),
        ("check", 0),
    ]
)
@given(steps=st.lists(STEPS, min_size=15, max_size=45))
def test_roll_ups_equal_a_recount(fresh_city, steps: list[tuple[str, object]]):
    with fresh_city() as city:
        for what, value in steps:
            match what:
                case "wait":
                    city.now = waited(city.now, value)
                case "pack":
                    city.pack(value)
                case "check":
                    city.check(filters_of(city, value))
                case _:
                    with city.database.transaction() as work:
                        getattr(city, what)(work, value)
        city.check(filters_of(city, 0))
        city.pack(100)
        for number in range(13):
            city.check(filters_of(city, number))
