"""The week in one message: how many asked, what was answered, what waits, what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.civic.cases import CaseCounts
from bot.civic.indicator.reading import Reading
from bot.civic.statistics.view import View, changes
from bot.dialogue.message import BLANK, OutboundMessage, Phrase, Piece, phrase
from bot.dialogue.staff_actions import ShowCases, ShowStatistics
from bot.dialogue.topics.figures import changed, share_of
from bot.dialogue.turns import button

TOP = 3


@dataclass(frozen=True, slots=True)
class Week:
    """Figures of a week, and what waits now. `index_before` is the reading before `view.index`."""

    view: View
    cases: CaseCounts
    questions_waiting: int
    index_before: Reading | None

    @property
    def is_empty(self) -> bool:
        """Nothing happened in that week or the one before, and nothing is late."""
        counts = (self.view.now, self.view.before)
        happened = any(one.questions or one.reports for one in counts)
        return not (happened or self.cases.overdue)


def digest(week: Week) -> OutboundMessage:
    """The message, with the ways to look closer."""
    rows = (
        (button("week.figures", ShowStatistics(7)),),
        (button("cases.overdue", ShowCases("overdue")), button("cases.new", ShowCases("new"))),
    )
    return OutboundMessage(tuple(_lines(week)), rows, for_staff=True)


def _lines(week: Week) -> Iterator[Piece]:
    now, before = week.view.now, week.view.before
    reports, answered, _ = changes(week.view)
    yield phrase("week.title", since=now.filters.since, until=now.filters.until)
    yield phrase("week.questions", now=now.questions, before=before.questions)
    yield phrase("figures.answered", share=share_of(now.answered))
    if answered.surely:
        yield from changed(answered)
    yield from changed(reports)
    yield BLANK
    yield phrase("week.overdue", count=week.cases.overdue)
    yield phrase("week.unreplied", count=week.cases.unanswered)
    if week.questions_waiting:
        yield phrase("week.questions_waiting", count=week.questions_waiting)
    yield _index(week.view.index, week.index_before)
    if week.view.gaps:
        yield BLANK
        yield phrase("figures.gaps")
    for gap in week.view.gaps[:TOP]:
        yield phrase("figures.cell", name=gap.example, count=gap.count)


def _index(index: Reading | None, before: Reading | None) -> Phrase:
    """The index and what became of it; a difference within its interval may be chance."""
    if index is None:
        return phrase("week.index.none")
    if index.imc is None:
        return phrase("week.index.too_few", until=index.until)
    if before is None or before.imc is None:
        return phrase("week.index.first", imc=_decimal(index.imc), until=index.until)
    found = index.interval
    alike = found is None or found.low <= before.imc <= found.high
    key = "same" if alike else "up" if index.imc > before.imc else "down"
    return phrase(
        f"week.index.{key}",
        imc=_decimal(index.imc),
        before=_decimal(before.imc),
        until=index.until,
    )


def _decimal(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")
