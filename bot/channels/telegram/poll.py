"""The long poll: store first, acknowledge after.

Asking for the next updates is what tells Telegram that the former were received. It happens only
after those were stored, so that an update can neither be lost nor, being stored once, count twice.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Final

import structlog
from telegram import Update
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.channels.telegram.backoff import BackOff, Sleep
from bot.channels.telegram.client import Client
from bot.channels.telegram.faults import SlowDownError
from bot.channels.telegram.translate import Me, translate
from bot.dialogue.events import InboundEvent

Store = Callable[[Sequence[InboundEvent]], object]

POLL_SECONDS: Final = 25
BAD_TOKEN_SECONDS: Final = 60.0

_log = structlog.get_logger(__name__)


class Poller:
    """`store` is called in a thread and raises when the events were not stored."""

    def __init__(
        self, client: Client, me: Me, store: Store, sleep: Sleep, poll_seconds: int = POLL_SECONDS
    ) -> None:
        self._client = client
        self._me = me
        self._store = store
        self._sleep = sleep
        self._poll_seconds = poll_seconds
        self._offset: int | None = None
        self._answers: set[asyncio.Task[None]] = set()
        self._trouble: str | None = None
        self._network = BackOff(1, 30)
        self._rival = BackOff(5, 30)
        self._database = BackOff(1, 30)

    async def run(self) -> None:
        """Poll until cancelled."""
        try:
            while True:
                await self.turn()
        finally:
            for answer in self._answers:
                answer.cancel()
            await asyncio.gather(*self._answers, return_exceptions=True)

    async def turn(self) -> None:
        """One poll: its updates are stored, or will be told again."""
        try:
            found = await self._client.raw_updates(self._offset, self._poll_seconds)
        except TelegramError as error:
            await self._wait_out(error)
            return
        self._network.reset()
        self._rival.reset()
        updates = [one for raw in found if (one := self._read(raw)) is not None]
        events = [event for one in updates if (event := translate(one, self._me)) is not None]
        if events and not await self._stored(events):
            return
        if found:
            self._offset = max(raw["update_id"] for raw in found) + 1
        self._recovered()
        for update in updates:
            self._answer(update)

    async def _stored(self, events: Sequence[InboundEvent]) -> bool:
        try:
            await asyncio.to_thread(self._store, events)
        except Exception as error:  # noqa: BLE001 - whatever it was, nothing was stored
            self._report("database unreachable, updates stay with telegram", error)
            await self._sleep(self._database.next())
            return False
        self._database.reset()
        return True

    def _read(self, raw: dict[str, Any]) -> Update | None:
        try:
            return Update.de_json(raw, self._client)
        except Exception as error:  # noqa: BLE001 - the library raises whatever a shape leads to
            _log.error("update unreadable", update=raw["update_id"], error=type(error).__name__)
            return None

    def _answer(self, update: Update) -> None:
        if update.callback_query is not None:
            task = asyncio.create_task(self._answered(update.callback_query.id))
            self._answers.add(task)
            task.add_done_callback(self._answers.discard)

    async def _answered(self, query: str) -> None:
        # Ends the button's spinner. It may be too old by now; what was pressed counts regardless.
        with suppress(TelegramError):
            await self._client.answer_callback_query(query)

    async def _wait_out(self, error: TelegramError) -> None:
        match error:
            case InvalidToken():
                _log.critical("telegram refuses the token: polling stands still")
                await self._sleep(BAD_TOKEN_SECONDS)
            case Conflict():
                self._report("another program polls with this token", error)
                await self._sleep(self._rival.next())
                if "webhook" in error.message.lower():
                    with suppress(TelegramError):
                        await self._client.delete_webhook(drop_pending_updates=False)
            case SlowDownError(seconds=seconds):
                self._report("polling too fast", error)
                await self._sleep(seconds)
            case _:
                self._report("telegram unreachable, waiting", error)
                await self._sleep(self._network.next())

    def _report(self, trouble: str, error: Exception) -> None:
        if trouble != self._trouble:
            _log.error(trouble, error=type(error).__name__)
        self._trouble = trouble

    def _recovered(self) -> None:
        if self._trouble is not None:
            _log.info("polling again")
        self._trouble = None
