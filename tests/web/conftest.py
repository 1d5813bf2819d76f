"""The real page over the real dialogue and storage; whatever is handed in is worked off at once."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import uvicorn
from fastapi.testclient import TestClient

from bot.serve import PAGE_MENU, Server
from bot.storage.database import SqlDatabase
from bot.use_cases.open_data import OpenData
from bot.use_cases.page import PageTalk
from bot.web.app import create_app
from bot.web.chat.routes import Site
from bot.wording.catalogue import text
from tests.use_cases.rig import Rig

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((found for name in BROWSERS if (found := shutil.which(name))), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SITE = Site(
    "Tanya Contoh",
    "Kota Contoh",
    "Asia/Jakarta",
    tuple((name, text(f"menu.{name}", "id")) for name in PAGE_MENU),
    open_data=True,
)


class Direct(PageTalk):
    """Works everything off before `hand_in` returns."""

    rig: Rig

    def hand_in(self, address, update, event):
        super().hand_in(address, update, event)
        while self.rig.converse():
            pass


def open_data_of(rig: Rig) -> OpenData:
    return OpenData(rig.database, rig.own_world, rig.clock)


@pytest.fixture
def rig(sqlite_database: SqlDatabase, knowledge) -> Rig:
    return Rig(sqlite_database, knowledge, channel="web")


@pytest.fixture
def app(rig: Rig):
    talk = Direct("web", rig.database, rig.receive, rig.clock)
    object.__setattr__(talk, "rig", rig)
    return create_app(talk, SITE, rig.database.is_ready, open_data_of(rig))


@pytest.fixture
def client(app) -> Iterator[TestClient]:
    with TestClient(app, follow_redirects=False) as client:
        yield client


@dataclass
class Running:
    """A page that really listens."""

    address: str
    rig: Rig
    server: Server


@pytest.fixture
def running(app, rig: Rig) -> Iterator[Running]:
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(128)  # so that a quick browser waits for the server instead of being refused
    config = uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=1)
    server = Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield Running(f"http://127.0.0.1:{listener.getsockname()[1]}", rig, server)
    server.should_exit = True
    thread.join()
    listener.close()
