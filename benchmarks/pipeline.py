"""Messages a second through everything, against the same bot without storage.

Through everything: a server playing Telegram hands updates out; they are stored, acknowledged,
claimed, stepped, rendered, put into the outbox, sent, and settled. Without storage: the same
dialogue and rendering answers each update at once and keeps nothing.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from uuid import uuid4

from sqlalchemy import make_url

import knowledge_base
from bot.channels.telegram.channel import TelegramChannel
from bot.city_file import read_city
from bot.clock import now, timer
from bot.dialogue.conversation import Conversation
from bot.dialogue.effects import Edit, Say
from bot.dialogue.step import step
from bot.live_content import Content, calendar_of, world_of
from bot.storage.engine import open_engine
from bot.use_cases.deliveries import Delivery, OutboxKind
from bot.wording.render import CatalogueWording
from knowledge_base.load import CONTENT, load_entries
from tests.telegram.bot_api_server import BotApiServer
from tests.telegram.resident import Resident

MESSAGES = 1500
PEOPLE = 300
RUNS = 3
ROOT = Path(__file__).parents[1]


def content() -> Content:
    city = read_city(CONTENT)
    return Content(knowledge_base.load(), city, calendar_of(city, now().date()))


class Nothing:
    """The same bot without storage: what comes in goes straight out."""

    def __init__(self, facts: Content) -> None:
        self._facts = facts
        self._wording = CatalogueWording(facts.city.zona_waktu)
        self._waiting: list[Delivery] = []
        self._ids = 0
        self.wake = lambda: None

    def store(self, events) -> int:
        world = world_of(self._facts, now(), "bench")
        for one in events:
            for effect in step(Conversation(), one.event, world).effects:
                if isinstance(effect, Say | Edit):
                    for page in self._wording.render(effect.message, "id", "telegram"):
                        self._ids += 1
                        self._waiting.append(self._row(one.address, page))
        self.wake()
        return len(events)

    def _row(self, address: str, page) -> Delivery:
        return Delivery(
            self._ids, f"t{self._ids}", "telegram", address, OutboxKind.SEND, page, None, 1
        )

    def claim(self, limit: int) -> tuple[Delivery, ...]:
        taken, self._waiting = self._waiting[:limit], self._waiting[limit:]
        return tuple(taken)

    def settle(self, results) -> None:
        pass


async def measure(start) -> float:
    """Messages a second from the first update to the last reply; the bot is its own process."""
    async with BotApiServer() as server:
        people = [Resident(server, user=1000 + number) for number in range(PEOPLE)]
        process = start(server)
        await server.until(lambda: server.called("getUpdates"), 60)
        begun = timer()
        for number in range(MESSAGES):
            people[number % PEOPLE].say(TEXTS[number % len(TEXTS)])
        await server.until(lambda: sum(len(p.messages) for p in people) >= MESSAGES, 120)
        seconds = timer() - begun
        process.terminate()
        await asyncio.to_thread(process.wait)
    return MESSAGES / seconds


def program(server: BotApiServer, folder: str, url: str) -> subprocess.Popen[bytes]:
    """The program as it ships."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "TANYAKOTA_PORT": port,
        "TANYAKOTA_TELEGRAM_TOKEN": server.token,
        "TANYAKOTA_TELEGRAM_API": server.base,
        "TANYAKOTA_DATABASE_URL": url,
    }
    return subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "run"],
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
    )


def without_storage(server: BotApiServer) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "benchmarks.pipeline", "--bare", server.token, server.base],
        cwd=ROOT,
    )


async def bare(token: str, base: str) -> None:
    """The same bot without storage, until it is told to stop."""
    nothing = Nothing(content())
    channel = TelegramChannel(token, base, nothing.store, nothing.claim, nothing.settle, now)
    nothing.wake = channel.wake
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await channel.run(stop)


def fresh(url: str) -> str:
    """A new database on the server."""
    name = f"bench_{uuid4().hex}"
    admin = open_engine(url).execution_options(isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    admin.dispose()
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def main() -> None:
    runs: dict[str, list[float]] = {}
    for number in range(RUNS):
        runs.setdefault("without storage", []).append(asyncio.run(measure(without_storage)))
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{folder}/{number}.sqlite3"
            rate = asyncio.run(measure(lambda s, f=folder, u=url: program(s, f, u)))
            runs.setdefault("SQLite", []).append(rate)
            if len(sys.argv) > 1:
                url = fresh(sys.argv[1])
                rate = asyncio.run(measure(lambda s, f=folder, u=url: program(s, f, u)))
                runs.setdefault("PostgreSQL", []).append(rate)
    print(f"{MESSAGES} messages of {PEOPLE} people, server and bot a process each, {RUNS} runs")
    base = sorted(runs["without storage"])[RUNS // 2]
    for name, rates in runs.items():
        low, *_, high = ordered = sorted(rates)
        middle = ordered[len(ordered) // 2]
        print(f"{name}: {middle:.0f}/s ({low:.0f} to {high:.0f}), {middle / base:.2f} of the base")


TEXTS = [text for one in load_entries() for text in one.entry.contoh_pertanyaan]

if __name__ == "__main__":
    if sys.argv[1:2] == ["--bare"]:
        asyncio.run(bare(*sys.argv[2:4]))
    else:
        main()
