"""The shipped content must understand questions nobody tuned on, at least this well."""

from pathlib import Path

import pytest

from knowledge_base import KnowledgeBase
from knowledge_base.evaluate import evaluate
from knowledge_base.report import Report

QUESTIONS = Path(__file__).parent / "own_questions.jsonl"


@pytest.fixture(scope="module")
def report(shipped: KnowledgeBase) -> Report:
    return evaluate(shipped, QUESTIONS, lambda: 0.0)


def test_most_questions_are_understood(report):
    assert report.total.in_scope >= 100
    assert report.total.right >= 0.85, report.lines()


def test_hardly_any_answer_is_wrong(report):
    assert report.total.confidently_wrong <= 0.05, report.confusions


def test_other_matters_are_refused(report):
    assert report.total.out_of_scope >= 40
    assert report.total.false_answers <= 0.05, report.confusions


def test_regional_languages_are_understood(report):
    for language in ("jv", "su"):
        assert report.by_language[language].right >= 0.75, report.by_language[language].lines()


def test_no_topic_or_entry_is_lost(shipped):
    assert sum(map(len, shipped.topics.values())) == len(shipped.entries)


def test_every_name_leads_to_its_entry(shipped):
    """An entry asked for by its title is answered, or at least offered."""
    lost = []
    for entry in shipped.entries:
        decision = shipped.decide(entry.judul)
        if entry.id not in {one.entry.id for one in decision.candidates[:3]}:
            lost.append(entry.id)
    assert lost == []
