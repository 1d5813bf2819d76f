"""The library's Bot, with the pieces that it lacks."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import structlog
import telegram
from telegram.error import InvalidToken

from bot.channels.telegram.backoff import BackOff, Sleep
from bot.channels.telegram.faults import BrokenReplyError
from bot.channels.telegram.request import AiohttpRequest
from bot.errors import TanyaKotaError

ALLOWED_UPDATES: Final = ("message", "callback_query", "my_chat_member")
"""Told with every poll: left out, whatever somebody set before would stay in force."""

MAX_UPDATES: Final = 100
POLL_SLACK = 10.0
"""Seconds that the reply to a long poll may be late."""

_log = structlog.get_logger(__name__)


class BadTokenError(TanyaKotaError):
    """Telegram menolak token bot"""


class Client(telegram.Bot):
    """A Bot that hands updates out unparsed, and whose representation hides the token."""

    __slots__ = ()

    async def raw_updates(self, offset: int | None, timeout: int) -> list[dict[str, Any]]:  # noqa: ASYNC109 - the server's timeout, in seconds
        """Up to 100 updates; waits on the server for at most `timeout` seconds.

        Unparsed, because one malformed update must not hold up the rest of its batch. Asking with
        an offset tells Telegram that everything before it was received.

        Raises:
            TelegramError: BrokenReplyError among them, when the reply has another shape.
        """
        data = {
            "offset": offset,
            "timeout": timeout,
            "limit": MAX_UPDATES,
            "allowed_updates": ALLOWED_UPDATES,
        }
        try:
            found = await self._post("getUpdates", data, read_timeout=timeout + POLL_SLACK)
            return [{**update, "update_id": int(update["update_id"])} for update in found]
        except (KeyError, TypeError, ValueError):
            raise BrokenReplyError("unreadable updates") from None

    def __repr__(self) -> str:
        return "Client[***]"


@asynccontextmanager
async def connected(
    token: str, api_base: str, connections: int, read_timeout: float = 15.0
) -> AsyncIterator[Client]:
    """A client with its connections, closed at the end. The long poll has one of its own."""
    base = api_base.rstrip("/")
    async with AiohttpRequest(connections, read_timeout) as calls, AiohttpRequest(1) as polls:
        yield Client(
            token,
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            request=calls,
            get_updates_request=polls,
        )


async def introduce(client: Client, sleep: Sleep) -> telegram.User:
    """Wait until Telegram answers, learn who we are, and switch to polling.

    Pending updates are kept: they are what residents wrote while we were away.

    Raises:
        BadTokenError: the token is not valid.
    """
    back_off = BackOff(1, 30)
    reported = False
    while True:
        try:
            me = await client.get_me()
            await client.delete_webhook(drop_pending_updates=False)
        except InvalidToken:
            raise BadTokenError(
                "TANYAKOTA_TELEGRAM_TOKEN=***", "ambil token yang berlaku dari @BotFather"
            ) from None
        except Exception as error:  # noqa: BLE001 - whatever stands in the way may go away
            if not reported:
                _log.warning("telegram unreachable, waiting", error=type(error).__name__)
            reported = True
            await sleep(back_off.next())
        else:
            return me
