"""Announcements of a period in figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.civic.announcements.progress import DeliveryState


@dataclass(frozen=True, slots=True)
class NewsFigures:
    """What was sent to residents. `states` counts people by state, once an announcement.

    `pressed`: who pressed a button of its own; `opted_out`: who stopped its topic from under it.
    """

    announcements: int = 0
    states: Mapping[DeliveryState, int] = field(default_factory=dict)
    pressed: int = 0
    opted_out: int = 0

    @property
    def people(self) -> int:
        """Everybody they were for: the states add up to it."""
        return sum(self.states.values())

    def count(self, *states: DeliveryState) -> int:
        return sum(self.states.get(one, 0) for one in states)
