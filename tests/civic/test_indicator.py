"""The index: the official worked example, its guards, and how often its interval is right."""

from __future__ import annotations

import math
from random import Random

import numpy as np
import pytest

from bot.civic.indicator import bootstrap
from bot.civic.indicator.bootstrap import draw, interval_of
from bot.civic.indicator.inputs import Attempt, DueCase, Inputs, Survey
from bot.civic.indicator.method import Component
from bot.civic.indicator.scores import components, geometric, loss_shares, scored
from bot.civic.skm import Unsur
from tests.civic.cities import sample, true_components

C = Component
SEKADAU = (138, 139, 150, 177, 159, 163, 161, 143, 159)
SEVERITIES = (0.0, 0.25, 0.5, 0.75, 1.0)


def spread(total: int, people: int, low: int, high: int) -> list[int]:
    """`people` whole numbers between the bounds that sum to `total`."""
    values = [low] * people
    left, place = total - low * people, 0
    while left:
        step = min(high - low, left)
        values[place] += step
        left -= step
        place += 1
    return values


def worked_example() -> Inputs:
    """Section 10 of the standards: three kecamatan of 50, 30 and 20 %, with 60, 30 and 10 users."""
    strata = {
        "a": (60, 5.2, (4, 7), 48, (34, 12, 8, 4, 2)),
        "b": (30, 4.6, (3, 6), 21, (14, 4, 6, 4, 2)),
        "c": (10, 3.4, (2, 5), 5, (3, 2, 2, 0, 3)),
    }
    attempts, chance = [], Random(1)
    for name, (people, ease, ends, done, burdens) in strata.items():
        eases = spread(round(ease * people), people, *ends)
        severities = [
            value for value, count in zip(SEVERITIES, burdens, strict=True) for _ in range(count)
        ]
        outcomes = [n < done for n in range(people)]
        for column in (eases, outcomes, severities):  # one does not follow from the other
            chance.shuffle(column)
        attempts += [
            Attempt(f"{name}{n}", "s", "o", name, eases[n], outcomes[n], severities[n])
            for n in range(people)
        ]
    due = [DueCase(f"a{n}", "s", "o", "a", n < 26) for n in range(40)]
    columns = [spread(total, 49, 2, 4) for total in SEKADAU]
    surveys = [
        Survey(f"a{n}", {unsur: columns[place][n] for place, unsur in enumerate(Unsur)})
        for n in range(49)
    ]
    population = {"a": 500, "b": 300, "c": 200}
    return Inputs(tuple(attempts), tuple(due), tuple(surveys), population)


def test_the_worked_example():
    scores = scored(components(worked_example()), {})
    rounded = {name.value: round(score.value, 2) for name, score in scores.items()}
    assert rounded == {"K": 61.0, "T": 71.0, "B": 72.0, "S": 65.0, "P": 71.66, "M": 90.0}
    assert round(scores[C.KEMUDAHAN].n_eff, 2) == 89.55
    values = {name: score.value for name, score in scores.items()}
    assert round(geometric(values), 2) == 70.69
    shares = {name.value: round(100 * share, 1) for name, share in loss_shares(values).items()}
    assert shares == {"K": 28.5, "T": 19.8, "B": 18.9, "S": 18.6, "P": 9.6, "M": 4.6}
    assert not any(score.flagged for score in scores.values())


def test_the_loss_splits_exactly():
    values = {name: 40.0 + 9 * place for place, name in enumerate(C)}
    imc = geometric(values)
    assert sum(loss_shares(values).values()) == pytest.approx(1)
    weights = dict(zip(C, (0.2, 0.2, 0.2, 0.15, 0.1, 0.15), strict=True))
    whole = sum(weights[name] * math.log(100 / value) for name, value in values.items())
    assert math.log(100 / imc) == pytest.approx(whole)


def test_a_failing_component_cannot_be_bought_off():
    good = dict.fromkeys(C, 90.0)
    assert geometric(good | {C.TUNTAS: 5.0}) < 55
    assert geometric(dict.fromkeys(C, 0.0)) == pytest.approx(1.0)


def test_without_population_merata_is_left_out():
    inputs = worked_example()
    bare = Inputs(inputs.attempts, inputs.due, inputs.surveys, {})
    means = components(bare)
    assert C.MERATA not in means
    assert means[C.TUNTAS].value == pytest.approx(74)
    assert means[C.TUNTAS].n_eff == 100


def test_fewer_than_thirty_are_drawn_to_the_prior():
    inputs = worked_example()
    few = Inputs(inputs.attempts, inputs.due[:6], inputs.surveys, inputs.population)
    score = scored(components(few), {C.SELESAI: 71.0})[C.SELESAI]
    assert score.flagged
    assert score.raw == 100
    assert score.value == pytest.approx((6 * 100 + 20 * 71) / 26)


def test_the_interval_of_the_worked_example_is_about_as_wide_as_by_hand():
    inputs = worked_example()
    drawn = draw(inputs, {})
    found = interval_of(70.69, drawn.imc)
    assert 65.0 < found.low < 68.5
    assert 73.0 < found.high < 76.0
    assert np.array_equal(drawn.imc, draw(inputs, {}).imc)


def test_how_many_are_drawn_at_once_changes_no_bit(monkeypatch):
    city = sample(np.random.default_rng(6), 300)
    usual = draw(city, {})
    monkeypatch.setattr(bootstrap, "DRAWN_AT_ONCE", bootstrap.CHUNK)
    whole = draw(city, {})
    assert np.array_equal(usual.imc, whole.imc)


def test_the_interval_covers_the_truth():
    """500 samples of 400 users of a city whose true index is known: 93 to 97 % hold it."""
    truth = geometric({C(name): value for name, value in true_components().items()})
    rng = np.random.default_rng(7)
    held = 0
    for _ in range(500):
        inputs = sample(rng, 400)
        values = {name: s.value for name, s in scored(components(inputs), {}).items()}
        drawn = draw(inputs, {}, draws=400, seed=int(rng.integers(2**31)))
        found = interval_of(geometric(values), drawn.imc)
        held += found.low <= truth <= found.high
    assert 0.93 <= held / 500 <= 0.97


def imc(inputs: Inputs) -> float:
    return geometric({name: s.value for name, s in scored(components(inputs), {}).items()})


def test_many_friendly_users_of_one_kecamatan_move_little():
    """Twice as many who are content with everything, all from the largest kecamatan."""
    rng = np.random.default_rng(3)
    inputs = sample(rng, 400)
    friendly = [
        one for one in inputs.attempts if one.kecamatan == "a" and one.done and one.ease >= 5
    ]
    more = [
        Attempt(f"copy-{n}", one.service, one.agency, "a", one.ease, one.done, one.burden)
        for n, one in enumerate(friendly)
    ]
    grown = Inputs((*inputs.attempts, *more), inputs.due, inputs.surveys, inputs.population)
    assert abs(imc(grown) - imc(inputs)) < 1
