"""What a failed call means for the message: sent, later, never, or nobody knows. Pure.

The order of the cases matters: the library's BadRequest and TimedOut are NetworkErrors, too.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    TelegramError,
    TimedOut,
)

from bot.channels.telegram.faults import BrokenReplyError, SlowDownError
from bot.use_cases.deliveries import Gone, Moved, Refused, RetryAt, SendResult, Sent, Unsure

FIRST_RETRY = 1.0
LONGEST_RETRY = 30.0
BAD_TOKEN_RETRY = 60.0
"""Seconds. A token that stopped being valid needs people, not haste."""

_GONE = ("chat not found", "user not found", "peer_id_invalid", "user is deactivated")
_VANISHED = ("message to edit not found", "message can't be edited", "message_id_invalid",
             "no text in the message to edit")  # fmt: skip


def outcome(
    error: TelegramError, edited: str | None, attempts: int, now: datetime, jitter: float
) -> SendResult:
    """What became of a message; `edited` is the message it was to replace, `jitter` is in 0..1."""
    match error:
        case SlowDownError(seconds=seconds):
            at = now + timedelta(seconds=seconds + jitter)
            return RetryAt(at, error.message, everybody=True)
        case ChatMigrated(new_chat_id=address):
            return Moved(str(address))
        case Forbidden():
            return Gone(error.message)
        case BadRequest():
            return _refusal(error, edited)
        case TimedOut() | BrokenReplyError():
            return Unsure(error.message)
        case InvalidToken():
            return RetryAt(now + timedelta(seconds=BAD_TOKEN_RETRY), "token refused")
        case _ if _is_too_large(error):
            return Refused(error.message)
        case _:
            return RetryAt(now + timedelta(seconds=backed_off(attempts, jitter)), error.message)


def backed_off(attempts: int, jitter: float) -> float:
    """Seconds before the next try: doubling to half a minute, and up to as much again."""
    longest = LONGEST_RETRY / 2
    step = longest if attempts > 10 else min(longest, FIRST_RETRY * 2 ** max(0, attempts - 1))
    return step * (1 + jitter)


def unparsable(error: BadRequest) -> bool:
    """Our own markup is at fault; the words can still be sent."""
    return "can't parse entities" in error.message.lower()


def vanished(error: BadRequest) -> bool:
    """The message to edit is gone, or too old; its successor can be sent as a new one."""
    return any(sign in error.message.lower() for sign in _VANISHED)


def _is_too_large(error: TelegramError) -> bool:
    """413, by Telegram or by somebody on the way: a file does not shrink by waiting."""
    return error.message.lower() in {"request entity too large", "http 413"}


def _refusal(error: BadRequest, edited: str | None) -> SendResult:
    said = error.message.lower()
    if "message is not modified" in said:
        return Sent(edited)
    if any(sign in said for sign in _GONE):
        return Gone(error.message)
    return Refused(error.message)
