"""`/umumkan`: staff write announcements, have them approved, follow and stop them."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from bot.civic.announcements.life import Announcement, may_write
from bot.civic.announcements.plan import Follow, Plan
from bot.civic.city import Kabar
from bot.dialogue.announcement_actions import (
    BeginAnnouncement,
    ChangePlan,
    ComposeAction,
    DoWithAnnouncement,
    DownloadAnnouncement,
    OpenAnnouncement,
    ShowAnnouncements,
)
from bot.dialogue.announcement_effects import (
    AnnouncementEffect,
    AnnouncementExported,
    AnnouncementRefused,
    AnnouncementResult,
    AnnouncementShown,
    AnnouncementsListed,
    ApproveAnnouncement,
    EditAnnouncement,
    ExportAnnouncement,
    FindAnnouncement,
    ListAnnouncements,
    ListScope,
    MendAnnouncement,
    NewAnnouncement,
    ReviewWarning,
    SteerAnnouncement,
    SubmitAnnouncement,
    WarnAtOnce,
)
from bot.dialogue.conversation import Conversation, Turn
from bot.dialogue.effects import Edit, Say
from bot.dialogue.message import BLANK, Choice, OutboundMessage, Piece, Plain, phrase
from bot.dialogue.topics import announcement_panel as panel
from bot.dialogue.topics import announcement_screens as screens
from bot.dialogue.topics.announcement_message import previews
from bot.dialogue.turns import Rows, at_home, button, in_rows, turn
from bot.dialogue.world import World

SCOPES: tuple[ListScope, ...] = ("open", "waiting", "ended")


def command(conversation: Conversation, world: World) -> Turn:
    """What there is, and the way to write another one."""
    if (refused := not_for(conversation, world)) is not None:
        return refused
    return turn(at_home(conversation), ListAnnouncements())


def not_for(conversation: Conversation, world: World) -> Turn | None:
    """What somebody is told who announces nothing, or not here; None for everybody else."""
    if may_write(world.member) and not world.group:
        return None
    key = "group.private_only" if world.group else "staff.only"
    return turn(at_home(conversation), _say((phrase(key),)))


def pressed(conversation: Conversation, action: ComposeAction, world: World) -> Turn:
    """What a button asks for."""
    if (refused := not_for(conversation, world)) is not None:
        return refused
    conversation = at_home(conversation)
    match action:
        case ShowAnnouncements(scope):
            return turn(conversation, ListAnnouncements(scope))
        case BeginAnnouncement():
            return _begin(conversation, action, world)
        case OpenAnnouncement(number, screen, of):
            return turn(conversation, FindAnnouncement(number, screen, of))
        case ChangePlan(number, seen, edits, screen, of):
            return turn(conversation, EditAnnouncement(number, seen, edits, screen, of))
        case DoWithAnnouncement():
            return turn(conversation, _deed(action))
        case DownloadAnnouncement(number, file):
            return turn(conversation, ExportAnnouncement(number, file))
    assert_never(action)


def happened(conversation: Conversation, event: AnnouncementResult, world: World) -> Turn:
    """Show what came of it."""
    match event:
        case AnnouncementsListed():
            return turn(conversation, _list(event, world))
        case AnnouncementExported(id=number, document=document):
            line = phrase("announcement.file_done", number=number)
            message = OutboundMessage((line,), for_staff=True, document=document)
            return turn(conversation, Say(message))
        case AnnouncementRefused():
            return _refused(conversation, event, world)
        case AnnouncementShown():
            return _shown(conversation, event, world)
    assert_never(event)


def _shown(conversation: Conversation, event: AnnouncementShown, world: World) -> Turn:
    if event.done == "new":
        event = replace(event, screen="areas")
    if event.screen == "preview":
        shown = [Say(one) for one in previews(event.announcement, world.city)]
        return turn(conversation, *shown, Say(panel.message(event, world)))
    asked = screens.screen(event, world) if event.screen != "panel" else None
    if asked is None:
        return turn(conversation, Edit(panel.message(event, world)))
    state = asked.waiting or conversation.state
    message = OutboundMessage(asked.lines, asked.rows, for_staff=True)
    return turn(replace(conversation, state=state), Edit(message))


def _refused(conversation: Conversation, event: AnnouncementRefused, world: World) -> Turn:
    reason = phrase(f"announcement.refused.{event.reason}", number=event.id)
    if event.shown is None:
        rows = ((button("announcement.button.list", ShowAnnouncements()),),)
        return turn(conversation, _say((reason,), rows))
    return turn(conversation, _say((reason,)), Say(panel.message(event.shown, world)))


def _begin(conversation: Conversation, action: BeginAnnouncement, world: World) -> Turn:
    topic = next((one for one in world.city.kabar if one.id == action.topic), None)
    if topic is None:
        topics = [Choice(_topic(one), BeginAnnouncement(one.id)) for one in world.city.kabar]
        key = "announcement.pick_topic" if topics else "announcement.no_topics"
        return turn(conversation, _edit((phrase(key),), (*in_rows(topics, 2), _back())))
    if topic.darurat and action.urgent is None:
        kinds = (
            (button("announcement.button.urgent", BeginAnnouncement(topic.id, urgent=True)),),
            (button("announcement.button.usual", BeginAnnouncement(topic.id, urgent=False)),),
        )
        return turn(conversation, _edit((phrase("announcement.pick_urgent"),), (*kinds, _back())))
    urgent = topic.darurat and bool(action.urgent)
    return turn(conversation, NewAnnouncement(Plan(topic.id, urgent=urgent)))


def _topic(one: Kabar) -> Piece:
    return phrase("announcement.warning_topic", topic=one.nama) if one.darurat else Plain(one.nama)


def _deed(action: DoWithAnnouncement) -> AnnouncementEffect:
    number, seen = action.announcement, action.seen
    match action.deed:
        case "submit":
            return SubmitAnnouncement(number, seen)
        case "approve":
            return ApproveAnnouncement(number, seen)
        case "warn":
            return WarnAtOnce(number, seen)
        case "review":
            return ReviewWarning(number)
        case "pause" | "resume" | "cancel" | "recall":
            return SteerAnnouncement(number, action.deed)
        case "mend_ubah":
            return MendAnnouncement(number, Follow.UBAH)
        case "mend_kirim":
            return MendAnnouncement(number, Follow.KIRIM)
    assert_never(action.deed)


def _list(event: AnnouncementsListed, world: World) -> Edit:
    lines: list[Piece] = [phrase(f"announcement.list.{event.scope}"), BLANK]
    lines += [_line(one, world) for one in event.announcements]
    if not event.announcements:
        lines.append(phrase("announcement.list.none"))
    shown = [
        Choice(phrase("announcement.open", number=one.id), OpenAnnouncement(one.id))
        for one in event.announcements
    ]
    others = [_scope(scope, event.waiting) for scope in SCOPES if scope != event.scope]
    new = (button("announcement.button.new", BeginAnnouncement()),)
    return _edit(tuple(lines), (new, *in_rows(shown, 3), tuple(others)))


def _scope(scope: ListScope, waiting: int) -> Choice:
    if scope == "waiting":
        label = phrase("announcement.button.waiting", count=waiting)
        return Choice(label, ShowAnnouncements(scope))
    return button(f"announcement.button.{scope}", ShowAnnouncements(scope))


def _line(one: Announcement, world: World) -> Piece:
    topic = next((each.nama for each in world.city.kabar if each.id == one.plan.topic), "")
    status = phrase(f"announcement.status.{one.status}")
    return phrase("announcement.line", number=one.id, topic=topic, status=status)


def _back() -> tuple[Choice, ...]:
    return (button("announcement.button.list", ShowAnnouncements()),)


def _edit(lines: tuple[Piece, ...], rows: Rows = ()) -> Edit:
    return Edit(OutboundMessage(lines, rows, for_staff=True))


def _say(lines: tuple[Piece, ...], rows: Rows = ()) -> Say:
    return Say(OutboundMessage(lines, rows, for_staff=True))
