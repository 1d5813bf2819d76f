"""Questions and their answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import assert_never

from bot.dialogue.actions import (
    Helpful,
    NoneMeant,
    NotHelpful,
    PartName,
    PickMeant,
    ShowEntry,
    ShowPart,
    ShowTopics,
    StartReport,
)
from bot.dialogue.conversation import AskedBack, Conversation, LastService, Turn
from bot.dialogue.effects import Outcome, RecordQuestion
from bot.dialogue.events import Event
from bot.dialogue.message import BLANK, Choice, Piece, Plain, phrase
from bot.dialogue.parts import PART_OF_ASPECT, PARTS, complaint_channels, footer, part
from bot.dialogue.topics import follow_up, spikes
from bot.dialogue.topics.guides import checklist_message, offer
from bot.dialogue.turns import Rows, answer_in_place, button, in_rows, say, turn
from bot.dialogue.voice_actions import AskOfficer
from bot.dialogue.world import World
from knowledge_base import Ambiguous, Answered, Context, Decision, Entry, Unanswered
from knowledge_base.entry import Aspect

MOST_ALSO = 3
"""Further questions of one message that are offered."""

LONGEST_DIFFERENCE = 44
"""Characters of a button that a phone shows in full on two lines at most."""

FOLLOW_UP_FOR = timedelta(minutes=10)
"""For so long a question without a service of its own refers to the last one."""


def question(conversation: Conversation, event: Event, text: str, world: World) -> Turn:
    """Decide what was asked and answer, ask back, or say honestly that we do not know."""
    parts = world.knowledge.several(text)
    if parts:
        first, *others = parts
        also = tuple(_also(part.decision) for part in others[:MOST_ALSO])
        return _answered(conversation, event, text, first.decision, world, also)
    decision = world.knowledge.decide(text, context_of(conversation, world))
    match decision:
        case Answered():
            return _answered(conversation, event, text, decision, world)
        case Ambiguous():
            return _ask_back(conversation, text, decision, world)
        case Unanswered():
            return _unanswered(conversation, text, decision, world)
    assert_never(decision)


def context_of(conversation: Conversation, world: World) -> Context | None:
    """What a follow-up refers to, while it is fresh: services to choose from, or the last one."""
    asked = conversation.asked_back
    if asked is not None and world.now - asked.at <= FOLLOW_UP_FOR:
        first, *rivals = asked.entries
        return Context(first, Aspect(asked.aspect) if asked.aspect else None, tuple(rivals))
    last = conversation.last
    if last is None or world.now - last.at > FOLLOW_UP_FOR:
        return None
    return Context(last.entry, Aspect(last.aspect) if last.aspect else None)


def show_entry(conversation: Conversation, event: Event | None, entry: Entry, world: World) -> Turn:
    """The short answer of a service, without a question having been asked."""
    conversation = _remember(conversation, entry, None, world)
    text, rows = entry_message(entry, "singkat", world)
    reply = say(text, rows) if event is None else answer_in_place(event, text, rows)
    return turn(conversation, reply)


def show_part(
    conversation: Conversation, event: Event, entry: Entry, name: PartName, world: World
) -> Turn:
    """Another part of the answer, in place."""
    conversation = _remember(conversation, entry, None, world, keep_rating=True)
    text, rows = entry_message(entry, name, world)
    return turn(conversation, answer_in_place(event, text, rows))


def pick_meant(
    conversation: Conversation, event: Event, entry: Entry, aspect: Aspect | None, world: World
) -> Turn:
    """The service the resident meant: answered as if it had been named."""
    conversation = _remember(conversation, entry, aspect, world)
    text, rows = entry_message(entry, _first_part(aspect), world)
    attempt = follow_up.opened(entry.id, world)
    return turn(conversation, *attempt, answer_in_place(event, text, rows))


def none_meant(conversation: Conversation, event: Event, world: World) -> Turn:
    """None of the offered services was meant."""
    asked = conversation.asked_back
    rows = no_answer_rows(world, asked.question if asked else None)
    conversation = replace(conversation, asked_back=None)
    return turn(conversation, answer_in_place(event, _no_answer(world), rows))


def entry_message(entry: Entry, name: PartName, world: World) -> tuple[tuple[Piece, ...], Rows]:
    """One part of an entry with its heading, footer and buttons."""
    stale = entry.is_stale(world.today)
    text = (
        *spikes.notice(entry.id, world),
        phrase("answer.title", title=entry.nama),
        *part(entry, name, world.city),
        *footer(entry, world.city, stale=stale),
    )
    return text, _entry_rows(entry, name, world)


def no_answer_rows(world: World, question: str | None = None) -> Rows:
    """Where to go when there is no answer; an officer may be asked where a question is known."""
    rows: Rows = ((button("button.topics", ShowTopics()),),)
    if world.group:
        return rows
    if question:
        rows = ((button("button.ask_officer", AskOfficer(question)),), *rows)
    return (*rows, (button("button.report", StartReport()),))


def _also(decision: Answered) -> tuple[Choice, ...]:
    """A row with the button that answers another question of the same message."""
    aspect = decision.aspect.value if decision.aspect else None
    label = phrase("button.also", title=decision.entry.judul)
    return (Choice(label, PickMeant(decision.entry.id, aspect)),)


def _answered(
    conversation: Conversation,
    event: Event,
    text: str,
    decision: Answered,
    world: World,
    also: Rows = (),
) -> Turn:
    entry, aspect = decision.entry, decision.aspect
    conversation = _remember(conversation, entry, aspect, world)
    lines, rows = entry_message(entry, _first_part(aspect), world)
    rows = (*also, *rows, *_guide_rows(text, world))
    record = _record(text, Outcome.ANSWERED, decision, entry.id, aspect)
    attempt = follow_up.opened(entry.id, world)
    return turn(conversation, record, *attempt, answer_in_place(event, lines, rows))


def _ask_back(conversation: Conversation, text: str, decision: Ambiguous, world: World) -> Turn:
    aspect = decision.aspect.value if decision.aspect else None
    choices = [
        (Choice(Plain(_difference(entry, decision.options)), PickMeant(entry.id, aspect)),)
        for entry in decision.options
    ]
    rows = (*choices, *_guide_rows(text, world), (button("button.none_meant", NoneMeant()),))
    lines: list[Piece] = [phrase("clarify.ask")]
    lines += [_option(entry, decision.options) for entry in decision.options]
    record = _record(text, Outcome.CLARIFIED, decision, None, decision.aspect)
    offered = tuple(entry.id for entry in decision.options)
    conversation = replace(conversation, asked_back=AskedBack(offered, world.now, aspect, text))
    return turn(conversation, record, say(lines, rows))


def _difference(entry: Entry, options: Sequence[Entry]) -> str:
    """What sets `entry` apart from another of `options`, in a resident's words; else its title.

    "Pindah ke kota lain" is quicker to choose by than the name of a form.
    """
    told = (
        other.bila
        for option in options
        for other in option.bukan_ini
        if other.lihat == entry.id and len(other.bila) <= LONGEST_DIFFERENCE
    )
    return next(told, entry.judul)


def _option(entry: Entry, options: Sequence[Entry]) -> Piece:
    """The line above the buttons: begins as its button does."""
    difference, what = _difference(entry, options), entry.singkat.apa
    if difference == entry.judul:
        return phrase("clarify.option", title=entry.judul, what=what)
    return phrase("clarify.difference", difference=difference, title=entry.judul, what=what)


def _unanswered(conversation: Conversation, text: str, decision: Unanswered, world: World) -> Turn:
    guide = world.knowledge.guide_of(text)
    if guide is not None:
        record = _record(text, Outcome.ANSWERED, decision, None, None)
        return turn(conversation, record, say(*checklist_message(conversation, guide, world)))
    record = _record(text, Outcome.UNANSWERED, decision, None, None)
    record = replace(record, gist=world.knowledge.gist(text))
    return turn(conversation, record, say(_no_answer(world), no_answer_rows(world, text)))


def _guide_rows(text: str, world: World) -> Rows:
    """The checklist for what happened to somebody, if that is what they tell."""
    guide = world.knowledge.guide_of(text)
    return (offer(guide),) if guide is not None else ()


def _no_answer(world: World) -> tuple[Piece, ...]:
    lines: list[Piece] = [phrase("unanswered.sorry"), BLANK, phrase("unanswered.next")]
    return (*lines, *complaint_channels(world.city))


def _record(
    text: str, outcome: Outcome, decision: Decision, entry: str | None, aspect: Aspect | None
) -> RecordQuestion:
    candidates = tuple((one.entry.id, round(one.score, 4)) for one in decision.candidates[:5])
    return RecordQuestion(text, outcome, entry, aspect.value if aspect else None, candidates)


def _remember(
    conversation: Conversation,
    entry: Entry,
    aspect: Aspect | None,
    world: World,
    *,
    keep_rating: bool = False,
) -> Conversation:
    last = LastService(entry.id, world.now, aspect.value if aspect else None)
    rated = conversation.rated if keep_rating else None
    return replace(conversation, last=last, asked_back=None, rated=rated)


def _first_part(aspect: Aspect | None) -> PartName:
    return PART_OF_ASPECT[aspect] if aspect else "singkat"


def _entry_rows(entry: Entry, shown: PartName, world: World) -> Rows:
    parts = [
        button(f"part.button.{name}", ShowPart(entry.id, name)) for name in PARTS if name != shown
    ]
    verdicts = (
        button("button.helpful", Helpful(entry.id)),
        button("button.not_helpful", NotHelpful(entry.id)),
    )
    rows = (*in_rows(parts, 3), *_neighbours(entry, shown, world), verdicts)
    if world.group:
        return rows
    return (*rows, (button("button.stuck", StartReport(entry.id)),))


def _neighbours(entry: Entry, shown: PartName, world: World) -> Rows:
    """Look-alike services under the short answer, related ones under the rest."""
    if shown == "singkat":
        ids = list(dict.fromkeys(other.lihat for other in entry.bukan_ini))[:2]
        label = "button.not_this"
    elif shown == "lain":
        ids = list(entry.terkait[:4])
        label = "button.related"
    else:
        return ()
    found = [other for other in map(world.knowledge.get, ids) if other is not None]
    return in_rows(
        [Choice(phrase(label, title=other.judul), ShowEntry(other.id)) for other in found], 2
    )
