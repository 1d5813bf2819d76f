"""The state of one conversation: named states, typed JSON, a revision."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter, ValidationError

from bot.civic.kept_file import KeptFile
from bot.civic.reports import Announced, Identity, Obstacle, ReportStatus, Severity
from bot.dialogue.actions import FormField
from bot.dialogue.announcement_effects import Screen
from bot.dialogue.effects import Effect

VERSION = 1
"""Version of the stored JSON. A state of an unknown version starts again at home."""


@dataclass(frozen=True, slots=True)
class AtHome:
    """No form is open: every text is a question."""

    kind: Literal["home"] = "home"


@dataclass(frozen=True, slots=True)
class Draft:
    """A friction report being filled in. `id` is random; buttons of other drafts are stale."""

    id: str
    service: str | None = None
    step: str | None = None
    stage: str | None = None
    obstacle: Obstacle | None = None
    severity: Severity | None = None
    words: str | None = None
    photos: tuple[int, ...] = ()
    kecamatan: str | None = None
    kelurahan: str | None = None
    identity: Identity | None = None


@dataclass(frozen=True, slots=True)
class Reporting:
    """Filling in a report, at one field."""

    draft: Draft
    asking: FormField
    kind: Literal["reporting"] = "reporting"


@dataclass(frozen=True, slots=True)
class AddingNote:
    """Waiting for words or a photo for a ticket."""

    number: str
    kind: Literal["adding-note"] = "adding-note"


@dataclass(frozen=True, slots=True)
class AskingTicket:
    """Waiting for a ticket number."""

    kind: Literal["asking-ticket"] = "asking-ticket"


@dataclass(frozen=True, slots=True)
class OnCase:
    """An officer writes words for a case: for a change to `status`, or a note if that is None.

    `words`, `photo` and `file` were sent already and wait for the rest of the message.
    """

    number: str
    seen: ReportStatus
    status: ReportStatus | None = None
    public: bool = False
    photo: int | None = None
    file: KeptFile | None = None
    words: str | None = None
    kind: Literal["on-case"] = "on-case"


@dataclass(frozen=True, slots=True)
class Answering:
    """An officer writes the answer to a question that was handed over."""

    handover: int
    kind: Literal["answering"] = "answering"


@dataclass(frozen=True, slots=True)
class Replying:
    """A resident writes to whoever is responsible for an announcement; `photos` came already."""

    draft: str
    announced: Announced
    photos: tuple[int, ...] = ()
    kind: Literal["replying"] = "replying"


@dataclass(frozen=True, slots=True)
class Composing:
    """Staff write one thing of an announcement that was `seen` at that revision.

    `of` narrows it (a language), `name` is the part of the text that is filled in.
    """

    announcement: int
    seen: int
    asking: Screen
    of: str | None = None
    name: str | None = None
    kind: Literal["composing"] = "composing"


State = Annotated[
    AtHome | Reporting | AddingNote | AskingTicket | OnCase | Answering | Replying | Composing,
    Field(discriminator="kind"),
]


@dataclass(frozen=True, slots=True)
class LastService:
    """The service talked about last, so that follow-ups can refer to it for a while."""

    entry: str
    at: datetime
    aspect: str | None = None


@dataclass(frozen=True, slots=True)
class AskedBack:
    """The services between which the resident was asked to choose, and their question, masked."""

    entries: tuple[str, ...]
    at: datetime
    aspect: str | None = None
    question: str | None = None


@dataclass(frozen=True, slots=True)
class Pace:
    """Messages in the present minute, for the limit of 20 a minute."""

    since: datetime
    count: int


@dataclass(frozen=True, slots=True)
class Checklist:
    """What a person has done of a guide: ids of steps, in the order they were ticked."""

    guide: str
    done: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conversation:
    """Everything the next step needs to know.

    `language` is id or en, None before it is known. `rated` is the entry whose latest answer was
    already called helpful or not. `checklists`: guides that were begun, the latest first.
    `kecamatan`: the code the person told; `surveyed_at`: when they last began the SKM.
    """

    state: State = field(default_factory=AtHome)
    last: LastService | None = None
    asked_back: AskedBack | None = None
    pace: Pace | None = None
    language: str | None = None
    rated: str | None = None
    checklists: tuple[Checklist, ...] = ()
    kecamatan: str | None = None
    surveyed_at: datetime | None = None
    version: int = VERSION


@dataclass(frozen=True, slots=True)
class Turn:
    """What one event led to."""

    conversation: Conversation
    effects: tuple[Effect, ...] = ()


_CODEC: TypeAdapter[Conversation] = TypeAdapter(Conversation)


def encode(conversation: Conversation) -> str:
    """The conversation as JSON text."""
    return _CODEC.dump_json(conversation).decode()


def decode(text: str | None) -> Conversation:
    """The conversation from JSON text; a fresh one where it cannot be read any more."""
    if text is None:
        return Conversation()
    try:
        conversation = _CODEC.validate_json(text)
    except ValidationError:
        return Conversation()
    return conversation if conversation.version == VERSION else Conversation()
