"""kill -9 a hundred times in the middle of an announcement: who is lost, who gets it twice?"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import sqlalchemy as sa

from benchmarks.announcements.rig import Telegram, database_url, started, telegram, until
from benchmarks.announcements.town import FIRST_CHAT, approved, is_over, states, town
from bot.storage.tables import delivery

PEOPLE = 3000
KILLS = 100


def run(kind: str, people: int = PEOPLE, kills: int = KILLS, seed: int = 7) -> dict[str, object]:
    chance = random.Random(seed)
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        telegram() as server,
        database_url(kind, Path(folder)) as url,
    ):
        database = town(url, people)
        approved(database)
        in_flight = 0
        for _ in range(kills):
            worker = started("benchmarks.announcements.worker", url, server.base)
            _until_one_more(server)
            time.sleep(chance.uniform(0, 0.8))
            worker.kill()
            in_flight += server.stats()["flying"]
            worker.wait()
        worker = started("benchmarks.announcements.worker", url, server.base)
        until(lambda: is_over(states(database), people), people / 10 + 120, every=0.5)
        worker.kill()
        time.sleep(0.2)
        return _judged(database, server.stats()["sent"], people, in_flight)


def _until_one_more(server: Telegram) -> None:
    before = len(server.stats()["sent"])
    until(lambda: len(server.stats()["sent"]) > before, 60, every=0.02)


def _judged(database, sent: list, people: int, in_flight: int) -> dict[str, object]:
    """Held against what the server saw."""
    got = Counter(int(chat) - FIRST_CHAT for _, chat, _ in sent)
    query = sa.select(delivery.c.conversation_id, delivery.c.state)
    with database.engine.connect() as connection:
        by_state = dict(connection.execute(query).all())
    database.engine.dispose()
    unsure = {who for who, state in by_state.items() if state == "unsure"}
    surely = {who for who, state in by_state.items() if state == "sent"}
    return {
        "people": people,
        "twice": sum(count > 1 for count in got.values()),
        "lost": sum(who not in got for who in surely) + people - len(by_state),
        "unsure": len(unsure),
        "of these arrived": sum(who in got for who in unsure),
        "in flight at the kills": in_flight,
    }


if __name__ == "__main__":
    for kind in sys.argv[1:] or ("sqlite", "postgresql"):
        print(kind, run(kind))
