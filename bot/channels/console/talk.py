"""The terminal as a channel: lines in, numbered buttons out."""

from __future__ import annotations

import getpass
import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from bot.dialogue.events import ButtonPressed, CommandSent, InboundEvent, Incoming, TextSent
from bot.use_cases.deliveries import Delivery, SendResult, Sent

CHANNEL = "console"
BATCH = 20


class Deliveries(Protocol):
    """The outbox as this channel sees it."""

    def claim(self, limit: int) -> tuple[Delivery, ...]: ...

    def settle(self, results: Mapping[int, SendResult]) -> None: ...


class ConsoleTalk:
    """One person at a terminal."""

    def __init__(
        self,
        receive: Callable[[Sequence[InboundEvent]], int],
        converse: Callable[[], bool],
        deliveries: Deliveries,
        show: Callable[[str], object],
    ) -> None:
        self._receive = receive
        self._converse = converse
        self._deliveries = deliveries
        self._show = show
        self._buttons: list[tuple[str, str]] = []
        self._address = getpass.getuser()

    def hear(self, line: str) -> None:
        """Take one line, work it off, show what comes back."""
        update = secrets.token_hex(8)
        event = self._event(line.strip())
        self._receive([InboundEvent(CHANNEL, update, self._address, self._address, event)])
        while self._converse():
            pass
        while rows := self._deliveries.claim(BATCH):
            for row in rows:
                self._print(row)
            self._deliveries.settle({row.id: Sent(str(row.id)) for row in rows})

    def _event(self, line: str) -> Incoming:
        if line.startswith("/"):
            name, _, argument = line[1:].partition(" ")
            return CommandSent(name.lower(), argument)
        if line.isdigit() and 1 <= int(line) <= len(self._buttons):
            return ButtonPressed(*self._buttons[int(line) - 1])
        return TextSent(line)

    def _print(self, row: Delivery) -> None:
        self._show(f"\n{row.rendered.text}")
        if row.rendered.attachment is not None:
            self._show(row.rendered.attachment[2])
        if row.rendered.document is not None:
            self._show(f"[berkas {row.rendered.document.name}]")
        if row.rendered.rows:
            self._buttons = [(row.token, one.id) for line in row.rendered.rows for one in line]
        number = 0
        for line in row.rendered.rows:
            labels = []
            for choice in line:
                number += 1
                labels.append(f"[{number}] {choice.label}")
            self._show("  ".join(labels))
