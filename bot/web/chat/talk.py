"""What the page needs from the inside."""

from __future__ import annotations

from typing import Protocol

from bot.dialogue.events import Incoming, PhotoKept, PhotoRejected
from bot.use_cases.deliveries import Shown
from bot.use_cases.documents import Document


class Talk(Protocol):
    """Conversations by address. Every method may block; the page calls them in threads."""

    def hand_in(self, address: str, update: str, event: Incoming) -> None:
        """Store an event once; the same `update` again has no effect."""

    def greet(self, address: str, payload: str) -> None:
        """Begin the conversation."""

    def shown(self, address: str, after: int) -> tuple[Shown, ...]:
        """Both sides after that id, in order."""

    def picture(self, address: str, token: str) -> bytes | None:
        """The photo of a message that was sent to this address."""

    def file(self, address: str, token: str) -> Document | None:
        """The file of a message that was sent to this address."""

    def is_waiting(self, address: str) -> bool:
        """True while something handed in was not worked off."""

    def keep_photo(self, address: str, data: bytes, caption: str) -> PhotoKept | PhotoRejected:
        """Clean and keep a picture."""
