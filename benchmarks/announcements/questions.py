"""How long a resident waits for an answer while an announcement goes out: the whole program."""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.announcements.rig import ROOT, Telegram, busiest, database_url, telegram, until
from benchmarks.announcements.town import approved, states, town
from benchmarks.announcements.worker import TOKEN
from bot.clock import timer
from knowledge_base.load import load_entries

PEOPLE = 3000
PER_SECOND = 3.0
FIRST_ASKER = 9_000_000
WARM_UP = 5


def run(kind: str, questions: int = 240, seed: int = 11) -> dict[str, object]:
    chance = random.Random(seed)
    texts = [text for one in load_entries() for text in one.entry.contoh_pertanyaan]
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        telegram() as server,
        database_url(kind, Path(folder)) as url,
    ):
        database = town(url, PEOPLE)
        process = program(server, folder, url)
        asked = {}
        for number in range(WARM_UP):
            ask(server, -number, chance.choice(texts))
        until(lambda: len(server.stats()["sent"]) >= WARM_UP, 60)
        approved(database)
        until(lambda: len(server.stats()["sent"]) >= WARM_UP + 30, 60)
        for number in range(1, questions + 1):
            asked[str(FIRST_ASKER + number)] = ask(server, number, chance.choice(texts))
            time.sleep(chance.expovariate(PER_SECOND))
        time.sleep(2)
        stats, still = server.stats(), states(database)["waiting"]
        process.kill()
        process.wait()
        database.engine.dispose()
    answered: dict[str, float] = {}
    for at, chat, _ in stats["sent"]:
        answered.setdefault(chat, at)
    waited = sorted(answered[chat] - at for chat, at in asked.items() if chat in answered)
    return {
        "database": kind,
        "asked": len(asked),
        "answered": len(waited),
        "p50 ms": round(1000 * waited[len(waited) // 2]),
        "p99 ms": round(1000 * waited[int(0.99 * len(waited))]),
        "worst ms": round(1000 * waited[-1]),
        "most in a second": busiest(sorted(at for at, *_ in stats["sent"])),
        "refused (429)": stats["refused"],
        "announcements still waiting at the end": still,
    }


def ask(server: Telegram, number: int, text: str) -> float:
    chat = FIRST_ASKER + number
    who = {"id": chat, "is_bot": False, "first_name": "Warga", "language_code": "id"}
    message = {
        "message_id": number + 1000,
        "date": 1,
        "chat": {"id": chat, "type": "private"},
        "from": who,
        "text": text,
    }
    server.post("push", [{"update_id": 1000 + number, "message": message}])
    return timer()


def program(server: Telegram, folder: str, url: str) -> subprocess.Popen[bytes]:
    """The program as it ships."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "TANYAKOTA_PORT": port,
        "TANYAKOTA_TELEGRAM_TOKEN": TOKEN,
        "TANYAKOTA_TELEGRAM_API": server.base,
        "TANYAKOTA_DATABASE_URL": url,
    }
    return subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "run"],
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
    )


if __name__ == "__main__":
    for kind in sys.argv[1:] or ("sqlite", "postgresql"):
        print(run(kind))
