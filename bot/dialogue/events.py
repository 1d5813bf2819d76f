"""What happens to a conversation. Texts are masked before they become events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from bot.civic.announcements.replies import About
from bot.civic.reports import Ticket
from bot.dialogue.actions import Action
from bot.dialogue.file_events import FileKept, FileRejected, FileSent
from bot.dialogue.news_effects import NewsResult
from bot.dialogue.staff_events import StaffResult
from bot.dialogue.voice_effects import VoiceResult


@dataclass(frozen=True, slots=True)
class TextSent:
    """A written message. `masked` is True when personal numbers were taken out of it."""

    text: str
    masked: bool = False
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
    kind: Literal["photo"] = "photo"


@dataclass(frozen=True, slots=True)
class PhotoKept:
    """A picture that was decoded, re-encoded without metadata and stored under `photo`."""

    photo: int
    caption: str = ""
    masked: bool = False
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


@dataclass(frozen=True, slots=True)
class ReportFiled:
    """The report is stored under this ticket number; it is promised to be closed by that day."""

    number: str
    promised: date
    anonymous: bool = False
    is_reply: bool = False


@dataclass(frozen=True, slots=True)
class SimilarFound:
    """The report of others most like the draft, None if there is none; `people` stand behind it."""

    draft: str
    case: str | None = None
    people: int = 0


@dataclass(frozen=True, slots=True)
class ReportJoined:
    """Joined: `people` now stand behind that report."""

    people: int


@dataclass(frozen=True, slots=True)
class JoinRefused:
    """That report was closed meanwhile; the draft with that id is still there."""

    draft: str


@dataclass(frozen=True, slots=True)
class ClosingJudged:
    """What the reporter said about the closing; `promised` is the new promise if not mended.

    `service` is None for a reply to an announcement: there is no service to be asked about.
    """

    number: str
    service: str | None
    promised: date | None


@dataclass(frozen=True, slots=True)
class TicketFound:
    """A ticket that was looked up."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class TicketNotFound:
    """No such ticket, or not this person's to change."""

    number: str


@dataclass(frozen=True, slots=True)
class TicketUnchanged:
    """The person's own ticket, which cannot be changed so any more: how it stands now."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class TicketsListed:
    """The person's own latest tickets, newest first."""

    tickets: tuple[Ticket, ...]


@dataclass(frozen=True, slots=True)
class NoteAdded:
    """A note was added to the ticket."""

    number: str


@dataclass(frozen=True, slots=True)
class TicketWithdrawn:
    """The ticket was withdrawn."""

    number: str


@dataclass(frozen=True, slots=True)
class DataExported:
    """Everything stored about the person, as JSON text."""

    json: str


@dataclass(frozen=True, slots=True)
class DataErased:
    """Everything about the person was erased; that many reports lost their link to them."""

    reports: int


TicketResult = (
    ReportFiled
    | SimilarFound
    | ReportJoined
    | JoinRefused
    | ClosingJudged
    | TicketFound
    | TicketNotFound
    | TicketUnchanged
    | TicketsListed
    | NoteAdded
    | TicketWithdrawn
)
"""What came of something about the person's reports."""

EffectResult = TicketResult | DataExported | DataErased | StaffResult | VoiceResult | NewsResult

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
