"""What can go wrong between us and Telegram, told apart by whether the request arrived.

The library's own classes cannot say this: a timeout before and after writing look the same, and
its flood error warns of its own deprecation whenever it is made.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from telegram.error import NetworkError

DEFAULT_RETRY_AFTER = 5.0
"""Seconds to wait after a 429 that names none."""


class NotSentError(NetworkError):
    """The request never reached the server."""


class BrokenReplyError(NetworkError):
    """The request was written, but its reply was lost or is unreadable."""


class SlowDownError(NetworkError):
    """429: not done; try again after `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"Too Many Requests: retry after {seconds:g}")
        self.seconds = seconds


def check_failure(status: int, body: bytes, headers: Mapping[str, str]) -> None:
    """Raise for replies that the library would misread; pass Telegram's own refusals on to it.

    Raises:
        SlowDownError: 429.
        BrokenReplyError: 504, where a gateway gave up waiting for work that may have been done.
        NetworkError: a page that somebody on the way wrote; its 401 or 403 is not Telegram's.
    """
    said = _json_object(body)
    if status == 429:
        raise SlowDownError(_retry_after(said or {}, headers))
    if said is None or "description" not in said:
        fault = BrokenReplyError if status == 504 else NetworkError
        raise fault(f"HTTP {status}")


def _retry_after(said: Mapping[str, Any], headers: Mapping[str, str]) -> float:
    parameters = said.get("parameters")
    told = parameters.get("retry_after") if isinstance(parameters, dict) else None
    try:
        return float(str(told or headers.get("Retry-After") or DEFAULT_RETRY_AFTER))
    except ValueError:
        return DEFAULT_RETRY_AFTER


def _json_object(body: bytes) -> dict[str, Any] | None:
    try:
        said = json.loads(body)
    except ValueError:
        return None
    return said if isinstance(said, dict) else None
