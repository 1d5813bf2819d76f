"""An announcement as its author sees it: what it is, what is wrong with it, what can be done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.civic.announcements.edits import Train, blanks
from bot.civic.announcements.life import AnnouncementStatus, may_review
from bot.civic.announcements.past_dates import past_dates
from bot.civic.announcements.plan import LinkButton, Plan
from bot.civic.announcements.progress import PER_SECOND
from bot.civic.city import City
from bot.civic.roles import Role
from bot.dialogue.announcement_actions import (
    ChangePlan,
    DoWithAnnouncement,
    OpenAnnouncement,
    ShowAnnouncements,
)
from bot.dialogue.announcement_effects import AnnouncementShown, Screen
from bot.dialogue.message import BLANK, Choice, OutboundMessage, Piece, Plain, phrase
from bot.dialogue.topics.announcement_notices import starts
from bot.dialogue.topics.announcement_report import report_lines, report_rows
from bot.dialogue.topics.announcement_schedule import repeat_name
from bot.dialogue.topics.durations import duration
from bot.dialogue.topics.languages import language_name
from bot.dialogue.turns import Rows, button
from bot.dialogue.world import World

S = AnnouncementStatus
DONE: Mapping[str, str] = {
    "SubmitAnnouncement": "submitted",
    "ApproveAnnouncement": "approved",
    "SendBackAnnouncement": "sent_back",
    "WarnAtOnce": "warned",
    "ReviewWarning": "reviewed",
    "dijeda": "paused",
    "berjalan": "resumed",
    "cancelled": "cancelled",
    "recalled": "recalled",
    "mend": "mend",
}

WRITING: tuple[tuple[Screen, ...], ...] = (
    ("preview",),
    ("text", "languages"),
    ("media", "buttons"),
    ("areas", "schedule"),
    ("expiry",),
)
CORRECTING: tuple[tuple[Screen, ...], ...] = (("preview",), ("text", "languages"), ("buttons",))
"""What can be changed, row by row. A correction goes to whom the first one reached, and as it."""


def message(event: AnnouncementShown, world: World) -> OutboundMessage:
    """Everything on one message, its buttons below."""
    lines = (*_done(event), *_lines(event, world))
    return OutboundMessage(lines, _rows(event, world), for_staff=True)


def _done(event: AnnouncementShown) -> Iterator[Piece]:
    key = DONE.get(event.done)
    if key == "submitted" and not event.told:
        key = "submitted_nobody"
    if key is not None:
        yield phrase(f"announcement.done.{key}", count=event.told)
        yield BLANK


def _lines(event: AnnouncementShown, world: World) -> Iterator[Piece]:
    one = event.announcement
    status = phrase(f"announcement.status.{one.status}")
    yield phrase("announcement.title", number=one.id, status=status)
    yield from _what(one.plan, world.city)
    if one.plan.start_at or one.status is S.DISETUJUI:
        yield starts(one)
    if one.plan.repeat:
        yield phrase("announcement.repeated", rhythm=repeat_name(one.plan.repeat))
    if one.plan.expires_at:
        yield phrase("announcement.expires", at=one.plan.expires_at)
    if one.note:
        yield phrase("announcement.note", note=one.note)
    if one.unreviewed:
        yield phrase("announcement.unreviewed")
    if one.status.is_open and one.status is not S.MENGIRIM:
        yield from _before(event, world)
    yield from report_lines(event.runs, one.plan)


def _what(plan: Plan, city: City) -> Iterator[Piece]:
    topic = next((one.nama for one in city.kabar if one.id == plan.topic), plan.topic)
    yield phrase("announcement.is_urgent" if plan.urgent else "announcement.is_about", topic=topic)
    if plan.training:
        yield phrase("announcement.is_training")
    if plan.mends is not None:
        yield phrase(f"announcement.mends.{plan.mends.how}", number=plan.mends.announcement)
    else:
        yield phrase("announcement.where", areas=_areas(plan, city))
    languages = ", ".join(language_name(code, city) for code, _ in plan.texts)
    yield phrase("announcement.languages", languages=languages or "–")
    if plan.photo is not None:
        yield phrase("announcement.has_photo")
    if plan.file is not None:
        yield phrase("announcement.has_file", name=plan.file.name)
    for each in plan.buttons:
        target = each.url if isinstance(each, LinkButton) else phrase("announcement.a_service")
        yield phrase("announcement.has_button", label=each.label, target=target)


def _areas(plan: Plan, city: City) -> Piece:
    names = [city.area(code) or code for code in plan.areas]
    return Plain(", ".join(names)) if names else phrase("announcement.whole_city")


def _before(event: AnnouncementShown, world: World) -> Iterator[Piece]:
    yield BLANK
    if event.audience:
        seconds = event.audience / PER_SECOND
        yield phrase("announcement.reaches", count=event.audience, time=duration(seconds))
    else:
        yield phrase("announcement.reaches_nobody")
    if event.announcement.status is not S.DRAF:
        yield phrase("announcement.edit_ends_approval")
    if len(event.announcement.plan.texts) > 1:
        yield phrase("announcement.same_in_all")
    texts = " ".join(text for _, text in event.announcement.plan.texts)
    for past in past_dates(texts, world.today):
        yield phrase("announcement.past_date", date=past)
    if event.faults:
        yield BLANK
        yield phrase("announcement.faults")
    for fault in event.faults:
        yield phrase(f"announcement.fault.{fault}")


def _rows(event: AnnouncementShown, world: World) -> Rows:
    one = event.announcement
    rows: Rows = ()
    if one.unreviewed and may_review(one, world.member):
        rows = (*rows, _review(event))
    if event.may_approve and one.status is S.MENUNGGU:
        rows = (*rows, _judge(event))
    if one.status in (S.DRAF, S.MENUNGGU, S.DISETUJUI):
        rows = (*rows, *_editing(event), *_onwards(event, world))
    rows = (*rows, *report_rows(one, event.runs))
    return (*rows, (button("announcement.button.list", ShowAnnouncements()),))


def _editing(event: AnnouncementShown) -> Rows:
    number, plan = event.announcement.id, event.announcement.plan
    train = ChangePlan(number, event.announcement.revision, (Train(not plan.training),))
    key = "announcement.button.real" if plan.training else "announcement.button.training"
    shown = CORRECTING if plan.mends is not None else WRITING
    rows = tuple(
        tuple(
            button(f"announcement.button.{screen}", OpenAnnouncement(number, screen))
            for screen in row
        )
        for row in shown
    )
    return (*rows[:-1], (*rows[-1], button(key, train)))


def _onwards(event: AnnouncementShown, world: World) -> Rows:
    one = event.announcement
    rows: Rows = ()
    unfilled = next((code for code, text in one.plan.texts if blanks(text)), None)
    if unfilled is not None:
        fill = OpenAnnouncement(one.id, "blank", unfilled)
        rows = (*rows, (button("announcement.button.blank", fill),))
    if one.status is S.DRAF:
        submit = DoWithAnnouncement(one.id, "submit", one.revision)
        rows = (*rows, (button("announcement.button.submit", submit),))
    if one.plan.urgent and world.role is Role.ADMIN and one.status is not S.DISETUJUI:
        rows = (*rows, (button("announcement.button.warn", OpenAnnouncement(one.id, "warn")),))
    if event.runs:
        return rows
    return (*rows, (button("announcement.button.drop", OpenAnnouncement(one.id, "drop")),))


def _judge(event: AnnouncementShown) -> tuple[Choice, ...]:
    one = event.announcement
    yes = DoWithAnnouncement(one.id, "approve", one.revision)
    return (
        button("announcement.button.approve", yes),
        button("announcement.button.send_back", OpenAnnouncement(one.id, "send_back")),
    )


def _review(event: AnnouncementShown) -> tuple[Choice, ...]:
    one = event.announcement
    return (
        button("announcement.button.reviewed", DoWithAnnouncement(one.id, "review", one.revision)),
        button("announcement.button.review_note", OpenAnnouncement(one.id, "review")),
    )
