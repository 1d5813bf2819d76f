"""How python-telegram-bot reaches the Bot API: over aiohttp.

The library's own httpx transport limits throughput to a sixth and writes addresses, which contain
the token, to the log. No address and no reply is ever logged or put into an error here.
"""

from __future__ import annotations

import json
import logging
from typing import Any, Final

import aiohttp
from telegram.error import TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.channels.telegram.faults import BrokenReplyError, NotSentError, check_failure

MAX_BODY: Final = 20 * 1024 * 1024
"""Bytes read of one reply; files that bots may fetch are no larger."""

_BEFORE_SENDING = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.ClientHttpProxyError,
    aiohttp.InvalidURL,
)


class AiohttpRequest(BaseRequest):
    """A pool of `connections`; timeouts in seconds."""

    __slots__ = ("_connect_timeout", "_connections", "_read_timeout", "_session")

    def __init__(
        self, connections: int, read_timeout: float = 15.0, connect_timeout: float = 5.0
    ) -> None:
        self._connections = connections
        self._read_timeout = read_timeout
        self._connect_timeout = connect_timeout
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return self._read_timeout

    async def initialize(self) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, ttl_dns_cache=300),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                trust_env=True,
            )

    async def shutdown(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(  # noqa: PLR0913, PLR0917 - the library's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401 - its marker type is private
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401, ARG002 - same
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401, ARG002 - same
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401, ARG002 - same
    ) -> tuple[int, bytes]:
        """One request; returns HTTP status and body.

        Raises:
            NotSentError: surely not received by the server.
            TimedOut, BrokenReplyError: written, but whether it was done is unknown.
            SlowDownError, NetworkError: see `check_failure`.
        """
        if self._session is None:
            raise NotSentError("not connected")
        given = self._read_timeout if read_timeout is self.DEFAULT_NONE else read_timeout
        data, headers = _payload(request_data)
        try:
            async with self._session.request(
                method,
                URL(url, encoded=True),
                data=data,
                headers=headers,
                timeout=self._timeout(given),
                allow_redirects=False,
            ) as reply:
                status, body = reply.status, await _body(reply)
                told = reply.headers
        except _BEFORE_SENDING as error:
            raise NotSentError(type(error).__name__) from None
        except TimeoutError:
            raise TimedOut from None
        except (aiohttp.ClientError, OSError) as error:
            raise BrokenReplyError(type(error).__name__) from None
        if not 200 <= status < 300:
            check_failure(status, body, told)
        return status, body

    def _timeout(self, read_timeout: float) -> aiohttp.ClientTimeout:
        return aiohttp.ClientTimeout(
            total=2 * self._connect_timeout + read_timeout,
            connect=2 * self._connect_timeout,
            sock_connect=self._connect_timeout,
            sock_read=read_timeout,
        )

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The reply's object; unlike the library's, it never logs what it cannot read.

        Raises:
            BrokenReplyError: not a reply of the Bot API.
        """
        try:
            said = json.loads(payload)
        except ValueError:
            raise BrokenReplyError("unreadable reply") from None
        if not isinstance(said, dict) or not ("result" in said or "description" in said):
            raise BrokenReplyError("unreadable reply")
        return said


def quiet_libraries() -> None:
    """Libraries that log addresses at INFO are silenced, however logging was set up."""
    for name in ("httpx", "httpcore", "telegram"):
        logging.getLogger(name).setLevel(logging.WARNING)


def _payload(data: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, dict[str, str]]:
    if data is None:
        return None, {}
    if not data.contains_files:
        return data.json_payload, {"Content-Type": "application/json"}
    # Quoted, a name would reach its reader as "jadwal%20baru.pdf".
    form = aiohttp.FormData(quote_fields=False)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form, {}


async def _body(reply: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for chunk in reply.content.iter_chunked(64 * 1024):
        body += chunk
        if len(body) > MAX_BODY:
            raise BrokenReplyError("reply too large")
    return bytes(body)
