"""What the report to the council says: every finding from small cities made for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from bot.civic.council.compare import comparable, moves, over_time
from bot.civic.council.derive import derive, place_of
from bot.civic.council.friction import burdens, gains, secret
from bot.civic.council.overdue import overdue_by_agency
from bot.civic.council.report import Article, FrictionCell
from bot.civic.indicator.drill import burden_by_stage
from bot.civic.indicator.inputs import UNNAMED_STAGE, Inputs
from bot.civic.indicator.method import Component
from bot.civic.indicator.reading import read
from bot.civic.statistics.figures import Cell, Share
from bot.civic.statistics.packs import NOTHING as NO_ROWS
from bot.civic.statistics.packs import REPORTS, Packs, Rows
from bot.civic.statistics.view import Gap
from tests.civic.cities import sample
from tests.civic.councils import (
    MADE_ON,
    NOTHING,
    SINCE,
    UNTIL,
    basis,
    earlier,
    figures,
    material,
    people,
    town,
)
from tests.civic.test_indicator import worked_example

C = Component


# --- what changed ----------------------------------------------------------------------------


def test_a_clear_rise_is_claimed_and_a_clear_fall():
    good, bad = town(180, 20), town(90, 110)
    up = derive(material(basis(good), earlier(bad)))
    assert up.trend == "up"
    assert {move.of for move in up.capaian.rises} == {None, C.KEMUDAHAN, C.TUNTAS}
    assert up.tantangan.falls == ()
    down = derive(material(basis(bad), earlier(good)))
    assert down.trend == "down"
    assert {move.of for move in down.tantangan.falls} == {None, C.KEMUDAHAN, C.TUNTAS}
    assert down.capaian.rises == ()
    rise = next(move for move in up.capaian.rises if move.of is C.TUNTAS)
    assert (rise.before, rise.now) == (45.0, 90.0)
    assert rise.change.low < 45 < rise.change.high


def test_a_difference_within_chance_is_not_claimed():
    report = derive(material(basis(town(83, 17)), earlier(town(80, 20))))
    assert report.trend == "unclear"
    assert report.capaian.rises == report.tantangan.falls == ()


def test_two_equal_cities_differ_by_an_interval_around_nothing():
    same = town(80, 20)
    change = {move.of: move.change for move in moves(basis(same), earlier(same))}
    assert change[None].low < -1 < 1 < change[None].high


def test_a_component_on_fewer_than_thirty_is_never_said_to_move():
    few = replace(town(90, 20), surveys=())
    few = replace(few, surveys=town(20, 0).surveys)
    names = {move.of for move in moves(basis(few), earlier(town(90, 20)))}
    assert C.PUAS not in names
    assert C.TUNTAS in names


def test_without_an_earlier_reading_nothing_is_said_to_move():
    report = derive(material(basis(town(80, 20))))
    assert report.trend == "first"
    assert report.capaian.compared is None


def test_only_equal_periods_of_one_method_and_basis_are_compared():
    one = basis(town(80, 20)).reading
    assert comparable(one, replace(one, since=SINCE + timedelta(days=2)))
    assert not comparable(one, replace(one, since=SINCE + timedelta(days=4)))
    assert not comparable(one, replace(one, method="2.0"))
    assert not comparable(one, basis(worked_example()).reading)


def test_the_line_over_time_keeps_the_last_reading_of_each_period():
    before, now = earlier(town(50, 50)).reading, basis(town(80, 20)).reading
    week = replace(before, since=before.until)
    later = replace(now, since=UNTIL, until=UNTIL + timedelta(days=91))
    points = over_time([before, replace(before, imc=61.0), week, later], now)
    assert [(one.until, one.imc) for one in points] == [(before.until, 61.0), (UNTIL, now.imc)]


# --- capaian ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "ease", "shown"), [(30, 7, True), (29, 7, False), (30, 4, False)]
)
def test_a_service_is_good_at_eighty_by_thirty_people(count: int, ease: int, shown: bool):
    inputs = Inputs(people(count, ease=ease, done=ease == 7), (), ())
    found = derive(material(basis(inputs))).capaian.services
    assert [(one.service, one.persons) for one in found] == ([("s", count)] if shown else [])


def test_closed_reports_and_confirmed_ones_are_told_apart():
    seen = figures(reports=50, statuses={"selesai": 30, "ditolak": 10}, confirmed=Share(0.5, 40))
    found = derive(material(basis(NOTHING), figures=seen)).capaian
    assert (found.reports, found.closed, found.confirmed) == (50, 30, Share(0.5, 40))


# --- tantangan -------------------------------------------------------------------------------


def test_losses_come_biggest_first_and_sum_to_one():
    losses = derive(material(basis(worked_example()))).tantangan.losses
    shares = [share for _, share in losses]
    assert losses[0][0] is C.KEMUDAHAN
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) == pytest.approx(1)


def reached(north: int, south: int, population: dict[str, int]) -> dict[str, object]:
    attempts = people(north) + people(south, start=north, kecamatan="b")
    report = derive(material(basis(Inputs(attempts, (), (), population))))
    return {one.kecamatan: one for one in report.tantangan.districts}


def test_a_kecamatan_is_under_represented_beyond_chance_only():
    half = {"a": 500, "b": 500}
    clear = reached(80, 20, half)
    assert (clear["b"].under, clear["a"].under) == (True, False)
    assert (clear["b"].users, clear["b"].population) == (0.2, 0.5)
    assert not reached(52, 48, half)["b"].under


def test_few_users_of_a_kecamatan_are_hidden_with_the_one_that_would_give_them_away():
    found = reached(91, 9, {"a": 500, "b": 500})
    assert all(one.persons is None and one.users is None for one in found.values())
    assert found["b"].under


def test_a_kecamatan_nobody_came_from_is_listed():
    found = reached(60, 0, {"a": 500, "b": 500})
    assert (found["b"].persons, found["b"].core, found["b"].under) == (0, None, True)


def test_without_the_population_nothing_is_said_of_reach():
    report = derive(material(basis(town(80, 20))))
    assert not report.tantangan.population_known
    assert all(one.users is None and not one.under for one in report.tantangan.districts)
    assert not report.index.official


# --- hambatan --------------------------------------------------------------------------------


@pytest.mark.parametrize("population", [{}, {"a": 500, "b": 300, "c": 200}])
def test_burdens_of_all_cells_sum_to_what_is_missing_of_b(population: dict[str, int]):
    inputs = replace(worked_example(), population=population)
    stages = ("proses", "biaya", "akses")
    attempts = tuple(
        replace(one, stage=stages[n % 3], service=f"s{n % 4}")
        for n, one in enumerate(inputs.attempts)
    )
    inputs = replace(inputs, attempts=attempts)
    by_stage: dict[str, float] = {}
    for cell in burdens(inputs):
        by_stage[cell.stage] = by_stage.get(cell.stage, 0) + cell.burden
    assert by_stage == pytest.approx(burden_by_stage(inputs))
    missing = 100 - basis(inputs).reading.scores[C.BEBAS_HAMBATAN].raw
    assert sum(by_stage.values()) == pytest.approx(missing)


def test_cells_under_ten_people_are_hidden():
    inputs = Inputs(
        people(10, burden=1.0)
        + people(9, start=10, burden=1.0, service="t", stage="biaya")
        + people(9, start=20, burden=1.0, service="u", stage="akses")
        + people(72, start=30),
        (),
        (),
    )
    found = derive(material(basis(inputs))).hambatan
    assert found.cells == (FrictionCell("s", "proses", 10, 10.0),)
    assert found.hidden == (("t", "biaya"), ("u", "akses"))


def test_a_hidden_cell_cannot_be_subtracted_back_along_its_row_or_column():
    persons = {("s", "x"): 5, ("s", "y"): 20, ("s", "z"): 30, ("t", "y"): 40, ("t", "z"): 50}
    found = secret(persons)
    assert ("s", "y") in found
    for place in (0, 1):
        for line in {pair[place] for pair in persons}:
            cells = [pair for pair in persons if pair[place] == line]
            assert len(cells) == 1 or len(found & set(cells)) != 1
    assert secret({("s", "x"): 10, ("t", "y"): 10}) == frozenset()
    assert secret({("s", "x"): 9, ("t", "y"): 10}) == {("s", "x"), ("t", "y")}


def test_overdue_reports_are_counted_by_agency():
    names = {1: "o", 2: "diproses", 3: "selesai", 4: "menunggu_warga"}
    rows = np.zeros(5, REPORTS)
    rows["day"] = [d.toordinal() for d in (SINCE, UNTIL, SINCE, SINCE, UNTIL + timedelta(days=1))]
    rows["promised"] = [MADE_ON.toordinal() - n for n in (1, 0, 1, 1, 1)]
    rows["status"] = [2, 2, 3, 4, 2]
    rows["agency"] = [1, 1, 1, 0, 1]
    packs = Packs((replace(NO_ROWS, reports=Rows.of(rows)),), names)
    assert overdue_by_agency(packs, SINCE, UNTIL, MADE_ON) == {"o": 1, "": 1}


def test_agencies_with_few_overdue_reports_are_hidden_and_one_alone_is_shown():
    late = {"o": 12, "p": 30, "q": 4}
    found = derive(material(basis(NOTHING), overdue=late)).hambatan
    assert found.overdue_total == 46
    assert found.overdue == (Cell("p", 30), Cell("o", None), Cell("q", None))
    alone = derive(material(basis(NOTHING), overdue={"o": 12})).hambatan
    assert alone.overdue == (Cell("o", 12),)


# --- kebutuhan -------------------------------------------------------------------------------


def test_the_gain_by_hand():
    """40 people: K 50, T 100, B 75 of which one cell takes all 25."""
    inputs = Inputs(people(10, ease=4, burden=1.0) + people(30, start=10, ease=4), (), ())
    (gain,) = gains(inputs, {}, burdens(inputs))
    assert gain.now == pytest.approx((50 * 100 * 75) ** (1 / 3))
    assert gain.mended == pytest.approx((50 * 100 * 100) ** (1 / 3))


def test_the_gain_of_the_worked_example():
    """A burden of 10.5 points gone: B 72.00 becomes 82.50, the index 70.69 becomes 72.65."""
    inputs = worked_example()
    wanted = {("c", 1.0): 3, ("b", 1.0): 2, ("a", 0.75): 4}  # .06 + .02 + .025
    attempts = []
    for one in inputs.attempts:
        key = (one.kecamatan, one.burden)
        if wanted.get(key, 0):
            wanted[key] -= 1
            one = replace(one, service="x", stage="biaya")  # noqa: PLW2901 - the marked ones
        attempts.append(one)
    marked = replace(inputs, attempts=tuple(attempts))
    cell = next(one for one in burdens(marked) if one.service == "x")
    assert cell.burden == pytest.approx(10.5)
    (gain,) = gains(marked, {}, (cell,))
    assert (round(gain.now, 2), round(gain.mended, 2)) == (70.69, 72.65)


def test_gains_are_of_named_stages_while_there_are_any():
    unnamed, named = (
        FrictionCell("s", UNNAMED_STAGE, 50, 9.0),
        FrictionCell("s", "proses", 20, 3.0),
    )
    inputs = town(50, 50)
    assert [one.stage for one in gains(inputs, {}, (unnamed, named))] == ["proses"]
    assert [one.stage for one in gains(inputs, {}, (unnamed,))] == [UNNAMED_STAGE]


def test_without_an_index_there_is_no_gain():
    inputs = Inputs(people(20, burden=1.0), (), ())
    report = derive(material(basis(inputs)))
    assert report.trend == "no_index"
    assert report.hambatan.cells != ()
    assert report.kebutuhan.gains == ()


def test_rare_questions_are_counted_but_never_quoted():
    gaps = (Gap("sering", 10), Gap("jarang", 9), Gap("sekali", 1))
    seen = figures(questions=500, outcomes={"unanswered": 20})
    found = derive(material(basis(NOTHING), gaps=gaps, figures=seen)).kebutuhan
    assert found.gaps == (Gap("sering", 10),)
    assert (found.unanswered, found.rare, found.rarely) == (20, 2, 10)


def test_articles_that_lack_a_part_of_their_standard():
    articles = (
        Article("s", "o", ("biaya", "jangka_waktu")),
        Article("t", "o", ("biaya",)),
        Article("u", "p", ()),
    )
    seen = figures(top_services=(Cell("t", 40), Cell("u", 30), Cell("s", None)))
    found = derive(material(basis(NOTHING), articles=articles, figures=seen)).kebutuhan
    assert (found.articles, found.incomplete) == (3, 2)
    assert found.parts == (("biaya", 2), ("jangka_waktu", 1))
    assert found.agencies == (("o", 2),)
    assert [(one.article.service, one.count) for one in found.most_asked] == [("t", 40)]


def test_closing_tags_are_counted_and_small_ones_hidden():
    tags = {"anggaran": 12, "regulasi": 3, "integrasi": 2, "kewenangan": 0}
    found = derive(material(basis(NOTHING), tags=tags)).kebutuhan.tags
    assert found == (Cell("anggaran", 12), Cell("integrasi", None), Cell("regulasi", None))


# --- the whole -------------------------------------------------------------------------------


def test_an_empty_city_has_a_report():
    report = derive(material(basis(NOTHING)))
    assert report.trend == "no_answers"
    assert report.index.value is None
    assert [row.value for row in report.components] == [None] * 6
    assert report.tantangan.losses == report.hambatan.cells == report.kebutuhan.gains == ()


def test_official_needs_enough_people_and_the_population():
    city = sample(np.random.default_rng(3), 500)
    assert derive(material(basis(city))).index.official
    assert not derive(material(basis(replace(city, population={})))).index.official
    few = sample(np.random.default_rng(3), 300)
    assert not derive(material(basis(few))).index.official


def test_who_signs():
    assert place_of("Kota Contoh", "X").head == "Wali Kota Contoh"
    assert place_of("Kabupaten Contoh", "X").head == "Bupati Contoh"
    assert place_of("Contoh", "X").seat == "Contoh"


def test_a_reading_of_one_day_is_a_period():
    one = read(NOTHING, date(2026, 9, 1), date(2026, 9, 1), {})
    assert comparable(one, one)
