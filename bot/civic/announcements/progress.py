"""How far sending has come: every person of the audience is in exactly one state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

PER_SECOND = 29.1
"""Messages a second over all workers, evenly: under Telegram's 30, whatever jitter there is."""

RECALLED_WITHIN_HOURS = 48
"""Telegram lets bots delete what they sent for so long."""


class RunKind(StrEnum):
    """What is done for everyone of an audience: kirim (send), ubah (edit), tarik (delete)."""

    KIRIM = "kirim"
    UBAH = "ubah"
    TARIK = "tarik"


class RunStatus(StrEnum):
    """berjalan, dijeda (paused), selesai, dibatalkan."""

    BERJALAN = "berjalan"
    DIJEDA = "dijeda"
    SELESAI = "selesai"
    DIBATALKAN = "dibatalkan"


class DeliveryState(StrEnum):
    """waiting, leased by a sender, sending, and the ends.

    gone: cannot be reached. refused: not taken. unsure: nobody knows whether it arrived, never
    repeated by itself. skipped: cancelled, expired, or too old to be deleted.
    """

    WAITING = "waiting"
    LEASED = "leased"
    SENDING = "sending"
    SENT = "sent"
    GONE = "gone"
    REFUSED = "refused"
    UNSURE = "unsure"
    SKIPPED = "skipped"

    @property
    def is_over(self) -> bool:
        return self not in UNDER_WAY


UNDER_WAY = (DeliveryState.WAITING, DeliveryState.LEASED, DeliveryState.SENDING)


@dataclass(frozen=True, slots=True)
class RunReport:
    """One run in figures. `states` counts people by state, `reasons` those who got nothing.

    `audience` is None while the list of people is still being written. `pressed` counts people by
    button (its place), `opted_out` those who stopped the topic from under this message.
    """

    id: int
    kind: RunKind
    status: RunStatus
    started_at: datetime
    finished_at: datetime | None
    audience: int | None
    states: Mapping[DeliveryState, int] = field(default_factory=dict)
    reasons: Mapping[str, int] = field(default_factory=dict)
    pressed: Mapping[int, int] = field(default_factory=dict)
    opted_out: int = 0

    def count(self, *states: DeliveryState) -> int:
        return sum(self.states.get(one, 0) for one in states)

    @property
    def total(self) -> int:
        """Everybody on the list: the states add up to it, always."""
        return sum(self.states.values())

    @property
    def under_way(self) -> int:
        return self.count(*UNDER_WAY)

    @property
    def seconds_left(self) -> float:
        """At the permitted pace, quiet hours aside."""
        return self.under_way / PER_SECOND
