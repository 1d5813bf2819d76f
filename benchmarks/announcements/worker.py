"""A process that sends announcements and nothing else: python -m benchmarks.announcements.worker
DATABASE API_BASE. What it lacks beside the whole program is the page and the workers."""

from __future__ import annotations

import asyncio
import sys
import threading

from bot.channels.telegram.channel import Announcing, TelegramChannel
from bot.city_file import read_city
from bot.clock import now
from bot.live_content import Content, calendar_of, world_of
from bot.storage.database import SqlDatabase
from bot.storage.engine import open_engine
from bot.use_cases.broadcast import Broadcast
from bot.use_cases.deliver import Deliver
from bot.use_cases.run_announcements import RunAnnouncements
from bot.use_cases.work import Signal
from bot.wording.render import CatalogueWording
from knowledge_base import KnowledgeBase
from knowledge_base.load import CONTENT

TOKEN = "123456:" + "uji-coba-" * 4


def main(url: str, base: str) -> None:
    city = read_city(CONTENT)
    facts = Content(KnowledgeBase.from_entries(()), city, calendar_of(city, now().date()))
    wording = CatalogueWording(city.zona_waktu)
    database = SqlDatabase(open_engine(url))

    def world(at):
        return world_of(facts, at, "")

    run = RunAnnouncements(database, world, wording, Signal(), now)

    def tick() -> None:
        while True:
            run()
            threading.Event().wait(0.5)

    threading.Thread(target=tick, daemon=True).start()
    deliver = Deliver(database, "telegram", now)
    broadcast = Broadcast(database, "telegram", world, wording, now)
    channel = TelegramChannel(
        TOKEN,
        base,
        len,
        deliver.claim,
        deliver.settle,
        now,
        announcements=Announcing(broadcast.claim, broadcast.begin, broadcast.settle),
    )
    asyncio.run(channel.run(asyncio.Event()))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
