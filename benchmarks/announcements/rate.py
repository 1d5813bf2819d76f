"""How fast 3,000 people get an announcement: one worker, then two, one of which is killed."""

from __future__ import annotations

import itertools
import sys
import tempfile
from collections import Counter
from pathlib import Path

from benchmarks.announcements.rig import busiest, database_url, started, telegram, until
from benchmarks.announcements.town import approved, is_over, states, town

PEOPLE = 3000


def run(kind: str, workers: int, people: int = PEOPLE) -> dict[str, object]:
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        telegram() as server,
        database_url(kind, Path(folder)) as url,
    ):
        database = town(url, people)
        approved(database)
        running = [
            started("benchmarks.announcements.worker", url, server.base) for _ in range(workers)
        ]
        gap = None
        if workers > 1:
            until(lambda: len(server.stats()["sent"]) > people / 3, 200)
            running.pop().kill()
            killed = max(at for at, *_ in server.stats()["sent"])
        until(lambda: is_over(states(database), people), people / 10 + 90, every=0.5)
        stats = server.stats()
        moments = sorted(at for at, *_ in stats["sent"])
        if workers > 1:
            after = [at for at in moments if at >= killed]
            gap = max(later - earlier for earlier, later in itertools.pairwise(after))
        for one in running:
            one.kill()
        got = Counter(chat for _, chat, _ in stats["sent"])
        found = states(database)
        database.engine.dispose()
        return {
            "database": kind,
            "workers": workers,
            "rate": (len(moments) - 1) / (moments[-1] - moments[0]),
            "most in a second": busiest(moments),
            "refused (429)": stats["refused"],
            "never sent": people - len(got),
            "twice": sum(count > 1 for count in got.values()),
            "states": dict(found),
            "longest pause after the kill": gap,
        }


if __name__ == "__main__":
    kinds = [sys.argv[1]] if len(sys.argv) > 1 else ["sqlite", "postgresql"]
    for kind in kinds:
        print(run(kind, 1))
    if "postgresql" in kinds:
        print(run("postgresql", 2))
