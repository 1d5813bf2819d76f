"""Guides for life events: checklists to tick off and come back to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.dialogue.actions import ShowEntry, ShowGuide, ShowGuides, TickStep
from bot.dialogue.conversation import Checklist, Conversation, Turn
from bot.dialogue.events import Event
from bot.dialogue.message import BLANK, Choice, Piece, Plain, phrase
from bot.dialogue.parts import fact
from bot.dialogue.turns import Rows, answer_in_place, button, in_rows, say, turn
from bot.dialogue.world import World
from knowledge_base import Guide

KEPT = 8
"""Checklists that are remembered; a ninth pushes the oldest out."""


def overview(conversation: Conversation, event: Event, world: World) -> Turn:
    """All guides as buttons, the begun ones first with how far they are."""
    guides = world.knowledge.guides
    if not guides:
        return turn(conversation, say((phrase("guides.none"),)))
    begun = [one.guide for one in conversation.checklists if one.guide in guides]
    order = [*begun, *(name for name in guides if name not in begun)]
    choices = [Choice(_title(conversation, guides[name]), ShowGuide(name)) for name in order]
    return turn(conversation, answer_in_place(event, (phrase("guides.pick"),), in_rows(choices, 2)))


def show(conversation: Conversation, event: Event, name: str, world: World) -> Turn:
    """One checklist, with what is done so far."""
    guide = world.knowledge.guides.get(name)
    if guide is None:
        return overview(conversation, event, world)
    text, rows = checklist_message(conversation, guide, world)
    return turn(conversation, answer_in_place(event, text, rows))


def tick(conversation: Conversation, event: Event, action: TickStep, world: World) -> Turn:
    """Mark a step as done, or take the mark back."""
    guide = world.knowledge.guides.get(action.guide)
    if guide is not None and any(step.id == action.step for step in guide.langkah):
        done = [step for step in _done(conversation, guide) if step != action.step]
        if action.done:
            done.append(action.step)
        others = [one for one in conversation.checklists if one.guide != guide.id]
        kept = (Checklist(guide.id, tuple(done)), *others)[:KEPT]
        conversation = replace(conversation, checklists=kept)
    return show(conversation, event, action.guide, world)


def checklist_message(
    conversation: Conversation, guide: Guide, world: World
) -> tuple[tuple[Piece, ...], Rows]:
    """The steps with their marks, and a row of buttons for each."""
    done = _done(conversation, guide)
    text = (*_lines(guide, done, world), *_ending(guide, done))
    rows = tuple(_row(guide, number, done, world) for number in range(len(guide.langkah)))
    return text, (*rows, (button("button.guides", ShowGuides()),))


def offer(guide: Guide) -> tuple[Choice, ...]:
    """A row with the button that opens the guide."""
    return (Choice(phrase("button.guide", title=guide.judul), ShowGuide(guide.id)),)


def _lines(guide: Guide, done: tuple[str, ...], world: World) -> Iterator[Piece]:
    yield phrase("answer.title", title=guide.judul)
    yield Plain(guide.pembuka)
    yield BLANK
    for number, step in enumerate(guide.langkah, start=1):
        key = "guide.done" if step.id in done else "guide.open"
        yield phrase(key, number=number, title=step.judul, text=fact(step.teks))
    if guide.tinjau_sebelum < world.today:
        yield BLANK
        yield phrase("footer.stale", due=guide.tinjau_sebelum)


def _ending(guide: Guide, done: tuple[str, ...]) -> Iterator[Piece]:
    yield BLANK
    if len(done) == len(guide.langkah):
        yield phrase("guide.finished")
    else:
        yield phrase("guide.progress", done=len(done), all=len(guide.langkah))


def _row(guide: Guide, place: int, done: tuple[str, ...], world: World) -> tuple[Choice, ...]:
    """The box of the step at `place`, and the way to its service if it has one."""
    step = guide.langkah[place]
    is_done = step.id in done
    key = "button.ticked" if is_done else "button.tick"
    box = Choice(phrase(key, title=step.judul), TickStep(guide.id, step.id, not is_done))
    if step.layanan is None or world.knowledge.get(step.layanan) is None:
        return (box,)
    return (box, Choice(phrase("button.how", number=place + 1), ShowEntry(step.layanan)))


def _done(conversation: Conversation, guide: Guide) -> tuple[str, ...]:
    """Ticked steps that the guide still has."""
    steps = {step.id for step in guide.langkah}
    ticked = (one.done for one in conversation.checklists if one.guide == guide.id)
    return tuple(step for step in next(ticked, ()) if step in steps)


def _title(conversation: Conversation, guide: Guide) -> Piece:
    done = len(_done(conversation, guide))
    if not done:
        return Plain(guide.judul)
    return phrase("guides.begun", title=guide.judul, done=done, all=len(guide.langkah))
