"""`/statistik` for those who may see it: figures with bases, a picture, and honest sentences."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest

from bot.civic.roles import Role
from bot.civic.statistics.figures import Share
from bot.civic.statistics.view import counts_differ, shares_differ
from bot.use_cases.seed import Seed
from tests.use_cases.rig import Rig, text_of


@pytest.fixture
def city(rig: Rig) -> Rig:
    Seed(rig.database, rig.own_world(rig.now), Random(4))((70, 80, 900, 200), lambda *_: None)
    rig.hire("99", Role.ADMIN)
    rig.hire("50", Role.PETUGAS, "disdukcapil")
    return rig


def test_figures_with_their_bases_and_a_picture(city: Rig):
    photo, shown = city.command("statistik", "", "99")
    assert photo.picture.startswith(b"\x89PNG")
    text = shown.rendered.text
    assert "semua instansi" in text
    assert "(dari " in text
    assert "bisa kebetulan" in text
    (figures,) = city.charts.figures
    assert figures.filters.until == city.now.date() - timedelta(days=1)
    assert figures.filters.days == 30


def test_other_periods_and_agencies_by_button(city: Rig):
    shown = city.press(city.command("statistik", "", "99"), "1 tahun", "99")
    assert city.charts.figures[-1].filters.days == 365
    agencies = city.press(shown, "Pilih instansi", "99")
    shown = city.press(agencies, "Dinkes", "99")
    assert ", Dinkes" in text_of(shown)
    assert "Belum terjawab, paling sering" not in text_of(shown)
    assert "belum ada datanya" in text_of(shown)


def test_officers_see_their_own_agency_only(city: Rig):
    shown = city.command("statistik", "", "50")
    assert "Disdukcapil" in text_of(shown)
    with pytest.raises(AssertionError):
        city.button(shown, "Pilih instansi")
    everybody = city.command("statistik", "", "99")
    agencies = city.press(everybody, "Pilih instansi", "99")
    assert "Semua instansi" in str(agencies[0].rendered.rows)


def test_residents_do_not_see_it(city: Rig):
    assert "untuk petugas" in text_of(city.command("statistik", "", "1"))


def test_an_empty_city_says_so(rig: Rig):
    rig.hire("99", Role.ADMIN)
    assert "Belum ada pertanyaan atau laporan" in text_of(rig.command("statistik", "", "99"))
    assert rig.charts.figures == []


def test_what_chance_explains_is_not_claimed():
    assert not counts_differ(40, 45)
    assert counts_differ(40, 80)
    assert not counts_differ(0, 0)
    assert not shares_differ(Share(0.80, 50), Share(0.75, 50))
    assert shares_differ(Share(0.80, 500), Share(0.70, 500))
    assert not shares_differ(Share(None, 0), Share(0.7, 500))
    assert not shares_differ(Share(1.0, 10), Share(1.0, 10))
