"""The command menu and the bot's description, by scope and language."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

import structlog
from telegram import Bot as Api
from telegram import BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats

from bot.channels.telegram.backoff import Sleep
from bot.channels.telegram.faults import SlowDownError

DEFAULT_LANGUAGE = "id"
"""Shown to everybody whose language has no texts of its own."""

TRIES = 3
FIRST_WAIT = 2.0

_log = structlog.get_logger(__name__)

Commands = tuple[tuple[str, str], ...]
"""(command without slash, what it does), in the order of the menu."""


@dataclass(frozen=True, slots=True)
class MenuTexts:
    """What the menu says in one language; descriptions up to 512 and 120 characters."""

    commands: Commands
    group_commands: Commands
    description: str
    short_description: str


async def set_menu(api: Api, texts: Mapping[str, MenuTexts], sleep: Sleep) -> None:
    """Tell Telegram the menus. What fails thrice is left as it was before; never raises."""
    for language, said in texts.items():
        code = None if language == DEFAULT_LANGUAGE else language
        for call in _calls(api, said, code):
            await _patiently(call, sleep)


def _calls(api: Api, said: MenuTexts, code: str | None) -> Iterator[Callable[[], Awaitable[bool]]]:
    private, groups = BotCommandScopeAllPrivateChats(), BotCommandScopeAllGroupChats()
    yield partial(api.set_my_commands, said.commands, private, code)
    yield partial(api.set_my_commands, said.group_commands, groups, code)
    yield partial(api.set_my_description, said.description, code)
    yield partial(api.set_my_short_description, said.short_description, code)


async def _patiently(call: Callable[[], Awaitable[bool]], sleep: Sleep) -> None:
    for _ in range(TRIES):
        wait = FIRST_WAIT
        try:
            await call()
        except SlowDownError as error:
            wait = error.seconds
        except Exception as error:  # noqa: BLE001 - a menu is never worth stopping for
            _log.warning("menu not set", error=type(error).__name__)
        else:
            return
        await sleep(wait)
