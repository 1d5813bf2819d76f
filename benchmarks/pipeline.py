"""Messages a second through everything, against the same bot without storage.

Through everything: a server playing Telegram hands updates out; they are stored, acknowledged,
claimed, stepped, rendered, put into the outbox, sent, and settled. Without storage: the same
dialogue and rendering answers each update at once and keeps nothing.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

import knowledge_base
from bot.assemble import NoPhotoSource
from bot.channels.telegram.channel import TelegramChannel
from bot.city_file import read_city
from bot.civic.roles import Role
from bot.clock import now, timer
from bot.dialogue.conversation import Conversation
from bot.dialogue.effects import Edit, Say
from bot.dialogue.step import step
from bot.live_content import Content, calendar_of, world_of
from bot.serve import WORKERS
from bot.storage.database import SqlDatabase
from bot.storage.engine import open_engine
from bot.storage.migrate import upgrade
from bot.use_cases.converse import Converse
from bot.use_cases.deliver import Deliver
from bot.use_cases.deliveries import Delivery, OutboxKind
from bot.use_cases.receive import Receive
from bot.use_cases.work import Signal, Workers
from bot.wording.render import CatalogueWording
from knowledge_base.load import CONTENT
from tests.telegram.bot_api_server import BotApiServer
from tests.telegram.resident import Resident

MESSAGES = 1500
PEOPLE = 300


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


async def measure(channel_of) -> float:
    """Messages a second from the first update to the last reply."""
    async with BotApiServer() as server:
        people = [Resident(server, user=1000 + number) for number in range(PEOPLE)]
        texts = [text for e in FACTS.knowledge.entries for text in e.contoh_pertanyaan]
        for number in range(MESSAGES):
            people[number % PEOPLE].say(texts[number % len(texts)])
        stop = asyncio.Event()
        channel = channel_of(server)
        begun = timer()
        running = asyncio.create_task(channel.run(stop))
        await server.until(lambda: sum(len(p.messages) for p in people) >= MESSAGES, 120)
        seconds = timer() - begun
        stop.set()
        await running
    return MESSAGES / seconds


def without_storage(server: BotApiServer) -> TelegramChannel:
    nothing = Nothing(FACTS)
    channel = TelegramChannel(
        server.token, server.base, nothing.store, nothing.claim, nothing.settle, now
    )
    nothing.wake = channel.wake
    return channel


def with_storage(url: str):
    """A channel maker, and what stops its workers."""
    engine = open_engine(url)
    upgrade(engine, "bench")
    database, signal = SqlDatabase(engine), Signal()
    wording = CatalogueWording(FACTS.city.zona_waktu)

    def world(at, fresh: str, role: Role, group: bool):
        return world_of(FACTS, at, fresh, role, group=group)

    converse = Converse(database, step, world, wording, NoPhotoSource(), signal, now)
    workers = Workers(converse, signal, WORKERS[engine.dialect.name])
    deliver = Deliver(database, "telegram", now)

    def channel_of(server: BotApiServer) -> TelegramChannel:
        channel = TelegramChannel(
            server.token,
            server.base,
            Receive(database, signal, now),
            deliver.claim,
            deliver.settle,
            now,
        )
        signal.add_sender(channel.wake)
        workers.start()
        return channel

    return channel_of, workers


def main() -> None:
    runs: dict[str, list[float]] = {}
    urls = {"SQLite": ""}
    if len(sys.argv) > 1:
        urls["PostgreSQL"] = sys.argv[1]
    for number in range(3):
        runs.setdefault("without storage", []).append(asyncio.run(measure(without_storage)))
        for name, url in urls.items():
            with tempfile.TemporaryDirectory() as folder:
                where = url or f"sqlite:///{Path(folder) / str(number)}.sqlite3"
                channel_of, workers = with_storage(where)
                runs.setdefault(name, []).append(asyncio.run(measure(channel_of)))
                workers.stop()
    print(f"{MESSAGES} messages of {PEOPLE} people, server and bot in one process, 3 runs")
    base = sorted(runs["without storage"])[1]
    for name, rates in runs.items():
        low, middle, high = sorted(rates)
        print(f"{name}: {middle:.0f}/s ({low:.0f} to {high:.0f}), {middle / base:.2f} of the base")


FACTS = content()

if __name__ == "__main__":
    main()
