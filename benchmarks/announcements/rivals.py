"""The same 3,000 people, with this program and with other libraries, against the same server.

    python -m benchmarks.announcements.rivals [python-with-them]

They are not dependencies of this project: install aiogram, aiogram-broadcaster and
python-telegram-bot[rate-limiter] somewhere and name that interpreter.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections import Counter

PEOPLE = 3000
FIRST_CHAT = 1_000_000
TEXT = "Loket kependudukan tutup besok. Buka lagi hari Senin."
TOKEN = "123456:" + "uji-coba-" * 4


async def ptb(base: str, people: int) -> None:
    """python-telegram-bot: its own AIORateLimiter, all at once."""
    from telegram.ext import AIORateLimiter, ExtBot
    from telegram.request import HTTPXRequest

    request = HTTPXRequest(connection_pool_size=256, pool_timeout=3600)
    bot = ExtBot(TOKEN, base_url=f"{base}/bot", request=request, rate_limiter=AIORateLimiter())
    async with bot:
        sends = [bot.send_message(FIRST_CHAT + n, TEXT) for n in range(1, people + 1)]
        await asyncio.gather(*sends, return_exceptions=True)


async def broadcaster(base: str, people: int) -> None:
    """aiogram_broadcaster at an interval of 1/30 s."""
    from aiogram import Bot
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram_broadcaster import Broadcaster
    from aiogram_broadcaster.contents import TextContent
    from aiogram_broadcaster.intervals import SimpleInterval

    session = AiohttpSession(api=TelegramAPIServer.from_base(base))
    bot = Bot(TOKEN, session=session)
    mailer = await Broadcaster(bot).create_mailer(
        chats=range(FIRST_CHAT + 1, FIRST_CHAT + people + 1),
        content=TextContent(text=TEXT),
        interval=SimpleInterval(interval=1 / 30),
    )
    await mailer.start()
    await session.close()


RIVALS = {"AIORateLimiter + gather": ptb, "aiogram_broadcaster 1/30 s": broadcaster}


def run(name: str, python: str, people: int = PEOPLE) -> dict[str, object]:
    from benchmarks.announcements.rig import ROOT, busiest, telegram

    with telegram() as server:
        subprocess.run(
            [python, "-m", "benchmarks.announcements.rivals", name, server.base, str(people)],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        stats = server.stats()
    moments = sorted(at for at, *_ in stats["sent"])
    got = Counter(chat for _, chat, _ in stats["sent"])
    return {
        "with": name,
        "rate": round((len(moments) - 1) / (moments[-1] - moments[0]), 2) if moments else 0,
        "most in a second": busiest(moments) if moments else 0,
        "refused (429)": stats["refused"],
        "never sent": people - len(got),
    }


if __name__ == "__main__":
    if len(sys.argv) == 4:
        asyncio.run(RIVALS[sys.argv[1]](sys.argv[2], int(sys.argv[3])))
    else:
        from benchmarks.announcements import rate

        print({"with": "Tanya Kota"} | rate.run("sqlite", 1), flush=True)
        for rival in RIVALS:
            print(run(rival, sys.argv[1] if len(sys.argv) > 1 else sys.executable), flush=True)
