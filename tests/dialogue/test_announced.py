"""What residents do with an announcement, without storage."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.civic.announcements.plan import Plan
from bot.civic.announcements.replies import About, reply_report
from bot.civic.announcements.title import LONGEST_TITLE, title_of
from bot.civic.reports import GENERAL_SERVICE, Announced, Identity
from bot.dialogue.conversation import AtHome, Replying
from bot.dialogue.effects import FileReply, RecordQuestion
from bot.dialogue.events import AnnouncementReplied, Chosen, PhotoKept, UnreadableSent
from bot.dialogue.news_actions import (
    AnswerAnnouncement,
    InPreview,
    PressAnnouncement,
    ReadNews,
    SendReply,
    StopTopic,
)
from bot.dialogue.news_effects import CountPress, StopFrom
from bot.wording.render import CatalogueWording
from tests.dialogue.talk import ANNOUNCED, Talk

ABOUT = About(Announced(1, "Loket pajak tutup besok."), None)
WITH_SERVICE = About(Announced(1, "KTP keliling besok"), "ktp-el-hilang")


def filed(talk: Talk) -> list[FileReply]:
    return [effect for effect in talk.effects if isinstance(effect, FileReply)]


def test_a_link_shows_where_it_leads(talk: Talk):
    talk.send(Chosen(PressAnnouncement(1, 0)))
    assert CountPress(1, 0) in talk.effects
    (shown,) = CatalogueWording("Asia/Jakarta").render(talk.said[0], "id", "telegram")
    assert "https://pajak.contoh.go.id/peta_(baru)?a=1&amp;b=2</a>" in shown.text
    assert 'href="https://pajak.contoh.go.id/peta_%28baru%29?a=1&amp;b=2"' in shown.text
    assert "situs <b>pajak.contoh.go.id</b>" in shown.text


def test_a_service_opens_its_answer(talk: Talk):
    talk.send(Chosen(PressAnnouncement(1, 1)))
    assert "ktp" in talk.text.lower()
    assert talk.conversation.last.entry == "ktp-el-hilang"


@pytest.mark.parametrize("place", [2, 7])
def test_a_button_that_leads_nowhere_says_so(talk: Talk, place: int):
    talk.send(Chosen(PressAnnouncement(1, place)))
    assert "tidak berlaku" in talk.text


def test_stopping_a_topic_can_be_taken_back(talk: Talk):
    talk.send(Chosen(StopTopic("pajak", 1)))
    assert StopFrom("pajak", 1, on=False) in talk.effects
    assert "Kabar Pajak berhenti" in talk.text
    assert talk.button("Atur langganan")
    talk.press("Tidak jadi")
    assert StopFrom("pajak", 1, on=True) in talk.effects
    assert "dikirim lagi" in talk.text


def test_an_unknown_topic_is_stopped_nowhere(talk: Talk):
    talk.send(Chosen(StopTopic("tidak-ada", 1)))
    assert not [one for one in talk.effects if isinstance(one, StopFrom)]


def test_a_preview_does_nothing(talk: Talk):
    talk.send(Chosen(InPreview()))
    assert "pratinjau" in talk.text


def test_words_after_the_button_are_filed_at_once(talk: Talk):
    talk.send(Chosen(AnswerAnnouncement(1)))
    assert "“Loket pajak tutup besok.”" in talk.text
    talk.say("Loket di kelurahan juga tutup?")
    (reply,) = filed(talk)
    assert (reply.announcement, reply.words) == (1, "Loket di kelurahan juga tutup?")
    assert "Nomor tiket" in talk.text
    assert "Janji selesai" in talk.text
    assert isinstance(talk.conversation.state, AtHome)
    ticket = next(iter(talk.tickets.values()))
    assert ticket.report.identity is Identity.RAHASIA
    assert ticket.report.service == "ktp-el-hilang"
    assert "Tentang pengumuman 1" in talk.press("Lihat tiket")
    assert "Di langkah" not in talk.text


def test_photos_wait_for_their_words(talk: Talk):
    talk.send(Chosen(AnswerAnnouncement(1)))
    for photo in (5, 6, 7, 8):
        talk.send(PhotoKept(photo))
    assert "paling banyak" in talk.text
    assert talk.conversation.state.photos == (5, 6, 7)
    talk.say("Begini keadaannya.")
    assert filed(talk)[0].photos == (5, 6, 7)


def test_a_photo_may_go_alone(talk: Talk):
    talk.send(Chosen(AnswerAnnouncement(1)))
    talk.send(PhotoKept(5))
    talk.press("Kirim foto saja")
    assert (filed(talk)[0].photos, filed(talk)[0].words) == ((5,), None)
    assert isinstance(talk.conversation.state, AtHome)


def test_a_captioned_photo_is_all_there_is_to_say(talk: Talk):
    talk.send(Chosen(AnswerAnnouncement(1)))
    talk.send(PhotoKept(5, "banjir di sini"))
    assert (filed(talk)[0].photos, filed(talk)[0].words) == ((5,), "banjir di sini")


def test_nothing_to_read_keeps_waiting_and_batal_leads_home(talk: Talk):
    talk.send(Chosen(AnswerAnnouncement(1)))
    talk.send(UnreadableSent("voice"))
    assert "Tulis pesan Anda" in talk.text
    assert isinstance(talk.conversation.state, Replying)
    talk.command("batal")
    assert isinstance(talk.conversation.state, AtHome)
    talk.say("KTP saya hilang")
    assert not filed(talk)


def test_a_long_message_is_shortened_and_said_to_be(talk: Talk):
    talk.send(Chosen(AnswerAnnouncement(1)))
    talk.say("a " * 900)
    assert "1.000 huruf" in talk.text
    assert len(filed(talk)[0].words) <= 1000


def test_a_reply_of_the_chat_is_offered_to_officers_and_filed_once_wanted(talk: Talk):
    talk.send(AnnouncementReplied(ABOUT, "kok mendadak tutupnya pak"))
    assert not filed(talk)
    assert not [one for one in talk.effects if isinstance(one, RecordQuestion)]
    talk.press("Kirim ke petugas")
    assert filed(talk)[0].words == "kok mendadak tutupnya pak"
    assert "Nomor tiket" in talk.text


def test_a_question_is_answered_with_officers_beside_it(talk: Talk):
    talk.send(AnnouncementReplied(WITH_SERVICE, "biayanya berapa"))
    assert "gratis" in talk.text.lower()
    assert "sampai ke petugas juga?" in talk.text
    talk.press("Kirim ke petugas")
    assert filed(talk)[0].words == "biayanya berapa"


def test_thanks_are_no_case(talk: Talk):
    talk.send(AnnouncementReplied(ABOUT, "terima kasih"))
    assert "petugas" not in talk.text
    buttons = [choice.action for one in talk.said for row in one.rows for choice in row]
    assert not [one for one in buttons if isinstance(one, SendReply)]


def test_an_emergency_in_a_reply_comes_first(talk: Talk):
    talk.send(AnnouncementReplied(ABOUT, "tolong rumah kebakaran"))
    assert "113" in talk.text


def test_a_reply_with_a_photo_takes_it_along(talk: Talk):
    talk.send(AnnouncementReplied(ABOUT, "", 9))
    talk.press("Kirim ke petugas")
    assert (filed(talk)[0].photos, filed(talk)[0].words) == ((9,), None)


def test_groups_are_told_where_to_write(talk: Talk):
    talk.group = True
    for event in (
        Chosen(AnswerAnnouncement(1)),
        AnnouncementReplied(ABOUT, "kok tutup"),
        Chosen(SendReply("x", 1, "kok tutup")),
    ):
        talk.send(event)
        assert "obrolan pribadi" in talk.text
        assert not filed(talk)


def test_what_was_taken_back_is_said_to_be(talk: Talk):
    for action in (PressAnnouncement(2, 0), AnswerAnnouncement(2), ReadNews(2)):
        talk.send(Chosen(action))
        assert "sudah ditarik" in talk.text
    talk.send(Chosen(SendReply("x", 2, "halo")))
    assert "sudah ditarik" in talk.text


def test_the_latest_are_listed_and_read_whole(talk: Talk):
    assert "1. Pajak: Loket pajak tutup besok." in talk.command("pengumuman")
    talk.press("1. Loket pajak")
    assert "Buka lagi Senin." in talk.text
    assert "LATIHAN" not in talk.text
    assert talk.button("Balas ke petugas") == AnswerAnnouncement(1)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("**Loket** tutup", "Loket tutup"),
        ("\n\n[Unduh](https://a.go.id) *sekarang*\nlalu", "Unduh sekarang"),
        ("snake_case 2 * 3", "snake_case 2  3"),
        ("", ""),
        ("kata " * 40, None),
        ("x" * 300, None),
    ],
)
def test_titles_are_short_and_bare(text: str, title: str | None):
    found = title_of(Plan("pajak", (("id", text),)))
    assert len(found) <= LONGEST_TITLE
    assert title is None or found == title


def test_a_reply_without_a_service_has_a_general_one():
    bare = replace(ANNOUNCED, plan=replace(ANNOUNCED.plan, buttons=()))
    report = reply_report(bare, "halo")
    assert report.service == GENERAL_SERVICE
    assert report.announcement == Announced(1, "Loket pajak tutup besok.")
