"""Looking up, adding to and withdrawing a report; one's own data."""

from __future__ import annotations

from bot.dialogue.effects import AddNote
from bot.dialogue.events import PhotoKept
from tests.dialogue.talk import Talk
from tests.dialogue.test_report import SHORTEST


def with_ticket(talk: Talk) -> str:
    talk.say("KTP saya hilang")
    for label in SHORTEST:
        talk.press(label)
    return next(iter(talk.tickets))


def test_the_number_can_be_typed_anyhow(talk: Talk):
    number = with_ticket(talk)
    assert f"Tiket {number}" in talk.say(number)
    assert f"Tiket {number}" in talk.say(number.lower().replace("-", " "))
    assert f"Tiket {number}" in talk.command("tiket", number)
    talk.command("tiket")
    assert f"Tiket {number}" in talk.press(number)
    talk.command("tiket")
    assert f"Tiket {number}" in talk.say(number.removeprefix("TK-"))


def test_a_mistyped_number_is_noticed(talk: Talk):
    number = with_ticket(talk)
    wrong = number[:-1] + ("2" if number[-1] != "2" else "3")
    assert "salah ketik" in talk.command("tiket", wrong)


def test_a_note_and_a_photo_are_added(talk: Talk):
    number = with_ticket(talk)
    talk.say(number)
    talk.press("Tambah keterangan")
    assert "ditambahkan" in talk.say("Sudah dua minggu.")
    assert AddNote(number, "Sudah dua minggu.", None) in talk.effects
    talk.say(number)
    talk.press("Tambah keterangan")
    talk.send(PhotoKept(5))
    assert AddNote(number, None, 5) in talk.effects


def test_withdrawing_asks_once(talk: Talk):
    number = with_ticket(talk)
    talk.say(number)
    assert "Tarik laporan" in talk.press("Tarik laporan")
    assert number in talk.tickets
    assert "sudah ditarik" in talk.press("Ya, tarik")
    assert number not in talk.tickets
    assert "tidak ditemukan" in talk.say(number)


def test_without_tickets_the_way_to_one_is_shown(talk: Talk):
    assert "belum punya laporan" in talk.command("tiket")
    talk.button("Lapor")


def test_erasing_asks_once_and_forgets_the_service(talk: Talk):
    with_ticket(talk)
    talk.command("hapus")
    assert talk.tickets
    assert "1 laporan tetap dihitung" in talk.press("Ya, hapus")
    assert talk.conversation.last is None


def test_own_data_come_as_a_file(talk: Talk):
    talk.command("dataku")
    assert talk.said[0].attachment is not None
    assert talk.said[0].attachment.name == "data-saya.json"
