"""The friction report: from "I am stuck" to a ticket in at most six taps, without typing."""

from __future__ import annotations

from dataclasses import replace

from bot.civic.clocks import deadlines
from bot.civic.reports import (
    MAX_PHOTOS,
    MAX_WORDS,
    STAGE_OF_OBSTACLE,
    FrictionReport,
    Identity,
    Obstacle,
)
from bot.civic.roles import Role
from bot.dialogue.actions import AskField, Fill, FormField, SendReport, ShowTicket, StartReport
from bot.dialogue.conversation import Conversation, Draft, Reporting, Turn
from bot.dialogue.effects import Edit, Effect, FileReport, FindSimilar
from bot.dialogue.events import Event, PhotoKept, TextSent
from bot.dialogue.message import OutboundMessage, Piece, phrase
from bot.dialogue.ticket_events import ReportFiled
from bot.dialogue.topics import answer
from bot.dialogue.topics.report_fields import filled, next_field, question_for
from bot.dialogue.turns import answer_in_place, at_home, button, say, turn
from bot.dialogue.world import World
from knowledge_base import Answered


def begin(conversation: Conversation, event: Event, entry: str | None, world: World) -> Turn:
    """Open a new draft; a half-filled older one is replaced."""
    if world.group:
        return turn(conversation, say((phrase("group.no_reports"),)))
    known = entry if entry is not None and world.knowledge.get(entry) else None
    draft = Draft(id=world.fresh_id, service=known)
    return _ask(conversation, event, draft, "step" if known else "service", world)


def fill(conversation: Conversation, event: Event, action: Fill, world: World) -> Turn:
    """A pressed value: check it, keep it, ask the next thing."""
    draft = open_draft(conversation, action.draft)
    if draft is None:
        return stale(conversation)
    changed = filled(draft, action.field, action.value, world)
    if changed is None:
        return _ask(conversation, event, draft, action.field, world)
    following = next_field(changed, action.field, skipped=action.value is None)
    return _ask(conversation, event, changed, following, world)


def ask_field(conversation: Conversation, event: Event, action: AskField, world: World) -> Turn:
    """Go to a field, to change it."""
    draft = open_draft(conversation, action.draft)
    if draft is None:
        return stale(conversation)
    return _ask(conversation, event, draft, action.field, world, topic=action.topic)


def drop(conversation: Conversation, event: Event, draft_id: str) -> Turn:
    """Throw the draft away."""
    if open_draft(conversation, draft_id) is None:
        return stale(conversation)
    rows = ((button("button.report", StartReport()),),)
    reply = answer_in_place(event, (phrase("report.dropped"),), rows)
    return turn(at_home(conversation), reply)


def send(conversation: Conversation, event: Event, action: SendReport, world: World) -> Turn:
    """File the report; what is still missing is asked first."""
    draft = open_draft(conversation, action.draft)
    if draft is None:
        return stale(conversation)
    report = complete(draft)
    if report is None:
        return _ask(conversation, event, draft, next_field(draft, "service"), world)
    if action.alone or report.identity is Identity.ANONIM:
        return file(conversation, draft.id, report, world)
    return turn(conversation, FindSimilar(draft.id, report))


def file(conversation: Conversation, draft: str, report: FrictionReport, world: World) -> Turn:
    """Hand the report in, with its deadlines, to the agency of the service."""
    times = deadlines(world.now, world.today, report.obstacle, world.calendar)
    entry = world.knowledge.get(report.service)
    filing = FileReport(
        draft,
        report,
        times,
        entry.instansi.daerah if entry else None,
        world.knowledge.fingerprint(report.words or ""),
        by_staff=world.role is not Role.WARGA,
    )
    sending = Edit(OutboundMessage((phrase("report.sending"),)))
    return turn(at_home(conversation), sending, filing)


def filed(conversation: Conversation, event: ReportFiled, world: World) -> Turn:
    """The ticket number, what happens next, and until when."""
    lines: tuple[Piece, ...] = (
        phrase("announced.filed" if event.is_reply else "report.filed", number=event.number),
        phrase("report.promise", date=event.promised, agency=world.city.nama),
        phrase("report.keep_number"),
    )
    if event.anonymous:
        lines = (*lines, phrase("report.anonymous"))
    rows = ((button("button.ticket", ShowTicket(event.number)),),)
    return turn(conversation, say(lines, rows))


def text(conversation: Conversation, state: Reporting, event: TextSent, world: World) -> Turn:
    """Typed words in the middle of the form: a value, a story, or a question to answer first."""
    if state.asking == "words":
        return _keep_words(conversation, state.draft, event, event.text, world)
    changed = filled(state.draft, state.asking, event.text, world)
    if changed is not None and event.text.strip():
        return _ask(conversation, event, changed, next_field(changed, state.asking), world)
    decision = world.knowledge.decide(event.text)
    if isinstance(decision, Answered) and state.asking == "service":
        changed = filled(state.draft, "service", decision.entry.id, world)
        return _ask(conversation, event, changed or state.draft, "step", world)
    if isinstance(decision, Answered):
        answered = answer.question(conversation, event, event.text, world)
        again = _ask(answered.conversation, event, state.draft, state.asking, world)
        return turn(again.conversation, *answered.effects, *again.effects)
    if state.asking == "summary" and state.draft.words is None:
        return _keep_words(conversation, state.draft, event, event.text, world)
    again = _ask(conversation, event, state.draft, state.asking, world)
    return turn(again.conversation, say((phrase("report.how_to_leave"),)), *again.effects)


def photo(conversation: Conversation, state: Reporting, event: PhotoKept, world: World) -> Turn:
    """A picture for the report, wherever in the form it arrives."""
    draft = state.draft
    if len(draft.photos) >= MAX_PHOTOS:
        note: Effect = say((phrase("photo.enough", count=MAX_PHOTOS),))
    else:
        draft = replace(draft, photos=(*draft.photos, event.photo))
        if draft.words is None and event.caption:
            draft = replace(draft, words=event.caption[:MAX_WORDS])
        note = say((phrase("photo.kept", count=len(draft.photos)),))
    field: FormField = "summary" if state.asking == "photo" else state.asking
    again = _ask(conversation, event, draft, field, world)
    return turn(again.conversation, note, *again.effects)


def repeat(conversation: Conversation, state: Reporting, event: Event, world: World) -> Turn:
    """Ask the present question once more."""
    return _ask(conversation, event, state.draft, state.asking, world)


def open_draft(conversation: Conversation, draft_id: str) -> Draft | None:
    """The draft of that id, if it is the one being filled in."""
    state = conversation.state
    if isinstance(state, Reporting) and state.draft.id == draft_id:
        return state.draft
    return None


def stale(conversation: Conversation) -> Turn:
    """A button of a draft that was sent or thrown away."""
    rows = ((button("button.report", StartReport()),),)
    return turn(conversation, say((phrase("report.stale"),), rows))


def _keep_words(
    conversation: Conversation, draft: Draft, event: Event, words: str, world: World
) -> Turn:
    draft = replace(draft, words=words.strip()[:MAX_WORDS] or None)
    again = _ask(conversation, event, draft, next_field(draft, "words"), world)
    if len(words) <= MAX_WORDS:
        return again
    note = say((phrase("words.shortened", count=MAX_WORDS),))
    return turn(again.conversation, note, *again.effects)


def _ask(
    conversation: Conversation,
    event: Event,
    draft: Draft,
    field: FormField,
    world: World,
    *,
    topic: str | None = None,
) -> Turn:
    lines: tuple[Piece, ...]
    lines, rows = question_for(field, draft, world, conversation.last, topic)
    conversation = replace(conversation, state=Reporting(draft, field))
    return turn(conversation, answer_in_place(event, lines, rows))


def complete(draft: Draft) -> FrictionReport | None:
    """The report, once everything required is known."""
    if draft.service is None or draft.obstacle is None or draft.severity is None:
        return None
    return FrictionReport(
        service=draft.service,
        step=draft.step,
        stage=draft.stage or STAGE_OF_OBSTACLE[Obstacle(draft.obstacle)],
        obstacle=draft.obstacle,
        severity=draft.severity,
        words=draft.words,
        photos=draft.photos,
        kecamatan=draft.kecamatan,
        kelurahan=draft.kelurahan,
        identity=draft.identity or Identity.RAHASIA,
    )
