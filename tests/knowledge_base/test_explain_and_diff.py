"""Editors can see how a question is read and what a change of content does."""

from knowledge_base import Entry, KnowledgeBase
from knowledge_base.diff import NOTHING, Change, changes, examples
from knowledge_base.entry import Aspect
from tests.knowledge_base.build import entry


def test_every_written_word_is_explained(shipped):
    found = shipped.explain("ktp ilang gmn ngurusnya, syaratt, zzqy")
    read = {word.written: (word.read, word.how) for word in found.words}
    assert read["ktp"] == ("ktp", "dikenal")
    assert read["ilang"] == ("hilang", "tabel bahasa atau kata dasar")
    assert read["syaratt"][0] == "syarat"
    assert read["zzqy"] == ("zzqy", "tidak dikenal")
    kinds = {term.word: term.kind for term in found.terms}
    assert kinds["ktp"] == "benda layanan"
    assert kinds["hilang"] == "keadaan"
    assert found.grounds[0].entry == "ktp-el-hilang"


def test_the_explanation_is_what_decide_does(shipped):
    text = "berapa lama bikin akta lahir"
    found, decision = shipped.explain(text), shipped.decide(text)
    assert found.aspect is Aspect.WAKTU
    scores = [(one.entry, one.score) for one in found.grounds]
    assert scores == [(one.entry.id, one.score) for one in decision.candidates[:3]]


def test_nothing_to_explain(shipped):
    found = shipped.explain("🙂")
    assert (found.words, found.terms, found.grounds) == ((), (), ())


def one(name: str, *questions: str) -> Entry:
    return entry(
        name, sebutan=[name, f"surat {name}", f"kartu {name}"], contoh_pertanyaan=questions
    )


def test_only_changed_answers_are_listed():
    stays = one("melati", "melati layu bagaimana", "bikin melati di mana")
    old = KnowledgeBase.from_entries([stays, one("kenanga", "kenanga patah harus apa")])
    new = KnowledgeBase.from_entries([stays, one("cempaka", "cempaka patah harus apa")])
    texts = list(examples(old, new))
    assert texts.count("melati layu bagaimana") == 1
    found = list(changes(old, new, texts))
    assert Change("cempaka patah harus apa", NOTHING, "cempaka") in found
    assert Change("kenanga patah harus apa", "kenanga", NOTHING) in found
    assert not any("melati" in change.text for change in found)
    assert list(changes(old, old, texts)) == []
