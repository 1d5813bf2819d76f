"""The fields of a friction report: what is asked, in which order, and what counts as a value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar, assert_never

from bot.civic.reports import MAX_PHOTOS, MAX_WORDS, Identity, Obstacle, Severity
from bot.dialogue.actions import AskField, DropReport, Fill, FormField, SendReport
from bot.dialogue.conversation import Draft, LastService
from bot.dialogue.message import BLANK, Choice, Piece, Plain, phrase
from bot.dialogue.topics.names import topic_name
from bot.dialogue.turns import Rows, button, in_rows
from bot.dialogue.world import World
from knowledge_base.entry import Entry

REQUIRED: tuple[FormField, ...] = ("service", "step", "obstacle", "severity", "identity")
"""Asked one after the other; everything else is offered on the summary."""

NOWHERE = "-"
"""Stands for "at no particular step" on a button."""

Member = TypeVar("Member", bound=StrEnum)
Question = tuple[tuple[Piece, ...], Rows]


def next_field(draft: Draft, after: FormField, *, skipped: bool = False) -> FormField:
    """The field to ask after `after` was dealt with."""
    if after == "service":
        return "step"
    if after == "kecamatan" and not skipped and draft.kecamatan is not None:
        return "kelurahan"
    missing: dict[FormField, bool] = {
        "service": draft.service is None,
        "obstacle": draft.obstacle is None,
        "severity": draft.severity is None,
        "identity": draft.identity is None,
    }
    return next((field for field in missing if missing[field]), "summary")


def filled(draft: Draft, field: FormField, value: str | None, world: World) -> Draft | None:
    """The draft with the field set, or None when the value is not one of the field's."""
    match field:
        case "service":
            entry = world.knowledge.get(value or "")
            return replace(draft, service=entry.id, step=None, stage=None) if entry else None
        case "step":
            return _with_step(draft, value, world)
        case "obstacle":
            obstacle = _member(Obstacle, value)
            return replace(draft, obstacle=obstacle) if obstacle else None
        case "severity":
            severity = _member(Severity, value)
            return replace(draft, severity=severity) if severity else None
        case "identity":
            identity = _member(Identity, value)
            return replace(draft, identity=identity) if identity else None
        case "kecamatan" | "kelurahan":
            return _with_area(draft, field, value, world)
        case "words" | "photo":
            return draft if value is None else None
        case "summary":
            return None
    assert_never(field)


def question_for(
    field: FormField, draft: Draft, world: World, last: LastService | None, topic: str | None
) -> Question:
    """The question of a field with its buttons."""
    match field:
        case "service":
            return _ask_service(draft, world, last, topic)
        case "step":
            return _ask_step(draft, world)
        case "obstacle":
            return _ask_member(draft, field, Obstacle, width=2)
        case "severity":
            return _ask_member(draft, field, Severity, width=1)
        case "identity":
            return _ask_member(draft, field, Identity, width=1)
        case "kecamatan" | "kelurahan":
            return _ask_area(draft, field, world)
        case "words":
            return (phrase("ask.words", count=MAX_WORDS),), _skip_rows(draft, field)
        case "photo":
            return (phrase("ask.photo", count=MAX_PHOTOS),), _skip_rows(draft, field)
        case "summary":
            return _summary(draft, world)
    assert_never(field)


def _with_step(draft: Draft, value: str | None, world: World) -> Draft | None:
    if value == NOWHERE:
        return replace(draft, step=None, stage=None)
    entry = world.knowledge.get(draft.service or "")
    named = (value or "").strip().casefold()
    for step in entry.steps if entry else ():
        if named in (step.id, step.judul.casefold()):
            return replace(draft, step=step.id, stage=step.tahap.value)
    return None


def _with_area(draft: Draft, field: FormField, value: str | None, world: World) -> Draft | None:
    if value is None:
        kept = draft.kecamatan if field == "kelurahan" else None
        return replace(draft, kecamatan=kept, kelurahan=None)
    named = value.strip().casefold()
    district = world.city.district(draft.kecamatan or "")
    if field == "kelurahan":
        for village in district.kelurahan if district else ():
            if named in (village.kode, village.nama.casefold()):
                return replace(draft, kelurahan=village.kode)
        return None
    for district in world.city.kecamatan:
        if named in (district.kode, district.nama.casefold()):
            return replace(draft, kecamatan=district.kode, kelurahan=None)
    return None


def _member(kind: type[Member], value: str | None) -> Member | None:
    named = (value or "").strip().casefold()
    return next((member for member in kind if member.value == named), None)


def _ask_service(
    draft: Draft, world: World, last: LastService | None, topic: str | None
) -> Question:
    entries = world.knowledge.topics.get(topic or "", ())
    if entries:
        choices = _services(draft, entries)
        back = button("button.topics", AskField(draft.id, "service"))
        return (_asking("service"),), (*in_rows(choices, 2), (back,), _cancel(draft))
    latest = world.knowledge.get(last.entry) if last else None
    topics = [
        Choice(topic_name(name), AskField(draft.id, "service", name))
        for name in world.knowledge.topics
    ]
    rows = (*in_rows(_services(draft, [latest] if latest else []), 1), *in_rows(topics, 2))
    return (_asking("service"), phrase("ask.service.hint")), (*rows, _cancel(draft))


def _services(draft: Draft, entries: Iterable[Entry]) -> list[Choice]:
    return [Choice(Plain(one.judul), Fill(draft.id, "service", one.id)) for one in entries]


def _ask_step(draft: Draft, world: World) -> Question:
    entry = world.knowledge.get(draft.service or "")
    choices: list[Choice] = []
    if entry is not None:
        both = bool(entry.prosedur.daring and entry.prosedur.loket)
        for step in entry.steps:
            online = both and step in entry.prosedur.daring
            label = phrase("step.online", title=step.judul) if online else Plain(step.judul)
            choices.append(Choice(label, Fill(draft.id, "step", step.id)))
    choices.append(button("button.nowhere", Fill(draft.id, "step", NOWHERE)))
    title = entry.judul if entry else ""
    lines = (_asking("step"), phrase("ask.step.hint", title=title))
    return lines, (*in_rows(choices, 1), _cancel(draft))


def _ask_member(draft: Draft, field: FormField, kind: type[Member], width: int) -> Question:
    choices = [
        button(f"{field}.{member.value}", Fill(draft.id, field, member.value)) for member in kind
    ]
    lines: list[Piece] = [_asking(field)]
    if width == 1:
        lines += [phrase(f"{field}.{member.value}.meaning") for member in kind]
    return tuple(lines), (*in_rows(choices, width), _cancel(draft))


def _ask_area(draft: Draft, field: FormField, world: World) -> Question:
    district = world.city.district(draft.kecamatan or "")
    areas = world.city.kecamatan
    if field == "kelurahan":
        areas = district.kelurahan if district else ()  # type: ignore[assignment]
    choices = [Choice(Plain(area.nama), Fill(draft.id, field, area.kode)) for area in areas]
    return (phrase(f"ask.{field}"),), (*in_rows(choices, 2), *_skip_rows(draft, field))


def _skip_rows(draft: Draft, field: FormField) -> Rows:
    return ((button("button.skip", Fill(draft.id, field, None)),), _cancel(draft))


def _cancel(draft: Draft) -> tuple[Choice, ...]:
    return (button("button.cancel", DropReport(draft.id)),)


def _asking(field: FormField) -> Piece:
    number = REQUIRED.index(field) + 1
    return phrase("ask.progress", number=number, total=len(REQUIRED), text=phrase(f"ask.{field}"))


def _summary(draft: Draft, world: World) -> Question:
    send = button("button.send", SendReport(draft.id))
    optional = [
        button(f"add.{field}", AskField(draft.id, field))
        for field in ("words", "photo", "kecamatan")
    ]
    changes = [button(f"change.{field}", AskField(draft.id, field)) for field in REQUIRED]
    rows = ((send,), *in_rows(optional, 3), *in_rows(changes, 3), _cancel(draft))
    return (phrase("summary.title"), BLANK, *_summary_lines(draft, world)), rows


def _summary_lines(draft: Draft, world: World) -> Iterable[Piece]:
    entry = world.knowledge.get(draft.service or "")
    step = entry.step(draft.step) if entry and draft.step else None
    district = world.city.district(draft.kecamatan or "")
    village = world.city.village(draft.kelurahan or "")
    area = ", ".join(place.nama for place in (village, district) if place)
    yield phrase("summary.service", text=entry.nama if entry else "")
    yield phrase("summary.step", text=step.judul if step else phrase("button.nowhere"))
    if draft.obstacle:
        yield phrase("summary.obstacle", text=phrase(f"obstacle.{draft.obstacle}"))
    if draft.severity:
        yield phrase("summary.severity", text=phrase(f"severity.{draft.severity}"))
    if draft.identity:
        yield phrase("summary.identity", text=phrase(f"identity.{draft.identity}"))
    if draft.words:
        yield phrase("summary.words", text=draft.words)
    if draft.photos:
        yield phrase("summary.photos", count=len(draft.photos))
    if area:
        yield phrase("summary.area", text=area)
    yield BLANK
    yield phrase("summary.hint")
