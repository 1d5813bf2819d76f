"""What residents write, in canonical words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.language.normalise import Normaliser, raw_words
from knowledge_base.language.tables import language

VOCABULARY = ["perekaman", "kelahiran", "penduduk", "kartu", "sidik", "jari", "terlambat"]
NORMALISER = Normaliser(language(), VOCABULARY)


def read(text: str) -> str:
    return " ".join(NORMALISER.words(text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("KTP saya HILANG!!!", "ktp saya hilang"),
        ("tolooooong dong", "tolong dong"),
        ("brp hr jadinya", "berapa hari jadi"),
        ("gmn cara ngurus", "bagaimana cara urus"),
        ("e-KTP", "ktp"),
        ("ktp-el", "ktp"),
        ("KTP elektronik", "ktp"),
        ("kartu tanda penduduk", "ktp"),
        ("krtu klrga", "kk"),
        ("kartu-kartu", "kartu"),
        ("syarat2nya", "syarat"),
        ("akte lahir", "akta lahir"),
        ("aktelahir", "akta lahir"),
        ("akta kelahiran", "akta lahir"),
        ("KKnya ilang", "kk hilang"),
        ("dompet kecopetan", "dompet hilang"),
        ("surat nikah robek", "bukunikah rusak"),
        ("di mana alamatnya", "dimana alamat"),
        ("ora duwe duwit", "tidak punya uang"),
        ("kula badhe ndamel KTP", "saya akan buat ktp"),
        ("KTP kula ical, kudu kepripun", "ktp saya hilang harus bagaimana"),
        ("KTP abdi leungit, kumaha ngurusna", "ktp saya hilang bagaimana urus"),
        ("sabaraha bayarna", "berapa bayar"),
        ("neng endi panggonane", "dimana tempat"),
        ("orang tua meninggal", "orangtua meninggal"),
        ("perekamn sidik jari", "rekam sidik jari"),
        ("pendduduk", "penduduk"),
        ("", ""),
        ("?!…", ""),
    ],
)
def test_reads(text, words):
    assert read(text) == words


@pytest.mark.parametrize("word", ["kata", "bekas", "lahar", "kapan", "batuk", "surga", "hutan"])
def test_ordinary_words_are_not_mended(word):
    assert read(word) == word


def test_a_question_is_read_to_a_limit():
    assert len(raw_words("ktp " * 10_000)) <= 500


@given(st.text(max_size=200))
def test_reading_twice_changes_nothing(text):
    once = NORMALISER.words(text)
    assert NORMALISER.words(" ".join(once)) == once


@given(st.lists(st.sampled_from(sorted(language().words)), max_size=8))
def test_reading_known_words_twice_changes_nothing(words):
    once = NORMALISER.words(" ".join(words))
    assert NORMALISER.words(" ".join(once)) == once
