"""Fitting weights: the mathematics, and that tuning yields a usable file."""

import json

import pytest

from knowledge_base import tune
from knowledge_base.engine import Engine
from knowledge_base.features import NAMES, SIGNS
from knowledge_base.labelled import Labelled
from knowledge_base.language.tables import language
from knowledge_base.logistic import fit_chance, fit_choice, solve
from knowledge_base.match import Thresholds, model, read_model
from tests.knowledge_base.build import knowledge
from tests.knowledge_base.test_decide import BIRTH, KTP_LOST, KTP_NEW


def test_solves_a_system():
    assert solve([[0.0, 2.0], [3.0, 1.0]], [4.0, 5.0]) == pytest.approx([1.0, 2.0])


def test_finds_the_direction():
    rows = [((x / 10, 1.0), float(x > 5), 1.0) for x in range(11)]
    weights = fit_chance(rows, [0.0, 0.0], 0.1, [True, True])
    assert weights[0] > 1
    assert 0.3 < -weights[1] / weights[0] < 0.8


def test_a_weight_that_is_not_free_stays_nothing():
    rows = [((x / 10, 1.0), float(x > 5), 1.0) for x in range(11)]
    assert fit_chance(rows, [3.0, 0.0], 0.1, [False, True])[0] == 0


def test_learns_what_tells_candidates_apart():
    groups = [([(1.0, 0.3), (0.0, 0.9)], [True, False], 1.0)] * 10
    same, different = fit_choice(groups, [0.0, 0.0], 0.1, [True, True])
    assert same > 1
    assert different < 0


def test_tuning_writes_a_model_that_can_be_read(tmp_path):
    entries = knowledge(tmp_path, KTP_LOST, KTP_NEW, BIRTH).entries
    engine = Engine(entries, language(), model())
    questions = [
        Labelled("ktp saya hilang", frozenset({"ktp-el-hilang"}), None, "id"),
        Labelled("akta lahir anak", frozenset({"akta-kelahiran"}), None, "id"),
        Labelled("cuaca besok", frozenset(), None, "id"),
        Labelled("kartu hilang", frozenset(), None, "id"),
    ]
    data = tune.samples(engine, questions)
    found = tune.fitted(engine, data, model())
    file = tmp_path / "weights.json"
    file.write_text(tune.as_json(found), encoding="utf-8")
    assert read_model(file).rank_weights == pytest.approx(found.rank_weights, abs=1e-3)
    assert read_model(file).scope_weights == pytest.approx(found.scope_weights, abs=1e-3)
    assert set(json.loads(file.read_text(encoding="utf-8"))["rank"]) == set(NAMES)


def test_no_weight_turns_against_its_meaning():
    found = model()
    for weights in (found.rank_weights, found.scope_weights[:-1]):
        assert all(weight * sign >= 0 for weight, sign in zip(weights, SIGNS, strict=True))


def test_example_questions_are_asked_where_they_are_not_examples(tmp_path):
    entries = knowledge(tmp_path, KTP_LOST, BIRTH).entries
    found = tune.own_samples(entries, model())
    assert len(found) == sum(len(entry.contoh_pertanyaan) for entry in entries)
    assert {next(iter(wanted)) for wanted, _ in found} == {"ktp-el-hilang", "akta-kelahiran"}


def test_wrong_use_is_said(capsys, tmp_path):
    assert tune.main([]) == 2
    assert tune.main([str(tmp_path / "tidak-ada.jsonl")]) == 2
    assert "tidak dapat dibaca" in capsys.readouterr().err


def test_shipped_thresholds_are_in_order():
    limits: Thresholds = model().thresholds
    assert 0 < limits.ask <= limits.answer < 1
    assert 0 < limits.offer <= limits.answer
    assert 0 < limits.share <= 1
    assert 0 < limits.close <= 1
