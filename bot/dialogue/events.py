"""What happens to a conversation. Texts are masked before they become events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from bot.civic.announcements.replies import About
from bot.dialogue.actions import Action
from bot.dialogue.announcement_effects import AnnouncementResult
from bot.dialogue.file_events import FileKept, FileRejected, FileSent
from bot.dialogue.news_effects import NewsResult
from bot.dialogue.staff_events import StaffResult
from bot.dialogue.ticket_events import DataErased, DataExported, TicketResult
from bot.dialogue.voice_effects import VoiceResult


@dataclass(frozen=True, slots=True)
class TextSent:
    """A written message. `masked` is True when personal numbers were taken out of it.

    `marked` is the text in light markup, where the channel says that parts of it are formatted.
    """

    text: str
    masked: bool = False
    marked: str | None = None
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class CommandSent:
    """A command without its slash, lower case, and what followed it."""

    name: str
    argument: str = ""
    masked: bool = False
    kind: Literal["command"] = "command"


@dataclass(frozen=True, slots=True)
class ButtonPressed:
    """A button as the channel reports it: the token of the message and the choice on it."""

    token: str
    choice: str
    kind: Literal["button"] = "button"


@dataclass(frozen=True, slots=True)
class PhotoSent:
    """A picture that still lies with the channel under `reference`; `caption` is masked."""

    reference: str
    caption: str = ""
    masked: bool = False
    marked: str | None = None
    kind: Literal["photo"] = "photo"


@dataclass(frozen=True, slots=True)
class PhotoKept:
    """A picture that was decoded, re-encoded without metadata and stored under `photo`."""

    photo: int
    caption: str = ""
    masked: bool = False
    marked: str | None = None
    kind: Literal["photo-kept"] = "photo-kept"


PhotoFault = Literal["not-a-picture", "too-large", "unavailable"]


@dataclass(frozen=True, slots=True)
class PhotoRejected:
    """A picture that could not be taken, and why; `caption` is what was written with it."""

    fault: PhotoFault
    caption: str = ""
    kind: Literal["photo-rejected"] = "photo-rejected"


Prepared = PhotoKept | PhotoRejected | FileKept | FileRejected
"""What became of something that had to be fetched."""


@dataclass(frozen=True, slots=True)
class LocationSent:
    """A position. It is not stored: coordinates say more than a report needs."""

    kind: Literal["location"] = "location"


@dataclass(frozen=True, slots=True)
class UnreadableSent:
    """Something the bot cannot read."""

    what: Literal["voice", "video", "sticker", "document", "contact", "other"]
    kind: Literal["unreadable"] = "unreadable"


@dataclass(frozen=True, slots=True)
class ForwardSent:
    """A forwarded post: never taken as the resident's own words."""

    text: str = ""
    masked: bool = False
    kind: Literal["forward"] = "forward"


@dataclass(frozen=True, slots=True)
class BotBlocked:
    """The person blocked the bot; nothing may be sent until they write again."""

    kind: Literal["blocked"] = "blocked"


Incoming = Annotated[
    TextSent
    | CommandSent
    | ButtonPressed
    | PhotoSent
    | PhotoKept
    | PhotoRejected
    | FileSent
    | FileKept
    | FileRejected
    | LocationSent
    | UnreadableSent
    | ForwardSent
    | BotBlocked,
    Field(discriminator="kind"),
]
"""What a channel hands in; stored in the inbox as JSON."""


@dataclass(frozen=True, slots=True)
class InboundEvent:
    """One thing that reached a channel, stored once: (channel, update) is unique.

    `address` is where replies go. `person` is who acted: in a group the two differ and each
    person has a conversation of their own. `language` is the client's code, if it told one.
    `reply_to` is the channel's own id of the message of ours that it answers.
    """

    channel: str
    update: str
    address: str
    person: str
    event: Incoming
    group: bool = False
    language: str | None = None
    reply_to: str | None = None


@dataclass(frozen=True, slots=True)
class AnnouncementReplied:
    """Words or a stored photo, written as a reply to an announcement that the person got."""

    about: About
    text: str
    photo: int | None = None
    masked: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """A pressed button, resolved to what it means."""

    action: Action


@dataclass(frozen=True, slots=True)
class StaleButton:
    """A pressed button that is unknown, too old, or belongs to somebody else."""


EffectResult = (
    TicketResult
    | DataExported
    | DataErased
    | StaffResult
    | VoiceResult
    | NewsResult
    | AnnouncementResult
)

Event = (
    TextSent
    | CommandSent
    | PhotoKept
    | PhotoRejected
    | FileKept
    | FileRejected
    | LocationSent
    | UnreadableSent
    | ForwardSent
    | BotBlocked
    | AnnouncementReplied
    | Chosen
    | StaleButton
    | EffectResult
)
"""What `step` receives: buttons are resolved and photos are stored by then."""
