"""Find the open report of others that says what this draft says."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.civic.reports import FrictionReport
from bot.dialogue.effects import FindSimilar
from bot.dialogue.ticket_events import SimilarFound
from bot.use_cases.case_ports import Similar
from bot.use_cases.ports import UnitOfWork
from knowledge_base import KnowledgeBase

LOOK_BACK = timedelta(days=60)
ALIKE = 0.3
"""Share of telling words two stories have in common from which on they may be about the same."""


def most_similar(
    work: UnitOfWork,
    knowledge: KnowledgeBase,
    conversation_id: int,
    effect: FindSimilar,
    now: datetime,
) -> SimilarFound:
    """The one most people stand behind, among those at the same step that are alike."""
    mine = effect.report
    found = work.reports.similar(conversation_id, mine, now - LOOK_BACK)
    alike = [one for one in found if _likeness(knowledge, mine, one) >= ALIKE]
    if not alike:
        return SimilarFound(effect.draft)
    best = max(alike, key=lambda one: (one.joined, _likeness(knowledge, mine, one)))
    return SimilarFound(effect.draft, best.case_number, sum(1 + one.joined for one in alike))


def _likeness(knowledge: KnowledgeBase, mine: FrictionReport, other: Similar) -> float:
    """Two reports without words are alike where they name the same step and obstacle."""
    if mine.words and other.words:
        return knowledge.likeness(mine.words, other.words)
    return 1.0 if mine.step is not None else 0.0
