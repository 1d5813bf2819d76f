"""How answers are put together."""

from __future__ import annotations

from tests.dialogue.talk import Talk


def test_the_first_of_two_questions_is_answered_and_the_other_offered(talk: Talk):
    shown = talk.say("syarat KTP hilang apa? terus bikin akta kelahiran bayi bayar berapa?")
    assert "Penerbitan KTP-el karena hilang" in shown
    assert "Surat keterangan hilang dari polisi" in shown
    assert "Biaya" in talk.press("Juga ditanya: Akta kelahiran")
