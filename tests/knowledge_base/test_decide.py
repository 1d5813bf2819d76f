"""Decisions on a small knowledge base: what holds whatever the content is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base import Ambiguous, Answered, Aspect, Context, KnowledgeBase, Unanswered
from tests.knowledge_base.build import fields, knowledge

KTP_LOST = fields(
    "ktp-el-hilang",
    judul="KTP hilang",
    sebutan=["KTP hilang", "KTP tercecer", "ganti KTP hilang"],
    contoh_pertanyaan=["KTP saya hilang, harus bagaimana?", "dompet kecopetan KTP ikut raib"],
)
KTP_NEW = fields(
    "ktp-el-baru",
    judul="KTP baru",
    sebutan=["bikin KTP", "rekam KTP", "KTP pertama"],
    contoh_pertanyaan=["anak saya 17 tahun mau bikin KTP", "rekam KTP pertama kali di mana"],
    persyaratan=["Fotokopi KK.", "Datang sendiri untuk sidik jari."],
)
KK_LOST = fields(
    "kk-hilang",
    judul="KK hilang atau rusak",
    sebutan=["KK hilang", "KK rusak", "cetak ulang KK"],
    contoh_pertanyaan=["kartu keluarga saya hilang", "KK sobek kena banjir"],
)
BIRTH = fields(
    "akta-kelahiran",
    judul="Akta kelahiran",
    sebutan=["akta lahir", "akte anak", "surat lahir"],
    contoh_pertanyaan=["bayi saya baru lahir mau bikin akta", "syarat akta lahir anak"],
)


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> KnowledgeBase:
    return knowledge(tmp_path_factory.mktemp("isi"), KTP_LOST, KTP_NEW, KK_LOST, BIRTH)


def outcome(decision) -> str | None:
    return decision.entry.id if isinstance(decision, Answered) else None


@pytest.mark.parametrize(
    ("text", "entry", "aspect"),
    [
        ("ktp saya ilang gmn", "ktp-el-hilang", Aspect.CARA),
        ("KTP kula ical", "ktp-el-hilang", None),
        ("berapa biaya akta kelahiran", "akta-kelahiran", Aspect.BIAYA),
        ("aktelahir syaratnya", "akta-kelahiran", Aspect.SYARAT),
        ("kk saya robek", "kk-hilang", None),
        ("rekam ktp pertama dimana", "ktp-el-baru", Aspect.LOKASI),
    ],
)
def test_answers(small, text, entry, aspect):
    decision = small.decide(text)
    assert outcome(decision) == entry
    assert isinstance(decision, Answered)
    assert decision.aspect == aspect


@pytest.mark.parametrize(
    "text",
    [
        "",
        "mau tanya",
        "syaratnya apa",
        "daftar online",
        "cuaca besok",
        "cara bikin SIM C",
        "resep nasi goreng",
        "bayar pajak motor",
        "12345",
        "kartu kredit hilang",
    ],
)
def test_refuses(small, text):
    assert isinstance(small.decide(text), Unanswered)


@pytest.mark.parametrize(
    ("last", "text", "entry", "aspect"),
    [
        ("ktp-el-baru", "kalau hilang?", "ktp-el-hilang", None),
        ("ktp-el-hilang", "kalau KK?", "kk-hilang", None),
        ("ktp-el-hilang", "biayanya?", "ktp-el-hilang", Aspect.BIAYA),
        ("ktp-el-hilang", "terus syaratnya?", "ktp-el-hilang", Aspect.SYARAT),
        ("akta-kelahiran", "berapa lama?", "akta-kelahiran", Aspect.WAKTU),
        ("akta-kelahiran", "bisa online ga?", "akta-kelahiran", Aspect.CARA),
        ("akta-kelahiran", "kalo diwakilkan?", "akta-kelahiran", Aspect.SYARAT),
        ("akta-kelahiran", "KTP saya hilang", "ktp-el-hilang", None),
        ("kk-hilang", "buka sabtu gak", "kk-hilang", Aspect.JADWAL),
    ],
)
def test_follow_ups(small, last, text, entry, aspect):
    decision = small.decide(text, Context(last))
    assert outcome(decision) == entry
    assert isinstance(decision, Answered)
    assert decision.aspect == aspect


@pytest.mark.parametrize(
    "text", ["cuaca besok?", "harga emas berapa", "ok", "kalo SIM?", "siapa presiden", ""]
)
def test_context_does_not_answer_for_others(small, text):
    assert isinstance(small.decide(text, Context("ktp-el-hilang")), Unanswered)


def test_the_aspect_stays_when_only_the_service_changes(small):
    decision = small.decide("kalau hilang?", Context("ktp-el-baru", Aspect.BIAYA))
    assert isinstance(decision, Answered)
    assert (decision.entry.id, decision.aspect) == ("ktp-el-hilang", Aspect.BIAYA)


def test_an_unknown_context_is_ignored(small):
    assert small.decide("biayanya?", Context("tidak-ada")) == small.decide("biayanya?")


OFFERED = Context("ktp-el-baru", Aspect.SYARAT, ("ktp-el-hilang", "kk-hilang"))


@pytest.mark.parametrize(
    ("text", "entry", "aspect"),
    [
        ("yang kedua", "ktp-el-hilang", Aspect.SYARAT),
        ("nomor 3", "kk-hilang", Aspect.SYARAT),
        ("yg pertama aja kak", "ktp-el-baru", Aspect.SYARAT),
        ("yang KK", "kk-hilang", Aspect.SYARAT),
        ("akta kelahiran bayi", "akta-kelahiran", None),
    ],
)
def test_choosing_in_words(small, text, entry, aspect):
    decision = small.decide(text, OFFERED)
    assert isinstance(decision, Answered)
    assert (decision.entry.id, decision.aspect) == (entry, aspect)


def test_a_follow_up_before_choosing_asks_again(small):
    decision = small.decide("bayar ga?", OFFERED)
    assert isinstance(decision, Ambiguous)
    assert [entry.id for entry in decision.options] == [OFFERED.entry_id, *OFFERED.rivals]
    assert decision.aspect is Aspect.BIAYA


@pytest.mark.parametrize("text", ["cuaca besok?", "harga emas berapa", "ok", "nomor 9", ""])
def test_open_choices_do_not_answer_for_others(small, text):
    assert isinstance(small.decide(text, OFFERED), Unanswered)


def test_a_name_of_several_services_is_asked_back(tmp_path):
    damaged = fields("ktp-el-rusak", judul="KTP rusak", sebutan=["KTP rusak", "KTP patah"])
    three = knowledge(tmp_path, KTP_LOST, KTP_NEW, damaged)
    decision = three.decide("e-KTP")
    assert isinstance(decision, Ambiguous)
    ids = {entry.id for entry in decision.options}
    assert ids == {"ktp-el-baru", "ktp-el-hilang", "ktp-el-rusak"}


def test_topics_of_plain_entries(small):
    assert [entry.id for entry in small.topics["layanan"]] == [entry.id for entry in small.entries]
    assert small.get("kk-hilang") in small.entries
    assert small.get("tidak-ada") is None


def test_an_empty_knowledge_base_refuses():
    assert KnowledgeBase.from_entries([]).decide("ktp hilang") == Unanswered(())


VOCABULARY = (
    *("ktp", "kk", "akta", "lahir", "hilang", "rusak", "berapa", "bayar", "dimana", "kula", "ical"),
    *("piye", "cuaca", "sim", "anak", "kalau", "syarat", "online", "17", "terus", "gmn", "krtu"),
)
WORDS = st.lists(st.sampled_from(VOCABULARY), max_size=10).map(" ".join)
CONTEXTS = st.sampled_from(
    [None, Context("kk-hilang"), Context("ktp-el-baru", Aspect.BIAYA), OFFERED]
)


@given(text=st.one_of(st.text(max_size=300), WORDS), context=CONTEXTS)
def test_every_decision_is_sound(small, text, context):
    decision = small.decide(text, context)
    scores = [one.score for one in decision.candidates]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    if isinstance(decision, Ambiguous):
        assert 2 <= len(decision.options) <= 3
        assert len(set(decision.options)) == len(decision.options)
    assert small.decide(text, context) == decision


@given(text=WORDS)
def test_the_order_of_entries_does_not_matter(small, text):
    turned = _turned(small)
    here, there = small.decide(text), turned.decide(text)
    assert type(here) is type(there) or _is_tie(here)
    if not _is_tie(here):
        assert outcome(here) == outcome(there)


_TURNED: dict[int, KnowledgeBase] = {}


def _turned(small: KnowledgeBase) -> KnowledgeBase:
    if id(small) not in _TURNED:
        _TURNED[id(small)] = KnowledgeBase.from_entries(reversed(small.entries))
    return _TURNED[id(small)]


def _is_tie(decision) -> bool:
    scores = [round(one.score, 9) for one in decision.candidates]
    return len(set(scores)) < len(scores)


def test_an_example_question_is_answered_by_its_entry(small):
    for entry in small.entries:
        for text in entry.contoh_pertanyaan:
            decision = small.decide(text)
            assert outcome(decision) == entry.id, text
            assert decision.candidates[0].score > 0.9


CITY_WORDS = (
    "ktp hilang akta lahir pindah rumah bayar pajak motor jalan rusak bpjs nikah gmn brp ya"
)


@given(text=st.text(max_size=4096))
def test_anything_typed_gets_a_decision(shipped, text):
    assert shipped.decide(text) == shipped.decide(text)


@given(
    words=st.lists(st.sampled_from(CITY_WORDS.split()), min_size=1, max_size=12, unique=True),
    upper=st.booleans(),
    gap=st.sampled_from([" ", "  ", " \n", "\t "]),
    mark=st.sampled_from(["", "?", "!!", "...", " ??!"]),
)
def test_case_spacing_and_punctuation_change_nothing(shipped, words, upper, gap, mark):
    plain = " ".join(words)
    dressed = gap.join(words) + mark
    dressed = dressed.upper() if upper else dressed.capitalize()
    assert shipped.decide(dressed) == shipped.decide(plain)


def test_a_long_message_is_read_at_both_ends(shipped):
    story = "kata " * 700
    for text in ("syarat SKCK apa aja " + story, story + " syarat SKCK apa aja"):
        assert "skck" in {one.entry.id for one in shipped.decide(text).candidates}
