"""Buttons of `/langganan`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class ShowSubscriptions:
    """What the person gets."""

    kind: Literal["subscriptions"] = "subscriptions"


@dataclass(frozen=True, slots=True)
class WantTopic:
    """News of a topic: yes or no."""

    topic: str
    on: bool
    kind: Literal["want-topic"] = "want-topic"


@dataclass(frozen=True, slots=True)
class PickArea:
    """Choose an area: a kecamatan, or a kelurahan of `kecamatan`."""

    kecamatan: str | None = None
    kind: Literal["pick-area"] = "pick-area"


@dataclass(frozen=True, slots=True)
class WantArea:
    """News of that area; None is the whole city."""

    area: str | None
    kind: Literal["want-area"] = "want-area"


@dataclass(frozen=True, slots=True)
class PickQuiet:
    """Choose quiet hours."""

    kind: Literal["pick-quiet"] = "pick-quiet"


@dataclass(frozen=True, slots=True)
class WantQuiet:
    """Quiet from that local hour to that one."""

    since: int
    until: int
    kind: Literal["want-quiet"] = "want-quiet"


@dataclass(frozen=True, slots=True)
class PressAnnouncement:
    """A button of an announcement's own, by its place from 0: a link or a service."""

    announcement: int
    button: int
    kind: Literal["press-announcement"] = "press-announcement"


@dataclass(frozen=True, slots=True)
class AnswerAnnouncement:
    """Write to whoever is responsible for an announcement."""

    announcement: int
    kind: Literal["answer-announcement"] = "answer-announcement"


@dataclass(frozen=True, slots=True)
class StopTopic:
    """No more news of that topic, from under an announcement; or again, if `on`."""

    topic: str
    announcement: int
    on: bool = False
    kind: Literal["stop-topic"] = "stop-topic"


@dataclass(frozen=True, slots=True)
class InPreview:
    """A button of a preview: it does nothing yet."""

    kind: Literal["in-preview"] = "in-preview"


@dataclass(frozen=True, slots=True)
class SendReply:
    """Send these words and photos to whoever is responsible; a `draft` is filed once."""

    draft: str
    announcement: int
    words: str | None = None
    photos: tuple[int, ...] = ()
    kind: Literal["send-reply"] = "send-reply"


@dataclass(frozen=True, slots=True)
class ShowNews:
    """The latest announcements."""

    kind: Literal["show-news"] = "show-news"


@dataclass(frozen=True, slots=True)
class ReadNews:
    """One of the latest announcements, whole."""

    announcement: int
    kind: Literal["read-news"] = "read-news"


OnAnnouncement = (
    PressAnnouncement | AnswerAnnouncement | StopTopic | InPreview | SendReply | ShowNews | ReadNews
)
NewsAction = (
    ShowSubscriptions | WantTopic | PickArea | WantArea | PickQuiet | WantQuiet | OnAnnouncement
)
