"""One event, one commit: exactly once, in order, whatever goes wrong."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from bot.dialogue.conversation import Turn, decode
from bot.dialogue.effects import FindTicket, Say
from bot.dialogue.events import ButtonPressed, PhotoSent, TextSent
from bot.dialogue.message import OutboundMessage, Plain
from bot.dialogue.step import step as real_step
from bot.storage.conversations import SqlConversations
from tests.use_cases.rig import Rig, text_of
from tests.use_cases.test_photos import picture


def echo(conversation, event, world):
    return Turn(conversation, (Say(OutboundMessage((Plain(getattr(event, "text", "?")),))),))


def failing(conversation, event, world):
    raise RuntimeError("3673012501900001 must never be logged")


def test_an_update_that_comes_twice_takes_effect_once(rig: Rig):
    event = rig.event(TextSent("halo"), update="77")
    assert rig.receive([event, event]) == 1
    assert rig.receive([event]) == 0
    assert rig.converse() is True
    assert rig.converse() is False
    assert len(rig.deliver_all()) == 1


def test_personal_numbers_never_reach_the_database(rig: Rig):
    rig.say("NIK saya 3673012501900001, hp 0812-3456-7890, cara urus KTP hilang?")
    for table in ("inbox", "outbox", "question", "conversation"):
        for row in rig.rows(f"SELECT * FROM {table}"):
            assert "3673012501900001" not in str(row)
            assert "0812" not in str(row)
    assert "[NIK]" in rig.rows("SELECT text FROM question")[0]["text"]


def test_a_message_is_scrubbed_once_it_was_answered(rig: Rig):
    rig.say("KTP saya hilang")
    assert rig.rows("SELECT payload, status FROM inbox") == [{"payload": "{}", "status": "done"}]


def test_the_state_survives_between_events(rig: Rig):
    rig.say("KTP saya hilang")
    (row,) = rig.rows("SELECT state, revision FROM conversation")
    assert decode(row["state"]).last.entry == "ktp-el-hilang"
    assert row["revision"] == 1


def test_a_poison_event_ends_in_an_apology_and_holds_nobody_up(rig: Rig, capsys):
    broken = replace_step(
        rig, lambda c, e, w: failing(c, e, w) if "racun" in e.text else echo(c, e, w)
    )
    broken.receive([broken.event(TextSent("racun")), broken.event(TextSent("sehat"), "2")])
    while broken.converse():
        pass
    assert text_of(broken.deliver_all()) == "sehat"
    broken.later(seconds=3)
    while broken.converse():
        pass
    broken.later(seconds=11)
    while broken.converse():
        pass
    assert "gangguan" in text_of(broken.deliver_all())
    assert broken.rows("SELECT status FROM inbox WHERE id = 1") == [{"status": "failed"}]


def test_later_messages_wait_for_one_that_is_put_off(rig: Rig):
    broken = replace_step(rig, failing)
    broken.receive([broken.event(TextSent("satu")), broken.event(TextSent("dua"))])
    assert broken.converse() is True
    assert broken.converse() is False
    healthy = replace_step(broken, echo)
    healthy.later(seconds=3)
    while healthy.converse():
        pass
    assert [one.rendered.text for one in healthy.deliver_all()] == ["satu", "dua"]


def test_effects_that_never_rest_are_a_fault(rig: Rig):
    endless = replace_step(rig, lambda c, e, w: Turn(c, (FindTicket("TK-1111-1111"),)))
    endless.receive([endless.event(TextSent("putar"))])
    assert endless.converse() is True
    assert endless.rows("SELECT attempts, error FROM inbox") == [
        {"attempts": 1, "error": "EndlessEffectsError"}
    ]
    assert endless.rows("SELECT * FROM outbox") == []


def test_a_lost_race_steps_again(rig: Rig, monkeypatch):
    real = SqlConversations.save
    lost = [True]

    def once_lost(self, *args):
        return False if lost and lost.pop() else real(self, *args)

    monkeypatch.setattr(SqlConversations, "save", once_lost)
    assert "Penerbitan KTP-el karena hilang" in text_of(rig.say("KTP saya hilang"))
    assert len(rig.rows("SELECT * FROM question")) == 1


def test_two_workers_keep_the_order_of_a_conversation(rig: Rig):
    talk = replace_step(rig, echo)
    events = [talk.event(TextSent(f"{who}:{n}"), who) for n in range(15) for who in ("a", "b", "c")]
    talk.receive(events)
    worker = talk.converse

    def work() -> None:
        while worker():
            pass

    threads = [threading.Thread(target=work) for _ in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    while worker():
        pass
    texts = [one.rendered.text for one in talk.deliver_all()]
    for who in ("a", "b", "c"):
        assert [t for t in texts if t.startswith(who)] == [f"{who}:{n}" for n in range(15)]


def test_a_picture_is_fetched_cleaned_and_joins_the_report(rig: Rig):
    rig.photos.pictures["foto"] = picture()
    shown = rig.say("KTP saya hilang")
    for label in ("Lapor", "Ambil nomor", "Antrean", "Berat", "Terbuka", "Foto"):
        shown = rig.press(shown, label)
    shown = rig.send(PhotoSent("foto"))
    assert "Foto diterima" in text_of(shown)
    rig.press(shown, "Kirim laporan")
    (row,) = rig.rows("SELECT event_id, jpeg FROM photo")
    assert row["event_id"] is not None
    assert b"Exif" not in bytes(row["jpeg"])


def test_a_picture_that_cannot_be_had_is_said_so(rig: Rig):
    assert "gagal diambil" in text_of(rig.send(PhotoSent("hilang")))
    rig.photos.pictures["teks"] = b"bukan gambar"
    assert "bukan gambar" in text_of(rig.send(PhotoSent("teks")))


def test_a_button_works_for_its_owner_alone(rig: Rig):
    shown = rig.say("KTP saya hilang")
    token, choice = rig.button(shown, "Biaya")
    assert "sudah tidak berlaku" in text_of(rig.send(ButtonPressed(token, choice), "2"))
    assert "sudah tidak berlaku" in text_of(rig.send(ButtonPressed("x" * 64, "0.0")))
    assert "sudah tidak berlaku" in text_of(rig.send(ButtonPressed(token, "99.9")))
    assert "gratis" in text_of(rig.send(ButtonPressed(token, choice))).casefold()


def test_a_part_is_shown_in_place(rig: Rig):
    shown = rig.say("KTP saya hilang")
    (edited,) = rig.press(shown, "Biaya")
    assert edited.kind == "edit"
    assert edited.edits_message == f"m{shown[-1].id}"
    (again,) = rig.press([edited], "Ringkasan")
    assert again.edits_message == edited.edits_message


@pytest.mark.parametrize(("told", "expected"), [("en", "Sorry"), ("id", "Maaf"), ("fr", "Maaf")])
def test_the_clients_language_counts(rig: Rig, told: str, expected: str):
    event = replace(rig.event(TextSent("zzz qqq xxx")), language=told)
    rig.receive([event])
    while rig.converse():
        pass
    assert expected in text_of(rig.deliver_all())


def replace_step(rig: Rig, step) -> Rig:
    changed = replace(rig)
    changed.step = step
    changed._updates = rig._updates
    return changed


def test_the_rig_uses_the_real_step(rig: Rig):
    assert rig.step is real_step
