"""A million residents: how many would get it, and writing the list of them."""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from benchmarks.announcements.rig import database_url
from benchmarks.announcements.town import AREAS, PLAN, approved, states, town
from bot.civic.announcements.progress import RunKind
from bot.clock import now, timer
from bot.use_cases.run_announcements import BATCH

PEOPLE = 1_000_000
TIMES = 20


def run(kind: str, people: int = PEOPLE) -> dict[str, object]:
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        database_url(kind, Path(folder)) as url,
    ):
        database = town(url, people)
        everybody = replace(PLAN, areas=())
        some = replace(PLAN, areas=AREAS[:3])
        counted = {
            "whole city": _preview(database, everybody),
            "three kecamatan": _preview(database, some),
        }
        before = _memory()
        seconds, worst = _written(database)
        result = {
            "database": kind,
            "preview p50/worst ms": counted,
            "written": sum(states(database).values()),
            "seconds": round(seconds, 1),
            "longest batch ms": round(1000 * worst),
            "memory grew by MB": round(_memory() - before),
            "live report ms": _report(database),
        }
        database.engine.dispose()
        return result


def _preview(database, plan) -> tuple[int, float, float]:
    taken, count = [], 0
    for _ in range(TIMES):
        begun = timer()
        with database.reading() as work:
            count = work.announcements.audience(plan)
        taken.append(1000 * (timer() - begun))
    return count, round(statistics.median(taken)), round(max(taken))


def _written(database) -> tuple[float, float]:
    one = approved(database)
    with database.transaction() as work:
        announcement = work.announcements.get(one)
        work.runs.start(announcement, RunKind.KIRIM, "", now())
    begun, worst = timer(), 0.0
    while True:
        batch = timer()
        with database.transaction() as work:
            if not work.runs.write(work.runs.active()[0], BATCH, now()):
                return timer() - begun, worst
        worst = max(worst, timer() - batch)


def _report(database) -> float:
    begun = timer()
    with database.reading() as work:
        work.runs.report(1)
    return round(1000 * (timer() - begun))


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    for kind in sys.argv[1:] or ("sqlite", "postgresql"):
        print(run(kind))
