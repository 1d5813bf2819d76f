"""Outbox rows for tests."""

from __future__ import annotations

from bot.civic.kept_file import KeptFile
from bot.dialogue.actions import GoHome
from bot.use_cases.deliveries import Delivery, OutboxKind, Rendered, RenderedChoice
from bot.use_cases.documents import Document


def delivery(
    text: str = "Halo",
    address: str = "501",
    edits: str | None = None,
    labels: tuple[str, ...] = (),
    *,
    row: int = 1,
    attempts: int = 1,
    token: str = "tok",  # noqa: S107 - names a message, opens nothing
    attachment: tuple[str, str, str] | None = None,
    document: Document | None = None,
) -> Delivery:
    """A row to be sent, or, with `edits`, one that replaces that message."""
    rows = tuple(
        (RenderedChoice(f"{place}.0", label, GoHome()),) for place, label in enumerate(labels)
    )
    return Delivery(
        id=row,
        token=token,
        channel="telegram",
        address=address,
        kind=OutboxKind.EDIT if edits else OutboxKind.SEND,
        rendered=Rendered(
            text, rows, attachment, document=KeptFile(1, document.name) if document else None
        ),
        document=document,
        edits_message=edits,
        attempts=attempts,
    )
