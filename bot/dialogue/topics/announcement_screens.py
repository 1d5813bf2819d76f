"""What is asked for one thing of an announcement: its words, areas, times, buttons, files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.civic.announcements.edits import Attach, DropButton, WriteText, blanks
from bot.civic.announcements.plan import FIRST_LANGUAGE
from bot.civic.announcements.progress import PER_SECOND
from bot.civic.statistics.table import FileKind
from bot.dialogue.announcement_actions import (
    ChangePlan,
    Deed,
    DoWithAnnouncement,
    DownloadAnnouncement,
    OpenAnnouncement,
)
from bot.dialogue.announcement_effects import AnnouncementShown, Screen
from bot.dialogue.conversation import Composing
from bot.dialogue.message import BLANK, Choice, Marked, Piece, phrase
from bot.dialogue.topics.announcement_areas import areas
from bot.dialogue.topics.announcement_schedule import expiry, schedule
from bot.dialogue.topics.durations import duration
from bot.dialogue.topics.languages import language_codes, language_name
from bot.dialogue.turns import Rows, button, in_rows
from bot.dialogue.world import World


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its buttons; `waiting` where it may be answered by typing."""

    lines: tuple[Piece, ...]
    rows: Rows = ()
    waiting: Composing | None = None


def screen(event: AnnouncementShown, world: World) -> Asked | None:
    """The question that was asked for; None where it does not apply any more."""
    one, name = event.announcement, event.screen
    if name in WRITTEN and not one.status.is_open:
        return None
    if name == "blank" and not _blank(event):
        return None
    lines, rows = _MAKERS[name](event, world)
    back = (button("announcement.button.back", OpenAnnouncement(one.id)),)
    waiting = None
    if name in TYPED:
        waiting = Composing(one.id, one.revision, name, event.of, _blank(event))
        lines = (*lines, BLANK, phrase("announcement.how_to_leave"))
    return Asked(lines, (*rows, back), waiting)


WRITTEN: frozenset[Screen] = frozenset(
    ("areas", "text", "blank", "languages", "media", "buttons", "link", "service", "schedule")
)
TYPED: frozenset[Screen] = frozenset(
    ("text", "blank", "media", "link", "service", "start", "expiry", "send_back", "review")
)

Question = tuple[tuple[Piece, ...], Rows]
Maker = Callable[[AnnouncementShown, World], Question]


def _blank(event: AnnouncementShown) -> str | None:
    """The first part of the text that is still to be filled in."""
    text = dict(event.announcement.plan.texts).get(event.of or FIRST_LANGUAGE, "")
    return next(iter(blanks(text)), None) if event.screen == "blank" else None


def _text(event: AnnouncementShown, world: World) -> Question:
    one, language = event.announcement, event.of or FIRST_LANGUAGE
    asked = phrase("announcement.ask.text", language=language_name(language, world.city))
    written = dict(one.plan.texts).get(language)
    lines: tuple[Piece, ...] = (asked, phrase("announcement.ask.text_hint"))
    if written:
        lines = (*lines, BLANK, phrase("announcement.text_now"), Marked(written))
    templates = [
        Choice(
            phrase("announcement.template", name=each.nama),
            ChangePlan(one.id, one.revision, (WriteText(language, each.teks),), "blank", language),
        )
        for each in world.city.templat_pengumuman
        if language == FIRST_LANGUAGE and each.kabar == one.plan.topic and not one.plan.mends
    ]
    return lines, in_rows(templates, 1)


def _fill(event: AnnouncementShown, world: World) -> Question:  # noqa: ARG001 - every maker has this shape
    text = event.announcement.plan.text(event.of or FIRST_LANGUAGE)
    asked = phrase("announcement.ask.blank", name=_blank(event) or "")
    return (Marked(text), BLANK, asked), ()


def _languages(event: AnnouncementShown, world: World) -> Question:
    one, texts = event.announcement, dict(event.announcement.plan.texts)
    choices = [
        Choice(
            phrase(
                "announcement.language_written" if code in texts else "announcement.language_open",
                name=language_name(code, world.city),
            ),
            OpenAnnouncement(one.id, "text", code),
        )
        for code in language_codes(world.city)
    ]
    drop = [
        Choice(
            phrase("announcement.language_drop", name=language_name(code, world.city)),
            ChangePlan(one.id, one.revision, (WriteText(code, None),), "languages"),
        )
        for code in texts
        if code != FIRST_LANGUAGE
    ]
    return (phrase("announcement.ask.languages"),), (*in_rows(choices, 2), *in_rows(drop, 1))


def _media(event: AnnouncementShown, world: World) -> Question:  # noqa: ARG001 - every maker has this shape
    one = event.announcement
    rows: Rows = ()
    if one.plan.photo is not None or one.plan.file is not None:
        drop = ChangePlan(one.id, one.revision, (Attach(),))
        rows = ((button("announcement.button.detach", drop),),)
    return (phrase("announcement.ask.media"),), rows


def _buttons(event: AnnouncementShown, world: World) -> Question:  # noqa: ARG001 - every maker has this shape
    one = event.announcement
    drop = tuple(
        (
            Choice(
                phrase("announcement.button_drop", label=each.label),
                ChangePlan(one.id, one.revision, (DropButton(place),), "buttons"),
            ),
        )
        for place, each in enumerate(one.plan.buttons)
    )
    add = (
        button("announcement.button.link", OpenAnnouncement(one.id, "link")),
        button("announcement.button.service", OpenAnnouncement(one.id, "service")),
    )
    return (phrase("announcement.ask.buttons"),), (*drop, add)


def _typed(event: AnnouncementShown, world: World) -> Question:  # noqa: ARG001 - every maker has this shape
    number = event.announcement.id
    return (phrase(f"announcement.ask.{event.screen}", number=number),), ()


def _sure(event: AnnouncementShown, world: World) -> Question:  # noqa: ARG001 - every maker has this shape
    """Ask once more before something that cannot be undone."""
    one, count = event.announcement, event.audience
    asked = phrase(
        f"announcement.sure.{event.screen}",
        number=one.id,
        count=count,
        time=duration(count / PER_SECOND),
    )
    yes = DoWithAnnouncement(one.id, SURE[event.screen], one.revision)
    return (asked,), ((button(f"announcement.button.sure_{event.screen}", yes),),)


SURE: Mapping[Screen, Deed] = {
    "warn": "warn",
    "drop": "cancel",
    "cancel": "cancel",
    "recall": "recall",
}


def _mend(event: AnnouncementShown, world: World) -> Question:  # noqa: ARG001 - every maker has this shape
    number = event.announcement.id
    rows = (
        (button("announcement.button.mend_ubah", DoWithAnnouncement(number, "mend_ubah")),),
        (button("announcement.button.mend_kirim", DoWithAnnouncement(number, "mend_kirim")),),
    )
    return (phrase("announcement.ask.mend"),), rows


def _export(event: AnnouncementShown, world: World) -> Question:  # noqa: ARG001 - every maker has this shape
    number = event.announcement.id
    row = tuple(
        button(f"figures.file_{kind}", DownloadAnnouncement(number, kind))
        for kind in (FileKind.XLSX, FileKind.CSV)
    )
    return (phrase("announcement.ask.export"),), (row,)


_MAKERS: Mapping[Screen, Maker] = {
    "areas": areas,
    "text": _text,
    "blank": _fill,
    "languages": _languages,
    "media": _media,
    "buttons": _buttons,
    "link": _typed,
    "service": _typed,
    "schedule": schedule,
    "start": _typed,
    "expiry": expiry,
    "send_back": _typed,
    "review": _typed,
    "warn": _sure,
    "drop": _sure,
    "cancel": _sure,
    "recall": _sure,
    "mend": _mend,
    "export": _export,
}
