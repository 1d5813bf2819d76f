"""The shipped content must understand questions nobody tuned on, at least this well."""

import json
from pathlib import Path

import pytest

from knowledge_base import Ambiguous, Answered, Context, KnowledgeBase
from knowledge_base.evaluate import evaluate
from knowledge_base.report import Report

QUESTIONS = Path(__file__).parent / "own_questions.jsonl"
UNSEEN = Path(__file__).parent / "unseen_questions.jsonl"
"""Written by somebody who read neither articles nor engine; never tuned on, never changed."""


@pytest.fixture(scope="module")
def report(shipped: KnowledgeBase) -> Report:
    return evaluate(shipped, QUESTIONS, lambda: 0.0)


def test_most_questions_are_understood(report):
    assert report.total.in_scope >= 100
    assert report.total.right >= 0.92, report.lines()


def test_hardly_any_answer_is_wrong(report):
    assert report.total.confidently_wrong <= 0.03, report.confusions


def test_other_matters_are_refused(report):
    assert report.total.out_of_scope >= 40
    assert report.total.false_answers <= 0.03, report.confusions


def test_regional_languages_are_understood(report):
    for language in ("jv", "su"):
        assert report.by_language[language].right >= 0.75, report.by_language[language].lines()


@pytest.fixture(scope="module")
def unseen(shipped: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Report]:
    """A report for each kind of unseen question: situation, direct, out."""
    kinds: dict[str, list[str]] = {}
    for line in UNSEEN.read_text(encoding="utf-8").splitlines():
        kinds.setdefault(json.loads(line)["kind"], []).append(line)
    folder = tmp_path_factory.mktemp("unseen")
    reports = {}
    for kind, lines in kinds.items():
        file = folder / f"{kind}.jsonl"
        file.write_text("\n".join(lines), encoding="utf-8")
        reports[kind] = evaluate(shipped, file, lambda: 0.0)
    return reports


def test_stories_without_the_name_of_the_service_are_understood(unseen):
    stories = unseen["situation"].total
    assert stories.in_scope >= 150
    assert stories.right >= 0.85, unseen["situation"].confusions
    assert stories.confidently_wrong <= 0.03, unseen["situation"].confusions


def test_plain_questions_are_understood(unseen):
    assert unseen["direct"].total.right >= 0.93, unseen["direct"].confusions
    assert unseen["direct"].total.confidently_wrong <= 0.03, unseen["direct"].confusions


def test_unseen_other_matters_are_refused(unseen):
    assert unseen["out"].total.out_of_scope >= 90
    assert unseen["out"].total.false_answers <= 0.02, unseen["out"].confusions


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


def test_every_example_question_is_answered_by_its_entry(shipped):
    """What an editor writes down as an example must work; otherwise `kb check` misleads."""
    lost = [
        (entry.id, text)
        for entry in shipped.entries
        for text in entry.contoh_pertanyaan
        if not _leads_to(shipped, text, entry.id)
    ]
    assert lost == []


def _leads_to(knowledge: KnowledgeBase, text: str, entry_id: str) -> bool:
    match knowledge.decide(text):
        case Answered(entry=entry):
            return entry.id == entry_id
        case Ambiguous(options=options):
            return any(entry.id == entry_id for entry in options)
        case _:
            return False


@pytest.mark.parametrize(
    ("last", "text", "entry"),
    [
        ("ktp-el-rusak", "kalau hilang?", "ktp-el-hilang"),
        ("ktp-el-hilang", "kalau KK?", "kk-hilang"),
        ("ktp-el-hilang", "yen rusak piye", "ktp-el-rusak"),
        ("ktp-el-hilang", "bayarna sabaraha", "ktp-el-hilang"),
        ("ktp-el-hilang", "perlu surat polisi ga", "ktp-el-hilang"),
        ("akta-kelahiran", "kalau telat?", "akta-kelahiran-terlambat"),
        ("kk-baru", "kalo nambah anak", "kk-perubahan"),
        ("nikah-kua", "bayar berapa?", "nikah-kua"),
        ("cek-bansos", "kenapa ga cair", "cek-bansos"),
        ("ktp-el-hilang", "kalo SIM?", "sim-hilang"),
        ("ktp-el-hilang", "skor bola semalam?", None),
        ("kk-baru", "makanan enak dimana", None),
    ],
)
def test_follow_ups(shipped, last, text, entry):
    decision = shipped.decide(text, Context(last))
    assert (decision.entry.id if isinstance(decision, Answered) else None) == entry
