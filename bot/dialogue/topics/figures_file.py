"""The figures of `/statistik` as a file."""

from __future__ import annotations

from bot.civic.statistics.table import FileKind
from bot.dialogue.conversation import Conversation, Turn
from bot.dialogue.effects import Say
from bot.dialogue.message import OutboundMessage, Phrase, phrase
from bot.dialogue.staff_actions import DownloadStatistics, PickStatisticsFile
from bot.dialogue.staff_effects import ExportFigures
from bot.dialogue.staff_events import FiguresExported
from bot.dialogue.topics.figures import filters_of, not_for, where_of
from bot.dialogue.turns import button, turn
from bot.dialogue.world import World


def pick(conversation: Conversation, action: PickStatisticsFile, world: World) -> Turn:
    """Which kind of file."""
    if (refused := not_for(conversation, world)) is not None:
        return refused
    row = tuple(
        button(f"figures.file_{kind}", DownloadStatistics(action.days, kind, action.agency))
        for kind in FileKind
    )
    message = OutboundMessage((phrase("figures.pick_file"),), (row,), for_staff=True)
    return turn(conversation, Say(message))


def download(conversation: Conversation, action: DownloadStatistics, world: World) -> Turn:
    """The same days and agency as the figures above the button."""
    if (refused := not_for(conversation, world)) is not None:
        return refused
    return turn(conversation, ExportFigures(filters_of(action, world), action.file))


def ready(conversation: Conversation, event: FiguresExported, world: World) -> Turn:
    """The file, or that there is nothing to put into one."""
    line = phrase("figures.empty") if event.document is None else _done(event, world)
    message = OutboundMessage((line,), for_staff=True, document=event.document)
    return turn(conversation, Say(message))


def _done(event: FiguresExported, world: World) -> Phrase:
    filters = event.filters
    where = where_of(filters, world)
    return phrase("figures.file_done", since=filters.since, until=filters.until, where=where)
