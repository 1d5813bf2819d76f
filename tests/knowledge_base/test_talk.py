"""Small talk is recognised only when it is all that is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.small_talk import SmallTalk, pleasantries

TALK = pleasantries()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("halo", SmallTalk.GREETING),
        ("Halooo min 👋", SmallTalk.GREETING),
        ("Assalamu'alaikum wr. wb.", SmallTalk.GREETING),
        ("selamat pagi kak", SmallTalk.GREETING),
        ("p", SmallTalk.GREETING),
        ("sampurasun", SmallTalk.GREETING),
        ("kulo nuwun", SmallTalk.GREETING),
        ("halo min mau tanya", SmallTalk.GREETING),
        ("makasih min", SmallTalk.THANKS),
        ("terima kasih banyak atas infonya", SmallTalk.THANKS),
        ("matur nuwun", SmallTalk.THANKS),
        ("hatur nuhun", SmallTalk.THANKS),
        ("kamu siapa", SmallTalk.WHO_ARE_YOU),
        ("ini bot ya?", SmallTalk.WHO_ARE_YOU),
        ("halo, kamu siapa?", SmallTalk.WHO_ARE_YOU),
        ("bisa bantu apa aja", SmallTalk.WHO_ARE_YOU),
        ("dasar bot goblok", SmallTalk.INSULT),
        ("anjing lu", SmallTalk.INSULT),
        ("makasih, dadah", SmallTalk.FAREWELL),
        ("sampai jumpa", SmallTalk.FAREWELL),
    ],
)
def test_recognises(text, kind):
    assert TALK.of(text) is kind


@pytest.mark.parametrize(
    "text",
    [
        "halo, syarat bikin KTP apa?",
        "selamat pagi, KK saya hilang",
        "pelayanan anjing, KTP gak jadi-jadi",
        "makasih, terus biayanya berapa?",
        "siapa yang boleh mewakili",
        "digigit anjing",
        "",
        "cuaca hari ini",
    ],
)
def test_leaves_questions_alone(text):
    assert TALK.of(text) is None


@given(st.text(max_size=100))
def test_never_fails(text):
    assert TALK.of(text) is None or isinstance(TALK.of(text), SmallTalk)
