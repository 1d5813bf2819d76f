"""What news needs from storage."""

from __future__ import annotations

from typing import Protocol

from bot.civic.news import Quiet, Subscriptions


class Subscribers(Protocol):
    """Who wants which news."""

    def keeper(self, conversation_id: int) -> int:
        """Who keeps the subscriptions of that chat: in a group the first who wrote there, for all.

        In a private chat there is only one.
        """

    def of(self, conversation_id: int) -> Subscriptions: ...

    def want(self, conversation_id: int, topic: str, *, on: bool) -> None:
        """News of a topic: yes, which switches news on, or no."""

    def live_in(self, conversation_id: int, area: str | None) -> None:
        """News of that kecamatan or kelurahan only, or of the whole city."""

    def be_quiet(self, conversation_id: int, quiet: Quiet) -> None: ...

    def count(self, topic: str, area: str | None) -> int:
        """How many people news of a topic for an area reaches."""
