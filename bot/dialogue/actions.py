"""What a button means. Buttons on the wire carry only an opaque token; these stay on the server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from bot.dialogue.announcement_actions import ComposeAction
from bot.dialogue.news_actions import NewsAction
from bot.dialogue.staff_actions import StaffAction
from bot.dialogue.voice_actions import VoiceAction

PartName = Literal[
    "singkat",
    "persyaratan",
    "cara",
    "waktu",
    "biaya",
    "kontak",
    "kendala",
    "lain",
]
"""Parts of an answer a resident can open."""

Why = Literal["salah", "kurang", "sulit", "terkendala"]
"""Why an answer did not help."""

FormField = Literal[
    "service",
    "step",
    "obstacle",
    "severity",
    "words",
    "photo",
    "kecamatan",
    "kelurahan",
    "identity",
    "summary",
]
"""Fields of the friction report, in the order they are asked; `summary` is where it is sent."""


@dataclass(frozen=True, slots=True)
class GoHome:
    """Back to the start."""

    kind: Literal["home"] = "home"


@dataclass(frozen=True, slots=True)
class ShowTopics:
    """The list of topics."""

    kind: Literal["topics"] = "topics"


@dataclass(frozen=True, slots=True)
class ShowTopic:
    """The services of one topic."""

    topic: str
    kind: Literal["topic"] = "topic"


@dataclass(frozen=True, slots=True)
class ShowEntry:
    """The short answer of a service."""

    entry: str
    kind: Literal["entry"] = "entry"


@dataclass(frozen=True, slots=True)
class ShowPart:
    """One part of a service's answer, shown in place."""

    entry: str
    part: PartName
    kind: Literal["part"] = "part"


@dataclass(frozen=True, slots=True)
class PickMeant:
    """The service meant by an ambiguous question."""

    entry: str
    aspect: str | None
    kind: Literal["meant"] = "meant"


@dataclass(frozen=True, slots=True)
class NoneMeant:
    """None of the offered services was meant."""

    kind: Literal["none-meant"] = "none-meant"


@dataclass(frozen=True, slots=True)
class Helpful:
    """The answer helped."""

    entry: str
    kind: Literal["helpful"] = "helpful"


@dataclass(frozen=True, slots=True)
class NotHelpful:
    """The answer did not help; `why` is None before the reason is known."""

    entry: str
    why: Why | None = None
    kind: Literal["not-helpful"] = "not-helpful"


@dataclass(frozen=True, slots=True)
class StartReport:
    """Begin a friction report, with the service filled in when it is known."""

    entry: str | None = None
    kind: Literal["report"] = "report"


@dataclass(frozen=True, slots=True)
class Fill:
    """A value for a field of the report draft with that `draft` id; None skips the field."""

    draft: str
    field: FormField
    value: str | None
    kind: Literal["fill"] = "fill"


@dataclass(frozen=True, slots=True)
class AskField:
    """Go to a field of the draft, to change it; `topic` narrows the list of services."""

    draft: str
    field: FormField
    topic: str | None = None
    kind: Literal["ask-field"] = "ask-field"


@dataclass(frozen=True, slots=True)
class SendReport:
    """File the draft; `alone` when similar reports were offered and not joined."""

    draft: str
    alone: bool = False
    kind: Literal["send-report"] = "send-report"


@dataclass(frozen=True, slots=True)
class DropReport:
    """Throw the draft away."""

    draft: str
    kind: Literal["drop-report"] = "drop-report"


@dataclass(frozen=True, slots=True)
class ShowTicket:
    """Look up a ticket."""

    number: str
    kind: Literal["ticket"] = "ticket"


@dataclass(frozen=True, slots=True)
class AddToTicket:
    """Write more about a ticket."""

    number: str
    kind: Literal["add-to-ticket"] = "add-to-ticket"


@dataclass(frozen=True, slots=True)
class WithdrawTicket:
    """Withdraw a ticket; asks once before it happens."""

    number: str
    sure: bool = False
    kind: Literal["withdraw"] = "withdraw"


@dataclass(frozen=True, slots=True)
class Erase:
    """Erase everything about the person; asks once before it happens."""

    sure: bool = False
    kind: Literal["erase"] = "erase"


@dataclass(frozen=True, slots=True)
class ExportData:
    """Send the person's own data."""

    kind: Literal["export"] = "export"


@dataclass(frozen=True, slots=True)
class SetLanguage:
    """Change the language of the interface."""

    language: str
    kind: Literal["language"] = "language"


@dataclass(frozen=True, slots=True)
class Subscribe:
    """Turn messages the bot sends by itself on or off."""

    on: bool
    kind: Literal["subscribe"] = "subscribe"


@dataclass(frozen=True, slots=True)
class ShowGuides:
    """The list of guides for life events."""

    kind: Literal["guides"] = "guides"


@dataclass(frozen=True, slots=True)
class ShowGuide:
    """The checklist of one guide."""

    guide: str
    kind: Literal["guide"] = "guide"


@dataclass(frozen=True, slots=True)
class TickStep:
    """A step of a guide is done, or is not after all."""

    guide: str
    step: str
    done: bool
    kind: Literal["tick"] = "tick"


@dataclass(frozen=True, slots=True)
class JudgeTicket:
    """The reporter says whether a closed report is mended."""

    number: str
    mended: bool
    kind: Literal["judge"] = "judge"


@dataclass(frozen=True, slots=True)
class JoinCase:
    """Join the report of others with that case number instead of sending the draft."""

    draft: str
    case: str
    kind: Literal["join"] = "join"


Action = Annotated[
    GoHome
    | ShowTopics
    | ShowTopic
    | ShowEntry
    | ShowPart
    | PickMeant
    | NoneMeant
    | Helpful
    | NotHelpful
    | StartReport
    | Fill
    | AskField
    | SendReport
    | DropReport
    | ShowTicket
    | AddToTicket
    | WithdrawTicket
    | Erase
    | ExportData
    | SetLanguage
    | Subscribe
    | ShowGuides
    | ShowGuide
    | TickStep
    | JudgeTicket
    | JoinCase
    | StaffAction
    | VoiceAction
    | NewsAction
    | ComposeAction,
    Field(discriminator="kind"),
]
