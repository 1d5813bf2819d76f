"""Typing errors."""

import pytest

from knowledge_base.language.affixes import roots, without_possessive
from knowledge_base.language.repair import Repairs

REPAIRS = Repairs(["kelahiran", "kartu", "keluarga", "akta", "puskesmas", "legalisir", "kematian"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kelahirn", "kelahiran"),
        ("kelahhiran", "kelahiran"),
        ("kealhiran", "kelahiran"),
        ("klhrn", "kelahiran"),
        ("karut", "kartu"),
        ("krtu", "kartu"),
        ("kluarga", "keluarga"),
        ("pusksmas", "puskesmas"),
        ("legalisr", "legalisir"),
        ("legaliser", "legalisir"),
    ],
)
def test_mends(typed, meant):
    assert REPAIRS.nearest(typed) == meant


@pytest.mark.parametrize("word", ["kata", "aku", "bartu", "xyz", "kucing", "ab", "1234", "kemarin"])
def test_leaves_alone(word):
    assert REPAIRS.nearest(word) is None


def test_prefers_the_word_named_first():
    assert Repairs(["kartun", "kartus"]).nearest("kartux") == "kartun"
    assert Repairs(["kartus", "kartun"]).nearest("kartux") == "kartus"


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("menyewa", "sewa"),
        ("pendaftaran", "daftar"),
        ("dilegalisir", "legalisir"),
        ("kematian", "mati"),
        ("ngelaporin", "lapor"),
        ("ngurusna", "urus"),
        ("perubahan", "ubah"),
    ],
)
def test_proposes_the_root(word, root):
    assert root in list(roots(word))


def test_short_names_lose_their_possessive():
    assert without_possessive("kknya") == "kk"
    assert without_possessive("nya") is None
