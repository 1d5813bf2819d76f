"""The SKM against published tables (PermenPANRB 14/2017)."""

from __future__ import annotations

import pytest

from bot.civic.skm import Grade, Unsur, grade, ikm_of, satisfaction

BANTUL = (3.31, 3.35, 3.49, 3.93, 3.45, 3.39, 3.39, 3.76, 3.35)
SEKADAU = (138, 139, 150, 177, 159, 163, 161, 143, 159)
SHEET = (105, 101, 100, 116, 102, 105, 106, 105, 115)


def of(values):
    return dict(zip(Unsur, values, strict=True))


def test_bantul_2023():
    ikm = ikm_of(of(BANTUL))
    assert round(ikm, 2) == 87.28
    assert grade(ikm) is Grade.B


@pytest.mark.parametrize(("totals", "people", "ikm"), [(SEKADAU, 49, 78.74), (SHEET, 29, 91.48)])
def test_totals_of_respondents(totals, people, ikm):
    assert round(ikm_of(of([total / people for total in totals])), 2) == ikm


def test_all_fours_are_a_hundred():
    found = satisfaction([dict.fromkeys(Unsur, 4)])
    assert found is not None
    assert (found.ikm, found.grade, found.respondents) == (100.0, Grade.A, 1)


@pytest.mark.parametrize(
    ("ikm", "letter"),
    [
        (88.305, Grade.A),
        (88.3049, Grade.B),
        (76.61, Grade.B),
        (76.604, Grade.C),
        (65.0, Grade.C),
        (64.994, Grade.D),
        (25.0, Grade.D),
    ],
)
def test_grades_are_given_after_rounding(ikm, letter):
    assert grade(ikm) is letter


def test_a_stopped_survey_counts_for_what_it_answered():
    whole = dict.fromkeys(Unsur, 2)
    found = satisfaction([whole, {Unsur.PERSYARATAN: 4}, {}])
    assert found is not None
    assert found.averages[Unsur.PERSYARATAN] == 3
    assert found.averages[Unsur.SARANA] == 2
    assert found.respondents == 2


def test_an_unsur_nobody_answered_leaves_no_index():
    assert satisfaction([{Unsur.BIAYA: 4}]) is None
    assert satisfaction([]) is None
