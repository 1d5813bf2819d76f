"""Counting what became of labelled questions."""

import itertools
import json

import pytest

from knowledge_base import Ambiguous, Answered, Aspect, ContentError, Unanswered
from knowledge_base.evaluate import evaluate, percentile, verdict
from knowledge_base.labelled import Labelled, read_labelled
from knowledge_base.report import Tally, Verdict
from tests.knowledge_base.build import knowledge
from tests.knowledge_base.test_decide import BIRTH, KK_LOST, KTP_LOST, KTP_NEW


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return knowledge(tmp_path_factory.mktemp("isi"), KTP_LOST, KTP_NEW, KK_LOST, BIRTH)


def asked(text, *ids, aspect=None, lang="id"):
    return Labelled(text, frozenset(ids), aspect, lang)


def ticking():
    counter = itertools.count()
    return lambda: next(counter) / 1000


QUESTIONS = [
    asked("KTP saya hilang bagaimana", "ktp-el-hilang", aspect=Aspect.CARA),
    asked("KTP kula ical", "ktp-el-hilang", aspect=Aspect.BIAYA, lang="jv"),
    asked("akta lahir", "kk-hilang"),
    asked("hilang", "ktp-el-hilang"),
    asked("cuaca besok"),
    asked("kk hilang"),
    asked("paspor anak", "paspor"),
]


def test_figures(small):
    report = evaluate(small, QUESTIONS, ticking())
    total = report.total
    assert (total.in_scope, total.out_of_scope, report.excluded) == (4, 2, 1)
    assert total.right == pytest.approx(3 / 4)
    assert total.confidently_wrong == pytest.approx(1 / 4)
    assert total.asked_back == pytest.approx(1 / 4)
    assert total.false_answers == pytest.approx(1 / 2)
    assert report.by_language["jv"].in_scope == 1
    assert {name: (one.asked, one.right) for name, one in report.by_aspect.items()} == {
        "biaya": (1, 0),
        "cara": (1, 1),
    }
    assert report.p50_ms == pytest.approx(1.0)
    assert [(one.text, one.given) for one in report.confusions] == [
        ("akta lahir", "akta-kelahiran"),
        ("kk hilang", "kk-hilang"),
    ]


def test_missing_services_can_count_as_out_of_scope(small):
    report = evaluate(small, QUESTIONS, ticking(), include_missing=True)
    assert (report.total.out_of_scope, report.excluded) == (3, 0)


def test_figures_can_be_printed_and_stored(small):
    report = evaluate(small, QUESTIONS, ticking())
    assert json.loads(json.dumps(report.as_json()))["right"] == 0.75
    lines = dict(report.lines())
    assert lines["Benar"] == "75.0 % (3 dari 4)"
    assert lines["Benar [jv]"] == "100.0 % (1 dari 1)"


def test_nothing_asked_is_no_division_by_zero(small):
    report = evaluate(small, [], ticking())
    assert (report.total.right, report.p99_ms) == (0, 0)
    assert percentile([], 0.5) == 0


def test_verdicts(small):
    entry, other = small.entries[:2]
    right = frozenset({entry.id})
    answered, refused = Answered(entry, None, ()), Unanswered(())
    both = Ambiguous((other, entry), None, ())
    assert verdict(answered, right) is Verdict.RIGHT
    assert verdict(answered, frozenset({other.id})) is Verdict.WRONG
    assert verdict(answered, frozenset()) is Verdict.FALSE_ANSWER
    assert verdict(both, right) is Verdict.RIGHT_ASKED
    assert verdict(both, frozenset({"x"})) is Verdict.WRONG_ASKED
    assert verdict(both, frozenset()) is Verdict.FALSE_ASKED
    assert verdict(refused, right) is Verdict.REFUSED
    assert verdict(refused, frozenset()) is Verdict.RIGHTLY_REFUSED


def test_tally_of_nothing():
    assert Tally({}).false_answers == 0


def test_reads_a_file(small, tmp_path):
    file = tmp_path / "q.jsonl"
    file.write_text('{"text": "ktp hilang", "any_of": ["ktp-el-hilang"]}\n\n', encoding="utf-8")
    assert read_labelled(file) == (asked("ktp hilang", "ktp-el-hilang"),)
    assert evaluate(small, file, ticking()).total.right == 1


@pytest.mark.parametrize(
    "line",
    [
        "{",
        '{"text": "x"}',
        '{"text": 1, "any_of": []}',
        '{"text": "x", "any_of": "ktp"}',
        '{"text": "x", "any_of": [1]}',
        '{"text": "x", "any_of": [], "aspect": "warna"}',
        "[]",
    ],
)
def test_a_malformed_line_is_named(tmp_path, line):
    file = tmp_path / "q.jsonl"
    file.write_text('{"text": "ktp", "any_of": [], "aspect": "umum"}\n' + line, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_labelled(file)
    assert [(fault.file, fault.line) for fault in caught.value.faults] == [(file, 2)]


def test_an_unreadable_file_is_named(tmp_path):
    with pytest.raises(ContentError, match="tidak dapat dibaca"):
        read_labelled(tmp_path / "tidak-ada.jsonl")
