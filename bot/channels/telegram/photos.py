"""Fetches pictures and files that still lie with Telegram, for worker threads."""

from __future__ import annotations

import asyncio
import concurrent.futures
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from telegram import Bot as Api
from telegram.error import BadRequest, TelegramError

from bot.channels.telegram.contents import MAX_FILE
from bot.channels.telegram.translate import CHANNEL

_log = structlog.get_logger(__name__)


class TelegramClosedError(Exception):
    """Telegram cannot be asked because we are stopping; the event will be worked off later."""


class TelegramPhotos:
    """Implements the `PhotoSource` port; waits at most `timeout` seconds, tries `tries` times."""

    def __init__(self, timeout: float = 20.0, tries: int = 2) -> None:
        self._timeout = timeout
        self._tries = tries
        self._opened = threading.Event()
        self._at: tuple[Api, asyncio.AbstractEventLoop] | None = None
        self._running: set[asyncio.Task[bytes | None]] = set()

    @asynccontextmanager
    async def reached_by(self, api: Api) -> AsyncIterator[None]:
        """Within this block pictures are fetched over `api`, on the running loop."""
        self._at = (api, asyncio.get_running_loop())
        self._opened.set()
        try:
            yield
        finally:
            self._at = None
            running = set(self._running)
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)

    def fetch(self, channel: str, reference: str) -> bytes | None:
        """The file's bytes, or None. Blocks; never call it on the loop's own thread.

        Raises:
            TelegramClosedError: we are stopping.
        """
        if channel != CHANNEL or not self._opened.wait(self._timeout):
            return None
        at = self._at
        if at is None:
            raise TelegramClosedError
        api, loop = at
        download = self._download(api, reference)
        try:
            fetching = asyncio.run_coroutine_threadsafe(download, loop)
        except RuntimeError:  # the loop was closed in between
            download.close()
            raise TelegramClosedError from None
        try:
            return fetching.result(self._timeout)
        except TimeoutError:
            fetching.cancel()
            return None
        except concurrent.futures.CancelledError:
            raise TelegramClosedError from None

    async def _download(self, api: Api, reference: str) -> bytes | None:
        if self._at is None:
            raise asyncio.CancelledError
        task = asyncio.create_task(self._file(api, reference))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return await task

    async def _file(self, api: Api, reference: str) -> bytes | None:
        for _ in range(self._tries):
            try:
                file = await api.get_file(reference)
                if (file.file_size or 0) > MAX_FILE or not file.file_path:
                    return None
                return bytes(await file.download_as_bytearray())
            except BadRequest as error:
                _log.warning("file not to be had", error=error.message)
                return None
            except TelegramError as error:
                _log.warning("file not fetched", error=type(error).__name__)
            except Exception as error:  # noqa: BLE001 - a reply of a shape nobody foresaw
                _log.warning("file not fetched", error=type(error).__name__)
                return None
        return None
