"""When an announcement starts, how often it is said again, and until when it may leave."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.civic.announcements.edits import ExpireAt, PlanEdit, RepeatIn, StartAt
from bot.civic.announcements.life import Announcement
from bot.civic.announcements.plan import Repeat, Rhythm
from bot.dialogue.announcement_actions import ChangePlan, OpenAnnouncement
from bot.dialogue.announcement_effects import AnnouncementShown, Screen
from bot.dialogue.message import Choice, Phrase, Piece, phrase
from bot.dialogue.topics.announcement_notices import starts
from bot.dialogue.turns import Rows, button, in_rows
from bot.dialogue.world import World

MORNING = 8
"""The local hour that is offered."""

PERIODS = {"day": timedelta(days=1), "week": timedelta(days=7)}


def schedule(event: AnnouncementShown, world: World) -> tuple[tuple[Piece, ...], Rows]:
    """At once, tomorrow morning, the next working day, or what is typed; once or again."""
    one = event.announcement
    lines: tuple[Piece, ...] = (phrase("announcement.ask.schedule"), starts(one))
    rows: Rows = (
        (_change(one, "announcement.button.now", StartAt(None)),),
        *(_at(one, moment) for moment in _offered(world)),
        (button("announcement.button.start", OpenAnnouncement(one.id, "start")),),
    )
    if one.plan.start_at is None:
        return lines, rows
    if one.plan.repeat:
        lines = (*lines, phrase("announcement.repeated", rhythm=repeat_name(one.plan.repeat)))
    return lines, (*rows, *_repeats(one, one.plan.repeat))


def expiry(event: AnnouncementShown, world: World) -> tuple[tuple[Piece, ...], Rows]:
    """No end, a day or a week after its start, or what is typed."""
    one = event.announcement
    since = one.plan.start_at or world.local
    after = [
        _change(one, f"announcement.button.after_{name}", ExpireAt(since + period), "panel")
        for name, period in PERIODS.items()
    ]
    none = _change(one, "announcement.button.no_expiry", ExpireAt(None), "panel")
    return (phrase("announcement.ask.expiry", number=one.id),), (tuple(after), (none,))


def repeat_name(repeat: Repeat) -> Phrase:
    """In which rhythm."""
    rhythm = phrase(f"announcement.repeat.{repeat.rhythm}")
    return phrase("announcement.repeat.workdays", rhythm=rhythm) if repeat.workdays else rhythm


def _repeats(one: Announcement, repeat: Repeat | None) -> Rows:
    workdays = repeat is not None and repeat.workdays
    rhythms = [
        _change(one, f"announcement.button.{each}", RepeatIn(Repeat(each, workdays)))
        for each in Rhythm
    ]
    if repeat is None:
        return in_rows(rhythms, 3)
    other = RepeatIn(Repeat(repeat.rhythm, not workdays))
    key = "announcement.button.any_day" if workdays else "announcement.button.workdays"
    once = _change(one, "announcement.button.once", RepeatIn(None))
    return (*in_rows(rhythms, 3), (once, _change(one, key, other)))


def _offered(world: World) -> tuple[datetime, ...]:
    tomorrow = (world.local + timedelta(days=1)).replace(
        hour=MORNING, minute=0, second=0, microsecond=0
    )
    day = world.calendar.add_working_days(world.today, 1)
    office = tomorrow.replace(year=day.year, month=day.month, day=day.day)
    return (tomorrow,) if office == tomorrow else (tomorrow, office)


def _at(one: Announcement, moment: datetime) -> tuple[Choice, ...]:
    edits = (StartAt(moment),)
    change = ChangePlan(one.id, one.revision, edits, "schedule")
    return (Choice(phrase("announcement.start_at", at=moment), change),)


def _change(one: Announcement, key: str, edit: PlanEdit, screen: Screen = "schedule") -> Choice:
    return button(key, ChangePlan(one.id, one.revision, (edit,), screen))
