"""kill -9 at any point: every stored update takes effect exactly once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import knowledge_base
from bot.dialogue.events import TextSent
from tests.use_cases.rig import Rig

UPDATES = 400
"""So many that a fast process is still at work when a busy machine gets round to killing it."""

KILLS_AFTER = (3, 11, 2, 17, 1, 9)
ROOT = Path(__file__).parents[2]


def start(url: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.use_cases.killable", url],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_hundreds_of_updates_survive_being_killed(database, database_url: str):
    rig = Rig(database, knowledge_base.KnowledgeBase.from_entries(()))
    people = [str(number % 7) for number in range(UPDATES)]
    events = [rig.event(TextSent(f"pesan {n}"), who) for n, who in enumerate(people)]
    assert rig.receive(events) == UPDATES
    for lines in KILLS_AFTER:
        process = start(database_url)
        assert process.stdout is not None
        for _ in range(lines):
            assert process.stdout.readline() == "done\n"
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
    left = rig.rows("SELECT count(*) AS n FROM inbox WHERE status = 'pending'")[0]["n"]
    assert 0 < left < UPDATES, "the kills must fall in the middle of the work"
    # Two at once finish what is left.
    last = [start(database_url), start(database_url)]
    for process in last:
        process.communicate()
        assert process.returncode == 0
    assert rig.rows("SELECT count(*) AS n FROM inbox WHERE status = 'done'")[0]["n"] == UPDATES
    texts = [row["text"] for row in rig.rows("SELECT text FROM question")]
    assert sorted(texts) == sorted(f"pesan {n}" for n in range(UPDATES))
    sent = rig.rows("SELECT address, payload FROM outbox ORDER BY id")
    for person in set(people):
        mine = [row["payload"] for row in sent if row["address"] == person]
        expected = [n for n, who in enumerate(people) if who == person]
        assert len(mine) == len(expected)
        assert all(f'"pesan {n}"' in payload for n, payload in zip(expected, mine, strict=True))
