"""How far sending has come: everybody of the audience in one line of the report."""

from __future__ import annotations

from collections.abc import Iterator

from bot.civic.announcements.life import Announcement, AnnouncementStatus
from bot.civic.announcements.plan import Plan
from bot.civic.announcements.progress import DeliveryState, RunKind, RunReport, RunStatus
from bot.civic.announcements.reasons import failures
from bot.dialogue.announcement_actions import DoWithAnnouncement, OpenAnnouncement
from bot.dialogue.announcement_effects import Screen
from bot.dialogue.message import BLANK, Choice, Phrase, Piece, phrase
from bot.dialogue.topics.durations import duration
from bot.dialogue.turns import Rows, button

S = AnnouncementStatus
LATEST = 3
"""Runs of a repeated announcement that are shown; the file has all of them."""

BAR = 10
PAUSABLE = (RunKind.KIRIM, RunKind.UBAH)


def report_lines(runs: tuple[RunReport, ...], plan: Plan) -> Iterator[Piece]:
    """The latest runs, the last one first."""
    for one in runs[: -LATEST - 1 : -1]:
        yield BLANK
        yield from _run(one, plan)


def report_rows(one: Announcement, runs: tuple[RunReport, ...]) -> Rows:
    """What can be done while it is sent, and after."""
    if not runs:
        return ()
    going = [run.status for run in runs if run.kind in PAUSABLE]
    steer: list[Choice] = []
    if RunStatus.BERJALAN in going:
        steer.append(button("announcement.button.pause", DoWithAnnouncement(one.id, "pause")))
    if RunStatus.DIJEDA in going:
        steer.append(button("announcement.button.resume", DoWithAnnouncement(one.id, "resume")))
    if one.status.is_open:
        steer.append(_open(one, "cancel"))
    after = [_open(one, "mend"), _open(one, "recall")]
    if one.status is S.DITARIK:
        after = []
    refresh = button("announcement.button.refresh", OpenAnnouncement(one.id))
    rows = (tuple(steer), tuple(after), (refresh, _open(one, "export")))
    return tuple(row for row in rows if row)


def _open(one: Announcement, screen: Screen) -> Choice:
    return button(f"announcement.button.{screen}", OpenAnnouncement(one.id, screen))


def _run(one: RunReport, plan: Plan) -> Iterator[Piece]:
    state = phrase(f"announcement.run.{one.status}")
    yield phrase(f"announcement.run.kind.{one.kind}", at=one.started_at, state=state)
    if one.audience is None:
        yield phrase("announcement.run.writing", count=one.total)
    else:
        over, whole = one.total - one.under_way, one.total
        yield phrase("announcement.run.bar", bar=bar(over, whole), share=_percent(over, whole))
    yield phrase(
        f"announcement.run.reached.{one.kind}", count=one.count(DeliveryState.SENT), total=one.total
    )
    if one.under_way:
        left = phrase(
            "announcement.run.waiting", count=one.under_way, time=duration(one.seconds_left)
        )
        paused = phrase("announcement.run.paused", count=one.under_way)
        yield paused if one.status is RunStatus.DIJEDA else left
    for kind, count in failures(one).items():
        yield phrase(f"announcement.why.{kind}", count=count)
    if unsure := one.count(DeliveryState.UNSURE):
        yield phrase("announcement.run.unsure", count=unsure)
    yield from _responses(one, plan)


def _responses(one: RunReport, plan: Plan) -> Iterator[Phrase]:
    for place, count in sorted(one.pressed.items()):
        if place < len(plan.buttons):
            label = plan.buttons[place].label
            yield phrase("announcement.run.pressed", label=label, count=count)
    if one.opted_out:
        yield phrase("announcement.run.opted_out", count=one.opted_out)


def bar(part: int, whole: int) -> str:
    """Ten boxes, as many of them full as tenths are done; never full before all are."""
    full = BAR * part // whole if whole else BAR
    return "▰" * full + "▱" * (BAR - full)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part // whole if whole else 100} %"
