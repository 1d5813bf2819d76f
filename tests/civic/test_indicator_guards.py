"""Who tries to move the index does not get far; small groups stay hidden."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.civic.council.derive import _row
from bot.civic.indicator.drill import (
    burden_by_stage,
    by_kecamatan,
    by_service,
    hidden,
    prior_weight,
)
from bot.civic.indicator.inputs import (
    UNNAMED_STAGE,
    Attempt,
    DueCase,
    Inputs,
    RawAttempt,
    RawCase,
    RawFriction,
    gather,
)
from bot.civic.indicator.method import Component
from bot.civic.indicator.reading import read
from bot.civic.indicator.scores import Score, components, concealed, geometric, scored, shrunk
from bot.civic.indicator.strata import merged
from bot.commands.indicator import as_dict, tables
from tests.civic.cities import POPULATION, sample

C = Component
START = datetime(2026, 7, 1, tzinfo=UTC)


def raw_city(people: int = 400) -> tuple[list[RawAttempt], list[RawCase]]:
    rng = np.random.default_rng(5)
    names = list(POPULATION)
    attempts, cases = [], []
    for number in range(people):
        home = names[int(rng.integers(len(names)))]
        at = START + timedelta(hours=5 * number)
        outcome = "berhasil" if rng.random() < 0.7 else "tidak_jadi"
        burden = ("tidak_ada", "ringan", "berat")[int(rng.integers(3))]
        attempts.append(
            RawAttempt(
                f"p{number}", "s", "o", at, True, outcome, int(rng.integers(2, 8)), burden, home
            )
        )
        friction = RawFriction(f"p{number}", "s", "proses", "sedang", at + timedelta(days=1))
        cases.append(RawCase(friction, "o", home, bool(rng.random() < 0.7)))
    return attempts, cases


def imc_of(attempts, cases) -> float:
    frictions = [one.friction for one in cases]
    surveys = sample(np.random.default_rng(1), 100).surveys
    as_of = START + timedelta(days=200)
    inputs = gather(attempts, frictions, cases, surveys, POPULATION, as_of)
    scores = scored(components(inputs), {})
    return geometric({name: score.value for name, score in scores.items()})


def test_a_thousand_reports_of_one_person_move_nearly_nothing():
    attempts, cases = raw_city()
    flood = [
        RawCase(
            RawFriction("p0", "s", "proses", "buntu", START + timedelta(minutes=20 * n)),
            "o",
            "a",
            good=False,
        )
        for n in range(1000)
    ]
    assert abs(imc_of(attempts, [*cases, *flood]) - imc_of(attempts, cases)) < 0.1


def test_near_duplicates_are_set_aside_and_counted():
    attempts, cases = raw_city()
    copies = [
        RawCase(
            RawFriction(f"q{n}", "s", "proses", "buntu", START + timedelta(hours=n), "sama"),
            "o",
            "a",
            good=False,
        )
        for n in range(5)
    ]
    frictions = [one.friction for one in copies]
    as_of = START + timedelta(days=90)
    inputs = gather(attempts, frictions, [*cases, *copies], (), POPULATION, as_of)
    assert inputs.set_aside == 5
    assert len(inputs.due) == len(cases)
    four = gather(attempts, frictions[:4], copies[:4], (), POPULATION, as_of)
    assert (four.set_aside, len(four.due)) == (0, 4)


def test_three_attempts_of_a_person_and_quarter_count():
    mine = [
        RawAttempt("p", f"s{n}", "o", START + timedelta(days=n), asked=True, outcome="berhasil")
        for n in range(7)
    ]
    later = replace(mine[0], opened=START + timedelta(days=100))
    inputs = gather([*mine, later], (), (), (), {}, START + timedelta(days=200))
    assert (len(inputs.attempts), inputs.capped) == (4, 4)


def test_who_was_not_asked_or_did_not_answer_is_no_base():
    asked = RawAttempt("p", "s", "o", START, asked=True)
    silent = replace(asked, person="q", asked=False, outcome="berhasil")
    inputs = gather([asked, silent], (), (), (), {}, START)
    assert (inputs.asked, inputs.answered, inputs.attempts) == (1, 0, ())


@pytest.mark.parametrize(("days", "done"), [(29, None), (31, False)])
def test_a_pending_attempt_fails_after_thirty_days(days, done):
    one = RawAttempt("p", "s", "o", START, asked=True, outcome="belum")
    (attempt,) = gather([one], (), (), (), {}, START + timedelta(days=days)).attempts
    assert attempt.done is done


def test_the_worst_report_counts_for_the_attempt_and_names_the_stage():
    one = RawAttempt("p", "s", "o", START, asked=True, outcome="berhasil", burden="ringan")
    reports = [
        RawFriction("p", "s", "proses", "berat", START + timedelta(days=2)),
        RawFriction("p", "s", "biaya", "sedang", START + timedelta(days=3)),
        RawFriction("p", "lain", "hasil", "buntu", START + timedelta(days=3)),
        RawFriction("p", "s", "hasil", "buntu", START + timedelta(days=31)),
    ]
    (attempt,) = gather([one], reports, (), (), {}, START).attempts
    assert (attempt.burden, attempt.stage) == (0.75, "proses")


@pytest.mark.parametrize(
    ("burden", "stage", "severity", "counts"),
    [
        ("berat", "biaya", None, (0.75, "biaya")),
        ("berat", None, None, (0.75, UNNAMED_STAGE)),
        ("tidak_ada", None, None, (0.0, UNNAMED_STAGE)),
        ("berat", "biaya", "sedang", (0.75, "biaya")),
        ("berat", "biaya", "berat", (0.75, "proses")),
        ("ringan", "biaya", "berat", (0.75, "proses")),
        ("berat", None, "sedang", (0.75, "proses")),
        (None, "biaya", None, (None, UNNAMED_STAGE)),
    ],
)
def test_the_stage_is_where_the_counted_burden_arose(burden, stage, severity, counts):
    one = RawAttempt("p", "s", "o", START, asked=True, outcome="belum", burden=burden, stage=stage)
    filed = START + timedelta(days=2)
    reports = [RawFriction("p", "s", "proses", severity, filed)] if severity else []
    (attempt,) = gather([one], reports, (), (), {}, START).attempts
    assert (attempt.burden, attempt.stage) == counts


def test_naming_a_stage_moves_no_index():
    """It says where a burden arose; how many attempts there are and how heavy stays as it was."""
    attempts, cases = raw_city(150)
    named = [replace(one, stage="biaya") for one in attempts]
    assert imc_of(named, cases) == imc_of(attempts, cases)


def test_stages_sum_to_what_is_missing_from_b():
    rng = np.random.default_rng(2)
    city = sample(rng, 300)
    stages = ("proses", "biaya", "akses")
    attempts = tuple(replace(one, stage=stages[n % 3]) for n, one in enumerate(city.attempts))
    inputs = replace(city, attempts=attempts)
    lost = 100 - components(inputs)[C.BEBAS_HAMBATAN].value
    assert sum(burden_by_stage(inputs).values()) == pytest.approx(lost)


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 60), max_size=8))
def test_nothing_hidden_can_be_subtracted_back(counts):
    secret = hidden(counts)
    for name, count in counts.items():
        if 0 < count < 10:
            assert name in secret
    others = [name for name, count in counts.items() if count]
    assert len(secret) != 1 or len(others) == 1


@given(
    st.dictionaries(st.sampled_from(list(POPULATION)), st.integers(0, 40)),
)
def test_merging_keeps_everybody_and_leaves_no_stratum_too_small(persons):
    stratum = merged(persons, POPULATION)
    assert set(stratum) == set(POPULATION)
    sizes: dict[str, int] = {}
    for name, group in stratum.items():
        sizes[group] = sizes.get(group, 0) + persons.get(name, 0)
    assert len(sizes) == 1 or min(sizes.values()) >= 10


def test_shrinkage_as_published():
    assert round(shrunk(4 / 6, 6, 0.71, 20), 2) == 0.70


def test_equal_groups_are_pooled_and_different_ones_are_not():
    assert prior_weight([(0.7, 50)] * 5) == 200
    assert prior_weight([(0.1, 50), (0.9, 50), (0.5, 50)]) < 3
    assert prior_weight([(0.5, 10)]) == 20


def test_cells_are_hidden_shrunk_or_official():
    attempts = [
        Attempt(f"{name}{n}", name, "o", "a", 6, n % 2 == 0, 0.25)
        for name, people in (("besar", 60), ("tengah", 20), ("kecil", 4))
        for n in range(people)
    ]
    city = Inputs(tuple(attempts), (), ())
    cells = {one.name: one for one in by_service(city, components(city))}
    assert cells["kecil"].core is None
    assert cells["tengah"].core is None
    assert not cells["besar"].indicative
    assert cells["besar"].core is not None
    city = Inputs(tuple(attempts), (DueCase("x", "s", "o", "a", good=True),), ())
    homes = by_kecamatan(city, components(city))
    assert [one.name for one in homes] == ["a"]


def test_a_large_cell_is_what_its_own_rows_say():
    rng = np.random.default_rng(8)
    city = sample(rng, 500)
    city = replace(
        city,
        attempts=tuple(replace(one, service=f"s{rng.integers(3)}") for one in city.attempts),
        due=tuple(replace(one, service=f"s{rng.integers(4)}") for one in city.due),
    )
    cells = {one.name: one for one in by_service(city, components(city))}
    assert set(cells) == {"s0", "s1", "s2", "s3"}
    for name in ("s0", "s1", "s2"):
        attempts = tuple(one for one in city.attempts if one.service == name)
        due = tuple(one for one in city.due if one.service == name)
        alone = components(Inputs(attempts, due, ()))
        assert cells[name].scores == {part: mean.value for part, mean in alone.items()}
        assert cells[name].persons == len({one.person for one in (*attempts, *due)})


def test_a_reading_says_what_it_is():
    city = sample(np.random.default_rng(4), 400)
    reading = read(city, date(2026, 7, 1), date(2026, 9, 30), {})
    assert reading.labels == ()
    assert reading.interval.low < reading.imc < reading.interval.high
    small = sample(np.random.default_rng(4), 100)
    assert "percobaan" in read(small, date(2026, 7, 1), date(2026, 9, 30), {}).labels[0]
    bare = read(replace(city, population={}), date(2026, 7, 1), date(2026, 9, 30), {})
    assert bare.labels == ("percobaan: penduduk per kecamatan belum diisi",)
    assert bare.imc is not None


def test_two_components_on_few_answers_make_no_index():
    city = sample(np.random.default_rng(4), 400)
    one = replace(city, due=city.due[:12])
    assert read(one, date(2026, 7, 1), date(2026, 9, 30), {}).imc is not None
    two = replace(one, surveys=city.surveys[:12])
    reading = read(two, date(2026, 7, 1), date(2026, 9, 30), {})
    assert reading.imc is None
    assert "belum ada IMC" in " ".join(reading.labels)


def test_nothing_at_all_is_no_reading_and_no_fault():
    reading = read(Inputs((), (), ()), date(2026, 7, 1), date(2026, 7, 2), {})
    assert (reading.imc, reading.persons) == (None, 0)


def score(n: int) -> Score:
    return Score(50.0, 40.0, n, float(n), flagged=n < 30)


@pytest.mark.parametrize(
    ("counts", "with_index", "hidden"),
    [
        ({"K": 10, "B": 40, "S": 50}, True, ""),
        ({"K": 9, "B": 40, "S": 50}, False, "K"),
        ({"K": 9, "B": 40, "S": 50}, True, "KB"),  # else K follows from the index and the rest
        ({"K": 9, "B": 3, "S": 50}, True, "KB"),
        ({"K": 1}, True, "K"),
        ({}, False, ""),
    ],
)
def test_what_stands_on_fewer_than_ten_is_not_shown(counts, with_index, hidden):
    scores = {Component(name): score(n) for name, n in counts.items()}
    assert concealed(scores, with_index=with_index) == {Component(name) for name in hidden}


def test_the_answer_of_a_single_person_cannot_be_read_from_a_reading():
    """Shrinkage hides nothing: 48.41 on a base of one is an ease of two."""
    one = RawAttempt("p", "s", "o", START, True, "berhasil", 2, "berat", "utara")
    reading = read(gather([one], (), (), (), {}, START), START.date(), START.date(), {})
    assert reading.persons == 1
    assert reading.concealed == set(reading.scores)
    assert "K: disembunyikan, kurang dari 10 jawaban" in reading.labels
    shown = json.dumps(as_dict(reading, "0")) + str([table.columns for table in tables(reading)])
    for secret in reading.scores.values():
        assert f"{secret.value:.2f}" not in shown
        assert f"{secret.value:.2f}".replace(".", ",") not in shown
    assert all(
        row.value is None and row.n is None for row in map(partial(_row, reading), reading.scores)
    )
