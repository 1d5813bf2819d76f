"""What an announcement says, to whom and when: the part that is approved as a whole."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256

FIRST_LANGUAGE = "id"
"""Everybody whose own language is missing reads this one."""


class Rhythm(StrEnum):
    """How often it is said again: at the same local time, every day, week or month."""

    HARIAN = "harian"
    MINGGUAN = "mingguan"
    BULANAN = "bulanan"


class Follow(StrEnum):
    """How an announcement mends an earlier one.

    ubah: the text of everyone who got it is replaced. kirim: they get one message more.
    """

    UBAH = "ubah"
    KIRIM = "kirim"


@dataclass(frozen=True, slots=True)
class Mends:
    """The earlier announcement, and how."""

    announcement: int
    how: Follow


@dataclass(frozen=True, slots=True)
class Repeat:
    """Said again in that rhythm; days without office are passed over if `workdays`."""

    rhythm: Rhythm
    workdays: bool = False


@dataclass(frozen=True, slots=True)
class LinkButton:
    """A button that leads to a page; `url` begins with https://."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class ServiceButton:
    """A button that opens a service here; `entry` is its id."""

    label: str
    entry: str


PlanButton = LinkButton | ServiceButton


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A kept file (id) and its name."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Plan:
    """An announcement as residents will get it.

    `topic` is an id of the city's `kabar`; `areas` are Kemendagri codes, none is the whole city.
    `texts` are (language, light markup); `photo` is a stored picture. `start_at` None is at once;
    nothing leaves after `expires_at`. `urgent` breaks quiet hours. `training` goes to staff only.
    """

    topic: str
    texts: tuple[tuple[str, str], ...] = ()
    areas: tuple[str, ...] = ()
    photo: int | None = None
    file: AttachedFile | None = None
    buttons: tuple[PlanButton, ...] = ()
    start_at: datetime | None = None
    expires_at: datetime | None = None
    repeat: Repeat | None = None
    urgent: bool = False
    training: bool = False
    mends: Mends | None = None

    def text(self, language: str) -> str:
        """The text in that language, or else in the first; empty before anything was written."""
        texts = dict(self.texts)
        return texts.get(language) or texts.get(FIRST_LANGUAGE) or next(iter(texts.values()), "")

    @property
    def fingerprint(self) -> str:
        """SHA-256 of everything above: an approval holds for exactly this (64 hex digits)."""
        whole = json.dumps(asdict(self), default=_in_utc, sort_keys=True)
        return sha256(whole.encode()).hexdigest()


def _in_utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
