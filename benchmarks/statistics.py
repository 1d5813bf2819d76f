"""How long every view of the statistics takes, on a database that `tanyakota demo seed` filled.

The day looked at as "today" is the last one that is over: all of it is read raw, as it would be in
the evening. Besides, `TOUCHED` reports of the last 90 days and the attempts of the last 5 count as
changed since they were packed. Both are put right again at the end.
"""

from __future__ import annotations

import argparse
import gc
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from statistics import quantiles
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from benchmarks.pipeline import content
from bot.charts.overview import VegaCharts
from bot.civic.statistics.figures import Filters, Grouping
from bot.clock import timer
from bot.live_content import world_of
from bot.storage.database import SqlDatabase
from bot.storage.engine import open_engine
from bot.storage.tables import attempt, question, report, stat_day
from bot.storage.touch import touch_attempt, touch_report
from bot.use_cases.read_statistics import PackDays, ReadStatistics

RUNS = 40
COLD_RUNS = 5
TOUCHED, TOUCHED_DAYS = 600, 60
PERIODS = (7, 30, 90, 365)
SIZE = {
    "sqlite": "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
    "postgresql": "SELECT pg_database_size(current_database())",
}


class Bench:
    """A seeded database and its views, seen late on its last whole day."""

    def __init__(self, url: str) -> None:
        self.database = SqlDatabase(open_engine(url))
        self.facts = content()
        self.zone = ZoneInfo(self.facts.city.zona_waktu)
        with self.database.engine.connect() as connection:
            last = connection.execute(sa.select(sa.func.max(question.c.asked_at))).scalar_one()
        self.today: date = last.astimezone(self.zone).date() - timedelta(days=1)
        self.now = datetime.combine(self.today, datetime.min.time(), self.zone) + timedelta(
            hours=22
        )
        self.read = ReadStatistics(self.database, self.world, lambda: self.now)

    def world(self, now: datetime):
        return world_of(self.facts, now, "")

    def pack(self) -> tuple[int, float]:
        """Everything that is not packed; days and seconds."""
        begun = timer()
        later = self.now + timedelta(hours=4)
        return PackDays(self.database, self.world, lambda: later)(10_000), timer() - begun

    def filters(self, days: int, until: date | None = None, **wanted) -> Filters:
        until = until or self.today - timedelta(days=1)
        grouping = Grouping.HARI if days <= 31 else Grouping.MINGGU
        grouping = grouping if days <= 200 else Grouping.BULAN
        return Filters(
            until - timedelta(days=days - 1), until, wanted.pop("grouping", grouping), **wanted
        )

    def views(self) -> Iterator[tuple[str, Filters]]:
        agency = "disdukcapil"
        for days in PERIODS:
            yield f"{days} days, all", self.filters(days)
            yield f"{days} days, one agency", self.filters(days, agency=agency)
        place = self.facts.city.kecamatan[0].kode
        for name, value in {
            "service": self.busiest(),
            "kecamatan": place,
            "stage": "proses",
            "status": "selesai",
            "channel": "web",
        }.items():
            yield f"365 days, by {name}", self.filters(365, **{name: value})
        yield (
            "365 days, every filter",
            self.filters(
                365, agency=agency, kecamatan=place, stage="proses", status="selesai", channel="web"
            ),
        )
        yield "365 days, each day a point", self.filters(365, grouping=Grouping.HARI)
        yield "365 days with today", self.filters(365, self.today)
        yield "today alone", self.filters(1, self.today)

    def busiest(self) -> str:
        query = sa.select(report.c.service).group_by(report.c.service)
        with self.database.engine.connect() as connection:
            return connection.execute(query.order_by(sa.func.count().desc()).limit(1)).scalar_one()

    @contextmanager
    def busy_day(self) -> Iterator[None]:
        """Today is not packed; many reports and some days' attempts changed since they were."""
        with self.database.engine.begin() as connection:
            connection.execute(sa.delete(stat_day).where(stat_day.c.day >= self.today))
            for days in range(1, TOUCHED_DAYS + 1):
                noon = self.now - timedelta(days=days, hours=10)
                filed = sa.select(report.c.id, report.c.filed_at).where(report.c.filed_at > noon)
                some = filed.order_by(report.c.filed_at).limit(TOUCHED // TOUCHED_DAYS)
                for row in connection.execute(some).all():
                    touch_report(connection, *row)
                if days <= 5:
                    touch_attempt(connection, noon)
        yield
        self.pack()


def measured(act: Callable[[], object], runs: int) -> list[float]:
    """Milliseconds of each run."""
    gc.collect()
    found = []
    for _ in range(runs):
        begun = timer()
        act()
        found.append(1000 * (timer() - begun))
    return found


def line(name: str, found: list[float], cpu: float | None = None) -> str:
    cuts = quantiles(found, n=20, method="inclusive")
    spent = "" if cpu is None else f"{cpu:10.0f}"
    return f"{name:<32}{cuts[9]:8.0f}{cuts[18]:8.0f}{max(found):8.0f}{len(found):6}{spent}"


def table(bench: Bench) -> None:
    print(f"{'ms, warm':<32}{'p50':>8}{'p95':>8}{'max':>8}{'n':>6}{'cpu':>10}")
    for name, filters in bench.views():
        bench.read(filters)
        begun = time.process_time()
        found = measured(lambda filters=filters: bench.read(filters), RUNS)
        cpu = 1000 * (time.process_time() - begun) / RUNS
        print(line(name, found, cpu), flush=True)


def picture(bench: Bench) -> None:
    """What the chat adds: drawing."""
    figures = bench.read(bench.filters(365)).now
    names = {one.kode: one.nama for one in bench.facts.city.kecamatan}
    charts = VegaCharts()
    charts.overview(figures, "Contoh", names)
    found = measured(lambda: charts.overview(figures, "Contoh", names), RUNS)
    print(line("the chat's picture, besides", found))


def cold(url: str, days: int, *, serves: bool) -> None:
    """The first view of a process in milliseconds; one that serves has read packed days before."""
    bench = Bench(url)
    filters = bench.filters(days)
    if serves:
        PackDays(bench.database, bench.world, lambda: bench.now)(0)
    print(measured(lambda: bench.read(filters), 1)[0])


def colds(url: str) -> None:
    for days, more in ((30, []), (365, []), (30, ["--serves"]), (365, ["--serves"])):
        command = [sys.executable, "-m", "benchmarks.statistics", url, "--cold", str(days), *more]
        runs = [subprocess.run(command, capture_output=True, check=True) for _ in range(COLD_RUNS)]
        low, *_, high = first = sorted(float(run.stdout) for run in runs)
        middle = first[len(first) // 2]
        print(
            f"first view of a process{' that serves' if more else ''}, {days} days: "
            f"{middle:.0f} ms ({low:.0f} to {high:.0f}, n={len(first)})"
        )


def base(bench: Bench) -> None:
    """What the figures stand on."""
    with bench.database.engine.connect() as connection:
        for table in (question, report, attempt, stat_day):
            count = connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            print(f"{count:,} {table.name}", end=", ")
        kinds = ("reports", "questions", "feedback", "attempts")
        blobs = sum(sa.func.length(stat_day.c[kind]) for kind in kinds)
        packed = connection.execute(sa.select(sa.func.sum(blobs))).scalar() or 0
        name = connection.dialect.name
        size = connection.exec_driver_sql(SIZE[name]).scalar_one()
    print(
        f"\n{name}, {size / 1e9:.2f} GB, of it packed days {packed / 1e6:.0f} MB; "
        f"today is {bench.today}, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("url", help="sqlite:////path or postgresql://…")
    arguments.add_argument("--cold", type=int, help=argparse.SUPPRESS)
    arguments.add_argument("--serves", action="store_true", help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.cold:
        cold(given.url, given.cold, serves=given.serves)
        return
    bench = Bench(given.url)
    gc.freeze()  # as `tanyakota run` does
    days, seconds = bench.pack()
    print(f"packed {days} days that waited, in {seconds:.1f} s")
    base(bench)
    colds(given.url)
    with bench.busy_day():
        print(f"today raw; {TOUCHED} reports of {TOUCHED_DAYS} days, attempts of 5 days changed:")
        table(bench)
        picture(bench)
        again = PackDays(bench.database, bench.world, lambda: bench.now)
        begun, due = timer(), again.due()
        print(f"packing {again(due)} changed days again: {timer() - begun:.1f} s")
        print("today raw, nothing changed since:")
        table(bench)
    print(f"memory at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
