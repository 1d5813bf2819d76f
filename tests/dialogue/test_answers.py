"""How answers are put together."""

from __future__ import annotations

from tests.dialogue.talk import Talk


def test_the_first_of_two_questions_is_answered_and_the_other_offered(talk: Talk):
    shown = talk.say("syarat KTP hilang apa? terus bikin akta kelahiran bayi bayar berapa?")
    assert "Penerbitan KTP-el karena hilang" in shown
    assert "Surat keterangan hilang dari polisi" in shown
    assert "Biaya" in talk.press("Juga ditanya: Akta kelahiran")


def test_who_must_telephone_is_not_sent_to_a_counter(talk: Talk):
    shown = talk.say("bagaimana cara menelepon darurat 112")
    assert "Tekan 112" in shown
    assert "Datanglah langsung" not in shown


def test_an_office_says_what_is_known_of_its_hours(talk: Talk):
    shown = talk.say("kantor Disdukcapil hari Sabtu buka?")
    assert "tutup Sabtu dan Minggu. (Belum pasti. Cek di: Halo Dukcapil 1500-537.)" in shown
