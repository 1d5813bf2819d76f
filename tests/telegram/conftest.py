"""A Bot API server, a client on it, and a clock and a sleep that cost no time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import pytest_asyncio

from bot.channels.telegram.client import Client, connected
from tests.telegram.bot_api_server import BotApiServer
from tests.telegram.resident import Resident

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Naps:
    """A sleep that takes no time and remembers how long it should have been."""

    def __init__(self) -> None:
        self.taken: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)
        await asyncio.sleep(0)

    async def until(self, count: int) -> None:
        """Wait until that many naps were taken."""
        async with asyncio.timeout(5):
            while len(self.taken) < count:  # noqa: ASYNC110 - who naps tells nobody
                await asyncio.sleep(0)


@pytest_asyncio.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer() as running:
        yield running


@pytest.fixture
def resident(server: BotApiServer) -> Resident:
    return Resident(server)


@pytest_asyncio.fixture
async def client(server: BotApiServer) -> AsyncIterator[Client]:
    """Gives up on a reply after 0.5 s, so that a hanging server costs little."""
    async with connected(server.token, server.base, 8, read_timeout=0.5) as api:
        yield api


@pytest.fixture
def naps() -> Naps:
    return Naps()


def clock() -> datetime:
    return NOW
