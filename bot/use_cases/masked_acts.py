"""Acts from outside the chat without personal numbers: what comes through a channel is masked on
its way in."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from bot.civic.announcements.edits import FillBlank, PlanEdit, WriteText
from bot.civic.announcements.plan import Plan
from bot.dialogue.announcement_effects import (
    ChangeAnnouncement,
    EditAnnouncement,
    NewAnnouncement,
    ReviewWarning,
    SendBackAnnouncement,
)
from bot.dialogue.staff_effects import ChangeCase, NoteCase
from bot.dialogue.voice_effects import AnswerHandover
from bot.masking import mask

Act = TypeVar("Act")


def masked_act(act: Act) -> Act:
    """The act, with whatever was written in it masked."""
    match act:
        case ChangeCase() | NoteCase():
            return replace(act, words=_masked(act.words))
        case AnswerHandover():
            return replace(act, words=mask(act.words).text)
        case SendBackAnnouncement():
            return replace(act, note=mask(act.note).text)
        case ReviewWarning():
            return replace(act, note=_masked(act.note))
        case NewAnnouncement() | ChangeAnnouncement():
            return replace(act, plan=_plan(act.plan))
        case EditAnnouncement():
            return replace(act, edits=tuple(map(_edit, act.edits)))
    return act


def _plan(plan: Plan) -> Plan:
    return replace(plan, texts=tuple((language, mask(text).text) for language, text in plan.texts))


def _edit(edit: PlanEdit) -> PlanEdit:
    match edit:
        case WriteText():
            return replace(edit, text=_masked(edit.text))
        case FillBlank():
            return replace(edit, value=mask(edit.value).text)
    return edit


def _masked(text: str | None) -> str | None:
    return None if text is None else mask(text).text
