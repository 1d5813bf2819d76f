"""One change of a plan at a time: what a button or a typed line means for it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from typing import Literal, assert_never

from bot.civic.announcements.plan import (
    FIRST_LANGUAGE,
    AttachedFile,
    Plan,
    PlanButton,
    Repeat,
)

BLANK = re.compile(r"\{([^{}\n]{1,60})\}")
"""A part of a template that somebody has to fill in: "{tanggal}"."""


@dataclass(frozen=True, slots=True)
class PickTopic:
    """Another topic; `urgent` for a warning that breaks quiet hours."""

    topic: str
    urgent: bool = False
    kind: Literal["topic"] = "topic"


@dataclass(frozen=True, slots=True)
class WriteText:
    """The text in that language; None takes the language away."""

    language: str
    text: str | None
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class FillBlank:
    """Put a value where the text says {name}."""

    language: str
    name: str
    value: str
    kind: Literal["blank"] = "blank"


@dataclass(frozen=True, slots=True)
class FlipArea:
    """Add an area, or take it out again; None is the whole city."""

    code: str | None
    kind: Literal["area"] = "area"


@dataclass(frozen=True, slots=True)
class Attach:
    """A stored picture, or a kept file, instead of whatever was attached; or nothing."""

    photo: int | None = None
    file: AttachedFile | None = None
    kind: Literal["attach"] = "attach"


@dataclass(frozen=True, slots=True)
class AddButton:
    """One more button."""

    button: PlanButton
    kind: Literal["add-button"] = "add-button"


@dataclass(frozen=True, slots=True)
class DropButton:
    """Take the button at that place (from 0) away."""

    place: int
    kind: Literal["drop-button"] = "drop-button"


@dataclass(frozen=True, slots=True)
class StartAt:
    """Begin then; None is at once, and only once."""

    at: datetime | None
    kind: Literal["start"] = "start"


@dataclass(frozen=True, slots=True)
class RepeatIn:
    """Say it again in that rhythm, or only once."""

    repeat: Repeat | None
    kind: Literal["repeat"] = "repeat"


@dataclass(frozen=True, slots=True)
class ExpireAt:
    """Nothing leaves after that; None is no end."""

    at: datetime | None
    kind: Literal["expire"] = "expire"


@dataclass(frozen=True, slots=True)
class Train:
    """To staff only, or to residents."""

    on: bool
    kind: Literal["train"] = "train"


PlanEdit = (
    PickTopic
    | WriteText
    | FillBlank
    | FlipArea
    | Attach
    | AddButton
    | DropButton
    | StartAt
    | RepeatIn
    | ExpireAt
    | Train
)


def edited(plan: Plan, edits: Iterable[PlanEdit]) -> Plan:
    """The plan after these changes, in order."""
    return reduce(_edited, edits, plan)


def blanks(text: str) -> tuple[str, ...]:
    """Names of what is still to be filled in, each once, in the order of the text."""
    return tuple(dict.fromkeys(BLANK.findall(text)))


def _edited(plan: Plan, edit: PlanEdit) -> Plan:
    match edit:
        case PickTopic(topic, urgent):
            return replace(plan, topic=topic, urgent=urgent)
        case WriteText(language, text):
            return replace(plan, texts=_written(plan, language, text))
        case FillBlank(language, name, value):
            filled = dict(plan.texts).get(language, "").replace(f"{{{name}}}", value)
            return replace(plan, texts=_written(plan, language, filled))
        case FlipArea(code):
            return replace(plan, areas=_flipped(plan.areas, code))
        case Attach(photo, file):
            return replace(plan, photo=photo, file=None if photo is not None else file)
        case AddButton(button):
            return replace(plan, buttons=(*plan.buttons, button))
        case DropButton(place):
            return replace(plan, buttons=plan.buttons[:place] + plan.buttons[place + 1 :])
        case StartAt(at):
            return replace(plan, start_at=at, repeat=plan.repeat if at else None)
        case RepeatIn(repeat):
            return replace(plan, repeat=repeat)
        case ExpireAt(at):
            return replace(plan, expires_at=at)
        case Train(on):
            return replace(plan, training=on)
    assert_never(edit)


def _written(plan: Plan, language: str, text: str | None) -> tuple[tuple[str, str], ...]:
    texts = {**dict(plan.texts), language: text}
    kept = [(code, words) for code, words in texts.items() if words is not None]
    return tuple(sorted(kept, key=lambda one: one[0] != FIRST_LANGUAGE))


def _flipped(areas: tuple[str, ...], code: str | None) -> tuple[str, ...]:
    """Kemendagri codes begin with the code of what they lie in: only one of the two is kept."""
    if code is None:
        return ()
    if code in areas:
        return tuple(one for one in areas if one != code)
    apart = (one for one in areas if not _nested(one, code))
    return (*apart, code)


def _nested(one: str, other: str) -> bool:
    return one.startswith(f"{other}.") or other.startswith(f"{one}.")
