"""What staff type, photograph or attach for an announcement, by what they were asked."""

from __future__ import annotations

from bot.civic.announcements.checks import LONGEST_LABEL, is_link
from bot.civic.announcements.edits import (
    AddButton,
    Attach,
    ExpireAt,
    FillBlank,
    PlanEdit,
    StartAt,
    WriteText,
)
from bot.civic.announcements.plan import FIRST_LANGUAGE, AttachedFile, LinkButton, ServiceButton
from bot.civic.announcements.when import read_time
from bot.dialogue.announcement_actions import ChangePlan, OpenAnnouncement
from bot.dialogue.announcement_effects import (
    EditAnnouncement,
    ReviewWarning,
    Screen,
    SendBackAnnouncement,
)
from bot.dialogue.conversation import Composing, Conversation, Turn
from bot.dialogue.effects import Say
from bot.dialogue.events import PhotoKept, TextSent
from bot.dialogue.file_events import FileKept
from bot.dialogue.message import Choice, OutboundMessage, Piece, Plain, phrase
from bot.dialogue.topics.announcements import not_for
from bot.dialogue.turns import Rows, at_home, button, turn
from bot.dialogue.world import World
from knowledge_base import Answered, Entry
from knowledge_base.decide import Ambiguous

OFFERED = 6
MEDIA: frozenset[Screen] = frozenset(("text", "media"))


def written(conversation: Conversation, state: Composing, event: TextSent, world: World) -> Turn:
    """The words that were waited for; what cannot be read is asked again."""
    if (refused := not_for(conversation, world)) is not None:
        return refused
    marked, words = event.marked or event.text, event.text.strip()
    language = state.of or FIRST_LANGUAGE
    match state.asking:
        case "text":
            return _edit(conversation, state, (WriteText(language, marked.strip()),))
        case "blank":
            fill = FillBlank(language, state.name or "", words)
            return _edit(conversation, state, (fill,), "blank")
        case "link":
            return _link(conversation, state, words)
        case "service":
            return _service(conversation, state, words, world)
        case "start" | "expiry":
            return _time(conversation, state, words, world)
        case "send_back":
            wish = SendBackAnnouncement(state.announcement, state.seen, words)
            return turn(at_home(conversation), wish)
        case "review":
            return turn(at_home(conversation), ReviewWarning(state.announcement, words))
        case _:
            return again(conversation, state)


def photo(conversation: Conversation, state: Composing, event: PhotoKept, world: World) -> Turn:
    """A picture, perhaps with the text as its caption."""
    attach = Attach(photo=event.photo)
    return _attached(conversation, state, attach, event.marked or event.caption, world)


def file(conversation: Conversation, state: Composing, event: FileKept, world: World) -> Turn:
    """A file, perhaps with the text as its caption."""
    attach = Attach(file=AttachedFile(event.file.id, event.file.name))
    return _attached(conversation, state, attach, event.marked or event.caption, world)


def again(conversation: Conversation, state: Composing) -> Turn:
    """What is still waited for, and how to leave."""
    return turn(conversation, _say((phrase(f"announcement.again.{state.asking}"),), _back(state)))


def _attached(
    conversation: Conversation, state: Composing, attach: Attach, caption: str, world: World
) -> Turn:
    if (refused := not_for(conversation, world)) is not None:
        return refused
    if state.asking not in MEDIA:
        return again(conversation, state)
    edits: tuple[PlanEdit, ...] = (attach,)
    if caption.strip():
        edits = (*edits, WriteText(state.of or FIRST_LANGUAGE, caption.strip()))
    return _edit(conversation, state, edits)


def _link(conversation: Conversation, state: Composing, words: str) -> Turn:
    label, _, url = words.rpartition(" ")
    label = label.strip()
    if not is_link(url) or not 0 < len(label) <= LONGEST_LABEL:
        return again(conversation, state)
    return _edit(conversation, state, (AddButton(LinkButton(label, url)),), "buttons")


def _service(conversation: Conversation, state: Composing, words: str, world: World) -> Turn:
    """Services with these words, each as a button; the waiting goes on for other words."""
    found = _found(words, world)
    if not found:
        return again(conversation, state)
    rows = tuple((_add(state, entry),) for entry in found)
    lines = (phrase("announcement.pick_service"),)
    return turn(conversation, _say(lines, (*rows, *_back(state))))


def _add(state: Composing, entry: Entry) -> Choice:
    service = AddButton(ServiceButton(entry.judul[:LONGEST_LABEL], entry.id))
    change = ChangePlan(state.announcement, state.seen, (service,), "buttons")
    return Choice(Plain(entry.judul), change)


def _found(words: str, world: World) -> tuple[Entry, ...]:
    decision = world.knowledge.decide(words)
    best: list[Entry] = []
    if isinstance(decision, Answered):
        best = [decision.entry]
    elif isinstance(decision, Ambiguous):
        best = list(decision.options)
    named = (one for one in world.knowledge.entries if words.casefold() in one.judul.casefold())
    return tuple({one.id: one for one in (*best, *named)}.values())[:OFFERED]


def _time(conversation: Conversation, state: Composing, words: str, world: World) -> Turn:
    at = read_time(words, world.local)
    if at is None:
        return again(conversation, state)
    if at <= world.now:
        return turn(conversation, _say((phrase("announcement.past", at=at),), _back(state)))
    if state.asking == "start":
        return _edit(conversation, state, (StartAt(at),), "schedule")
    return _edit(conversation, state, (ExpireAt(at),))


def _edit(
    conversation: Conversation,
    state: Composing,
    edits: tuple[PlanEdit, ...],
    screen: Screen = "panel",
) -> Turn:
    of = state.of if screen == "blank" else None
    wish = EditAnnouncement(state.announcement, state.seen, edits, screen, of)
    return turn(at_home(conversation), wish)


def _back(state: Composing) -> Rows:
    return ((button("announcement.button.back", OpenAnnouncement(state.announcement)),),)


def _say(lines: tuple[Piece, ...], rows: Rows) -> Say:
    return Say(OutboundMessage(lines, rows, for_staff=True))
