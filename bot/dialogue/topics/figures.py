"""`/statistik`: figures with their bases, a picture, and what changed more than by chance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.civic.roles import Role
from bot.civic.statistics.figures import Filters, Grouping, Share, Times
from bot.civic.statistics.view import Change, View, changes
from bot.dialogue.conversation import Conversation, Turn
from bot.dialogue.effects import Say
from bot.dialogue.message import BLANK, Choice, OutboundMessage, Phrase, Piece, Plain, phrase
from bot.dialogue.staff_actions import (
    DownloadStatistics,
    PickStatisticsAgency,
    PickStatisticsFile,
    ShowStatistics,
)
from bot.dialogue.staff_effects import ReadFigures
from bot.dialogue.staff_events import FiguresRead
from bot.dialogue.topics.case_text import agency_name, service_name
from bot.dialogue.turns import Rows, at_home, button, in_rows, turn
from bot.dialogue.world import World

PERIODS = (7, 30, 90, 365)
DEFAULT_DAYS = 30
READERS = frozenset({Role.PETUGAS, Role.KEPALA, Role.SEKDA, Role.EDITOR, Role.ADMIN})
TOP = 5
AGENCIES_PER_PAGE = 12


def command(conversation: Conversation, world: World) -> Turn:
    """The last thirty days."""
    return show(at_home(conversation), ShowStatistics(DEFAULT_DAYS), world)


def show(conversation: Conversation, action: ShowStatistics, world: World) -> Turn:
    """Figures of the days up to yesterday; officers see their own agency."""
    if (refused := not_for(conversation, world)) is not None:
        return refused
    return turn(conversation, ReadFigures(filters_of(action, world), action.days))


def not_for(conversation: Conversation, world: World) -> Turn | None:
    """What somebody is told who may not see figures, or not here; None for everybody else."""
    if world.role in READERS and not world.group:
        return None
    key = "group.private_only" if world.group else "staff.only"
    return turn(conversation, _say((phrase(key),)))


def filters_of(action: ShowStatistics | DownloadStatistics, world: World) -> Filters:
    """The days up to yesterday; officers see their own agency."""
    agency = world.member.agency if world.role.has_agency else action.agency
    until = world.today - timedelta(days=1)
    since = until - timedelta(days=action.days - 1)
    return Filters(since, until, grouping_of(action.days), agency=agency)


def grouping_of(days: int) -> Grouping:
    """Bars that a phone can show: at most about thirty."""
    if days <= 31:
        return Grouping.HARI
    return Grouping.MINGGU if days <= 200 else Grouping.BULAN


def shown(conversation: Conversation, event: FiguresRead, world: World) -> Turn:
    """The picture, the figures, the buttons."""
    filters = event.view.now.filters
    message = OutboundMessage(
        tuple(lines(event.view, world)),
        _rows(event, filters.agency, world),
        photos=() if event.photo is None else (event.photo,),
        for_staff=True,
    )
    return turn(conversation, Say(message))


def pick_agency(conversation: Conversation, action: PickStatisticsAgency, world: World) -> Turn:
    """The agencies, a page at a time."""
    if (refused := not_for(conversation, world)) is not None:
        return refused
    start = action.page * AGENCIES_PER_PAGE
    agencies = world.city.instansi[start : start + AGENCIES_PER_PAGE]
    choices = [
        Choice(Plain(one.nama_pendek), ShowStatistics(action.days, one.id)) for one in agencies
    ]
    pages = [button("figures.all_agencies", ShowStatistics(action.days))]
    if start + AGENCIES_PER_PAGE < len(world.city.instansi):
        following = PickStatisticsAgency(action.days, action.page + 1)
        pages.append(button("button.next", following))
    lines_ = (phrase("figures.pick_agency"),)
    return turn(conversation, _say(lines_, (*in_rows(choices, 2), tuple(pages))))


def lines(view: View, world: World) -> Iterator[Piece]:
    """What a phone shows, most telling first."""
    now, filters = view.now, view.now.filters
    where = where_of(filters, world)
    yield phrase("figures.title", since=filters.since, until=filters.until, where=where)
    if not now.questions and not now.reports:
        yield phrase("figures.empty")
        return
    if view.before.questions or view.before.reports:
        for change in changes(view):
            yield from changed(change)
    else:
        yield phrase("figures.nothing_before")
    yield BLANK
    yield phrase("figures.answered", share=share_of(now.answered))
    yield phrase("figures.helpful", share=share_of(now.helpful))
    yield phrase("figures.first_reply", time=_time(now.first_reply))
    yield phrase("figures.closing", time=_time(now.closing))
    yield phrase("figures.on_time", share=share_of(now.on_time))
    yield phrase("figures.confirmed", share=share_of(now.confirmed))
    yield phrase("figures.reopened", share=share_of(now.reopened))
    yield phrase("figures.repeated", share=share_of(now.repeated))
    yield phrase("figures.overdue", count=now.overdue)
    if view.index is not None and view.index.imc is not None:
        yield phrase("figures.index", imc=f"{view.index.imc:.1f}".replace(".", ","))
    yield from _tops(view, world)


def where_of(filters: Filters, world: World) -> Piece:
    """Whose figures they are."""
    return agency_name(filters.agency, world) if filters.agency else phrase("figures.everywhere")


def _tops(view: View, world: World) -> Iterator[Piece]:
    top = [cell for cell in view.now.top_services[:TOP] if cell.count is not None]
    if top:
        yield BLANK
        yield phrase("figures.top")
    for cell in top:
        yield phrase("figures.cell", name=service_name(cell.name, world), count=cell.count or 0)
    if view.gaps:
        yield BLANK
        yield phrase("figures.gaps")
    for gap in view.gaps[:TOP]:
        yield phrase("figures.cell", name=gap.example, count=gap.count)


def changed(change: Change) -> Iterator[Phrase]:
    """One sentence: from what to what, and whether chance alone would explain it."""
    if change.now is None or change.before is None:
        return
    key = "same" if not change.surely else "up" if change.now > change.before else "down"
    values = _count if change.figure == "reports" else _percent
    yield phrase(
        f"figures.{change.figure}.{key}", before=values(change.before), now=values(change.now)
    )


def _rows(event: FiguresRead, agency: str | None, world: World) -> Rows:
    periods = tuple(
        button(f"figures.days_{_name(days)}", ShowStatistics(days, agency))
        for days in PERIODS
        if days != event.days
    )
    below = [button("figures.download", PickStatisticsFile(event.days, agency))]
    if not world.role.has_agency:
        below.append(button("figures.by_agency", PickStatisticsAgency(event.days)))
    return (periods, tuple(below))


def _name(days: int) -> str:
    """Keys of the catalogue have no digits."""
    return {7: "week", 30: "month", 90: "quarter", 365: "year"}[days]


def share_of(share: Share) -> Phrase:
    if share.value is None:
        return phrase("figures.none")
    return phrase("figures.share", percent=_percent(share.value), base=share.base)


def _time(times: Times) -> Phrase:
    if times.median is None or times.p90 is None:
        return phrase("figures.none")
    return phrase(
        "figures.times",
        median=_duration(times.median),
        most=_duration(times.p90),
        base=times.base,
    )


def _duration(hours: float) -> Phrase:
    if hours < 48:
        return phrase("figures.hours", count=round(hours))
    return phrase("figures.days", count=round(hours / 24))


def _percent(value: float) -> str:
    return f"{round(100 * value)} %"


def _count(value: float) -> str:
    return f"{round(value):,}".replace(",", ".")


def _say(text: tuple[Piece, ...], rows: Rows = ()) -> Say:
    return Say(OutboundMessage(text, rows, for_staff=True))
