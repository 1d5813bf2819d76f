"""Everything in one process: the page, Telegram when there is a token, workers and ticks."""

from __future__ import annotations

import asyncio
import gc
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

import uvicorn

from bot.assemble import Bot, NoPhotoSource
from bot.channels.telegram.channel import Announcing, TelegramChannel
from bot.channels.telegram.menu import MenuTexts
from bot.clock import now
from bot.errors import TanyaKotaError
from bot.schedule import Tick
from bot.schedule import start as start_ticks
from bot.use_cases.deliver import Deliver
from bot.use_cases.page import PageTalk
from bot.use_cases.retain import Retain
from bot.use_cases.work import Workers
from bot.web.app import create_app
from bot.web.chat.routes import Site
from bot.wording.catalogue import languages, text

CONTENT_SECONDS = 0.25
RETAIN_SECONDS = 60.0
CASES_SECONDS = 300.0
ANNOUNCEMENT_SECONDS = 1.0
ATTEMPTS_SECONDS = 60.0
STATISTICS_SECONDS = 30.0
OPEN_DATA_SECONDS = 60.0
GRACE_SECONDS = 2
WORKERS = {"sqlite": 1, "postgresql": 2}
"""SQLite takes one writer at a time; more workers would only wait for each other."""

MENU = (
    "start",
    "topik",
    "panduan",
    "lapor",
    "tiket",
    "bantuan",
    "batal",
    "privasi",
    "dataku",
    "hapus",
    "pengumuman",
    "langganan",
    "berhenti",
    "bahasa",
)
GROUP_MENU = ("start", "topik", "pengumuman", "langganan", "bantuan")
PAGE_MENU = (
    "topik",
    "panduan",
    "lapor",
    "tiket",
    "pengumuman",
    "langganan",
    "bantuan",
    "privasi",
    "bahasa",
)


class PortTakenError(TanyaKotaError):
    """Alamat halaman tidak dapat dipakai; pilih TANYAKOTA_PORT lain atau hentikan program itu"""


class Server(uvicorn.Server):
    """uvicorn without its own signal handlers: one place decides when everything stops."""

    def capture_signals(self) -> AbstractContextManager[None]:  # type: ignore[override] # uvicorn: generator
        return nullcontext()


def serve(bot: Bot, announce: Callable[[str], object]) -> None:
    """Serve until SIGTERM or Ctrl-C.

    Raises:
        PortTakenError: the page's address is taken.
        BadTokenError: Telegram does not know the token.
    """
    # What a process begins with stays. Looking through it for garbage stops everybody for 0.2 s.
    gc.freeze()
    with listening(bot.settings.host, bot.settings.port) as listener:
        asyncio.run(_serve(bot, listener, announce))


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """A socket that is taken before anything else starts."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        # From here on visitors wait instead of being turned away.
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise PortTakenError(f"{host}:{port}", error.strerror) from None
    try:
        yield listener
    finally:
        listener.close()


async def _serve(bot: Bot, listener: socket.socket, announce: Callable[[str], object]) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for one in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(one, stop.set)
    telegram = _telegram(bot)
    photos = telegram.photos if telegram else NoPhotoSource()
    kind = "sqlite" if bot.settings.database_url.startswith("sqlite") else "postgresql"
    workers = Workers(bot.converse(photos), bot.signal, WORKERS[kind])
    retain = Retain(bot.database, now)
    ticks = start_ticks(
        (
            Tick("content", CONTENT_SECONDS, bot.content.refresh),
            Tick("retain", RETAIN_SECONDS, retain),
            Tick("statistics", STATISTICS_SECONDS, bot.pack_days, at_once=True),
            Tick("attempts", ATTEMPTS_SECONDS, bot.ask_attempts),
            Tick("questions", ATTEMPTS_SECONDS, bot.pass_questions_on),
            Tick("cases", CASES_SECONDS, bot.case_clocks),
            *_publishing(bot),
            Tick("announcements", ANNOUNCEMENT_SECONDS, bot.run_announcements),
            Tick("weekly", CASES_SECONDS, bot.weekly_digest),
            Tick("spikes", CASES_SECONDS, bot.watch_spikes),
        ),
        bot.content.current.city.zona_waktu,
    )
    workers.start()
    try:
        await _channels(bot, listener, telegram, stop, announce)
    finally:
        ticks.shutdown(wait=False)
        await asyncio.to_thread(workers.stop)


async def _channels(
    bot: Bot,
    listener: socket.socket,
    telegram: TelegramChannel | None,
    stop: asyncio.Event,
    announce: Callable[[str], object],
) -> None:
    server = Server(
        uvicorn.Config(
            _page(bot), log_config=None, access_log=False, timeout_graceful_shutdown=GRACE_SECONDS
        )
    )
    parts = [asyncio.create_task(server.serve(sockets=[listener]))]
    if telegram is not None:
        parts.append(asyncio.create_task(telegram.run(stop)))
    host = f"[{bot.settings.host}]" if ":" in bot.settings.host else bot.settings.host
    announce(f"http://{host}:{bot.settings.port}")
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait([*parts, stopping], return_when=asyncio.FIRST_COMPLETED)
    stop.set()
    server.should_exit = True
    ended = await asyncio.gather(*parts, return_exceptions=True)
    for one in ended:
        if isinstance(one, Exception):
            raise one


def _publishing(bot: Bot) -> tuple[Tick, ...]:
    tick = Tick("open data", OPEN_DATA_SECONDS, bot.open_data.publish)
    return (tick,) if bot.settings.open_data else ()


def _page(bot: Bot) -> Callable[..., object]:
    city = bot.content.current.city
    commands = tuple((name, text(f"menu.{name}", "id")) for name in PAGE_MENU)
    public = bot.settings.open_data
    site = Site(city.merek, city.nama, city.zona_waktu, commands, open_data=public)
    talk = PageTalk("web", bot.database, bot.receive, now)
    return create_app(talk, site, bot.database.is_ready, bot.open_data if public else None)


def _telegram(bot: Bot) -> TelegramChannel | None:
    token = bot.settings.telegram_token
    if token is None:
        return None
    deliver = Deliver(bot.database, "telegram", now)
    broadcast = bot.broadcast("telegram")
    channel = TelegramChannel(
        token,
        bot.settings.telegram_api,
        bot.receive,
        deliver.claim,
        deliver.settle,
        now,
        {code: _menu(code, bot.content.current.city.nama) for code in languages()},
        announcements=Announcing(broadcast.claim, broadcast.begin, broadcast.settle),
    )
    bot.signal.add_sender(channel.wake)
    return channel


def _menu(language: str, city: str) -> MenuTexts:
    return MenuTexts(
        commands=tuple((name, text(f"menu.{name}", language)) for name in MENU),
        group_commands=tuple((name, text(f"menu.{name}", language)) for name in GROUP_MENU),
        description=text("bot.description", language).format(city=city),
        short_description=text("bot.short_description", language).format(city=city),
    )
