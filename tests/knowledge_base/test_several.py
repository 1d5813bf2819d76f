"""Two questions in one message are two; a story stays one. What is "not meant" is not answered."""

import pytest

from knowledge_base import Answered


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("syarat KTP hilang apa? terus bikin akta kelahiran bayi bayar berapa?",
         ["ktp-el-hilang", "akta-kelahiran"]),
        ("cara cek bansos gimana, dan cara bikin SKCK gimana", ["cek-bansos", "skck"]),
        ("KTP saya hilang. Saya sedih sekali.", []),
        ("biaya KTP hilang berapa dan KTP hilang berapa lama", []),
        ("", []),
    ],
)  # fmt: skip
def test_questions_are_told_apart(shipped, text, ids):
    assert [part.decision.entry.id for part in shipped.several(text)] == ids


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("KTP saya rusak, bukan yang hilang", "ktp-el-rusak"),
        ("bukan KTP hilang tapi KK hilang", "kk-hilang"),
        ("mau bikin KK baru bukan KK hilang", "kk-baru"),
        ("ktp saya dudu ilang tapi rusak", "ktp-el-rusak"),
        ("ini KTP hilang bukan?", "ktp-el-hilang"),
        ("bukan yang hilang, KTP saya rusak", "ktp-el-rusak"),
    ],
)
def test_what_is_not_meant_is_set_aside(shipped, text, entry):
    decision = shipped.decide(text)
    assert isinstance(decision, Answered)
    assert decision.entry.id == entry
