"""Values that pass between the use cases and what surrounds them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.civic.roles import Member
from bot.dialogue.actions import Action
from bot.dialogue.events import InboundEvent, Prepared
from bot.dialogue.kept_file import KeptFile
from bot.use_cases.documents import Document


@dataclass(frozen=True, slots=True)
class Claimed:
    """One inbox row under lock, with the conversation loaded after the lock was taken.

    `state` is the conversation's JSON or None; `revision` counts its saved steps. `prepared` is
    what became of a picture that was fetched beforehand.
    """

    inbox_id: int
    conversation_id: int
    inbound: InboundEvent
    attempts: int
    state: str | None
    revision: int
    member: Member
    prepared: Prepared | None = None


class OutboxKind(StrEnum):
    SEND = "send"
    EDIT = "edit"
    DELETE = "delete"
    SAID = "said"
    """The person's own line, kept only for channels that show the conversation themselves."""


@dataclass(frozen=True, slots=True)
class RenderedChoice:
    """A button as people see it; `id` is unique within its message, `action` stays here."""

    id: str
    label: str
    action: Action


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message in its final wording and markup for one channel (Telegram HTML, web HTML, plain).

    `attachment` is (file name, MIME type, text content) or None; `photo` is the id of a stored one,
    which is a message of its own; `document` a kept file that goes along.
    """

    text: str
    rows: tuple[tuple[RenderedChoice, ...], ...] = ()
    attachment: tuple[str, str, str] | None = None
    photo: int | None = None
    document: KeptFile | None = None


@dataclass(frozen=True, slots=True)
class NewDelivery:
    """An outbox row to be written. `edits` is the token of the message to replace (EDIT).

    A `secret` message names an anonymous report and is hidden after a while.
    """

    token: str
    channel: str
    address: str
    conversation_id: int
    kind: OutboxKind
    rendered: Rendered
    edits: str | None = None
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Delivery:
    """An outbox row under lease, to be sent. `edits_message` is the channel's own message id.

    `picture` is the JPEG of the row's photo, `document` the file that goes along; None when it has
    none or it was erased since. `wait`: seconds until its turn comes.
    """

    id: int
    token: str
    channel: str
    address: str
    kind: OutboxKind
    rendered: Rendered
    edits_message: str | None
    attempts: int
    picture: bytes | None = None
    document: Document | None = None
    wait: float = 0.0


@dataclass(frozen=True, slots=True)
class Sent:
    """Delivered; `message` is the channel's own message id."""

    message: str | None


@dataclass(frozen=True, slots=True)
class RetryAt:
    """Surely not delivered; try again then. Holds up later messages to that address only.

    `everybody`: the channel asked us to slow down, so that announcements wait as a whole.
    """

    at: datetime
    reason: str
    everybody: bool = False


@dataclass(frozen=True, slots=True)
class Gone:
    """The person cannot be reached any more (blocked, deactivated)."""

    reason: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The channel refuses this message for good; sending again would not help."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """Nobody can know whether it arrived. A reply is sent once more, then kept as unsure."""

    reason: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The chat has a new address (a group that migrated); send again there."""

    address: str


SendResult = Sent | RetryAt | Gone | Refused | Unsure | Moved


@dataclass(frozen=True, slots=True)
class Button:
    """A button that was found again. `message` is the token of the message it stands on."""

    action: Action
    message: str
    label: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as the chat page shows it: what came in or what went out, in order of `id`."""

    id: int
    mine: bool
    rendered: Rendered
    token: str
    edits: str | None
    at: datetime
