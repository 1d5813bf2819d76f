"""Announcements as officers write them in the chat: files, pictures, formatting, languages."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from bot.civic.announcements.checks import LONGEST_CAPTION, LONGEST_TEXT
from bot.civic.announcements.life import Announcement
from bot.civic.announcements.plan import Follow, Mends, Plan
from bot.civic.city import Bahasa
from bot.dialogue.announcement_effects import ApproveAnnouncement, FindAnnouncement
from bot.dialogue.events import PhotoSent, TextSent
from bot.dialogue.file_events import FileRejected, FileSent
from bot.dialogue.topics.announcement_message import announcement_message, previews
from bot.use_cases.receive import masked_event
from bot.wording.catalogue import text
from tests.dialogue.talk import CITY, START
from tests.use_cases.announcements import WORDING, broadcast, done, subscribe
from tests.use_cases.rig import NoPhotos, Rig, text_of
from tests.use_cases.staff import HEAD, OFFICER
from tests.use_cases.test_photos import picture


@dataclass
class Asked(NoPhotos):
    """Remembers what was fetched."""

    fetched: list[str] = field(default_factory=list)

    def fetch(self, channel: str, reference: str) -> bytes | None:
        self.fetched.append(reference)
        return super().fetch(channel, reference)


@pytest.fixture
def city(office: Rig) -> Rig:
    subscribe(office, range(1, 3))
    office.photos = Asked(
        {"pdf": b"%PDF-1.7", "foto": picture(), "aplikasi": b"PK bukan dokumen", "kosong": b""}
    )
    office.news.clear()
    return office


def writing(rig: Rig):
    """An officer who was asked for the text."""
    shown = rig.press(rig.command("umumkan", address=OFFICER), "Tulis baru", OFFICER)
    shown = rig.press(shown, "Pajak", OFFICER)
    return rig.press(shown, "Lanjut", OFFICER)


def plan_of(rig: Rig) -> Announcement:
    return done(rig, OFFICER, FindAnnouncement(1)).announcement


def approved(rig: Rig, shown) -> None:
    rig.press(shown, "Minta persetujuan", OFFICER)
    one = plan_of(rig)
    done(rig, HEAD, ApproveAnnouncement(one.id, one.revision))


def test_a_file_with_the_text_as_its_caption_reaches_everybody(city: Rig):
    writing(city)
    sent = FileSent("pdf", "Jadwal pajak.pdf", "Jadwal pajak")
    shown = city.send(sent, OFFICER)
    assert "📎 Berkas: Jadwal pajak.pdf" in text_of(shown)
    approved(city, shown)
    city.later(days=2)
    city.retain()
    sent = broadcast(city)
    assert len(sent) == 2
    assert {one.document.content for one in sent} == {b"%PDF-1.7"}
    assert {one.document.mime for one in sent} == {"application/pdf"}


def test_a_picture_stays_as_long_as_it_is_needed(city: Rig):
    writing(city)
    caption = PhotoSent("foto", "Loket baru", marked="**Loket** baru")
    shown = city.send(caption, OFFICER)
    assert "🖼 Foto: ada" in text_of(shown)
    assert plan_of(city).plan.text("id") == "**Loket** baru"
    approved(city, shown)
    with city.database.transaction() as work:
        me = work.photos.conversation_of(city.channel, OFFICER)
        work.people.erase(me, city.now)
    city.later(days=2)
    city.retain()
    sent = broadcast(city)
    assert [one.picture is not None for one in sent] == [True, True]
    assert all("<b>Loket</b> baru" in one.rendered.text for one in sent)


def test_pictures_of_nothing_go(city: Rig):
    shown = writing(city)
    city.send(PhotoSent("foto"), OFFICER)
    shown = city.press(city.command("umumkan", address=OFFICER), "No. 1", OFFICER)
    shown = city.press(shown, "Buang", OFFICER)
    city.press(shown, "Ya, buang", OFFICER)
    city.later(days=2)
    city.retain()
    assert city.rows("SELECT id FROM photo") == []


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (FileSent("aplikasi", "jadwal.pdf"), "file.other-kind"),
        (FileSent("kosong", "a.pdf"), "file.empty"),
        (FileRejected("too-large", "Jadwal"), "file.too-large"),
        (FileSent("hilang", "a.pdf"), "file.unavailable"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_and_the_form_goes_on(city: Rig, sent, said):
    writing(city)
    shown = text_of(city.send(sent, OFFICER))
    assert text(said, "id") in shown
    assert "masih menunggu naskahnya" in shown
    assert plan_of(city).plan.file is None
    assert "Loket" in plan_after(city, "Loket tutup")


def plan_after(rig: Rig, words: str) -> str:
    rig.say(words, OFFICER)
    return plan_of(rig).plan.text("id")


def test_nobody_elses_files_are_fetched(city: Rig):
    for who in ("1", OFFICER):
        shown = text_of(city.send(FileSent("pdf", "a.pdf"), who))
        assert "belum bisa membaca dokumen" in shown
    assert city.photos.fetched == []
    assert city.rows("SELECT id FROM document") == []


def test_somebody_dismissed_while_writing_changes_nothing(city: Rig):
    writing(city)
    with city.database.transaction() as work:
        work.staff.revoke(city.channel, OFFICER, "test", city.now)
    assert "untuk petugas" in text_of(city.say("Loket tutup", OFFICER))
    city.send(FileSent("pdf", "a.pdf"), OFFICER)
    assert city.photos.fetched == []
    (row,) = city.rows("SELECT plan FROM announcement")
    assert "Loket" not in row["plan"]


def test_personal_numbers_are_taken_out_of_the_formatted_text_too():
    plain = TextSent("Telepon 0812 3456 7890 ya", marked="Telepon 0812 **3456** 7890 ya")
    assert masked_event(plain) == TextSent("Telepon [PHONE] ya", masked=True)
    link = TextSent("di sini", marked="[di sini](https://wa.me/6281234567890)")
    masked = masked_event(link)
    assert masked.masked
    assert "81234567890" not in masked.marked
    fine = TextSent("tebal", marked="**tebal**")
    assert masked_event(fine) == fine
    photo = masked_event(PhotoSent("r", "NIK 3604012305900001", marked="**NIK** 3604012305900001"))
    assert (photo.masked, photo.marked) == (True, None)
    named = masked_event(FileSent("r", "KTP 3604012305900001.pdf"))
    assert "3604012305900001" not in named.name


def test_whoever_writes_a_warning_is_in_no_emergency(city: Rig):
    writing(city)
    shown = text_of(city.say("rumah kebakaran di pasar, tolong jauhi", OFFICER))
    assert "Pengumuman no. 1" in shown
    assert "113" in text_of(city.say("rumah saya kebakaran tolong", OFFICER))


def test_what_is_typed_hours_later_is_no_text_of_it(city: Rig):
    writing(city)
    city.later(hours=1)
    city.retain()
    city.say("Loket tutup", OFFICER)
    assert plan_of(city).plan.text("id") == "Loket tutup"
    shown = city.press(city.command("umumkan", address=OFFICER), "No. 1", OFFICER)
    city.press(shown, "Naskah", OFFICER)
    city.later(hours=3)
    city.retain()
    assert "KTP" in text_of(city.say("cara bikin KTP", OFFICER))
    assert plan_of(city).plan.text("id") == "Loket tutup"


def test_an_old_panel_changes_nothing(city: Rig):
    shown = writing(city)
    panel = city.say("Loket tutup", OFFICER)
    city.press(panel, "Jadikan latihan", OFFICER)
    again = text_of(city.press(panel, "Minta persetujuan", OFFICER))
    assert "berubah sejak Anda melihatnya" in again
    assert "Latihan: hanya petugas" in again
    assert shown


def test_each_resident_in_their_language(city: Rig, monkeypatch):
    own = replace(CITY, bahasa=(Bahasa("jv", "Jawa"),))
    monkeypatch.setattr(Rig, "world", lambda rig, *rest: replace(_world(rig, *rest), city=own))
    city.press(city.command("bahasa", address="2"), "Jawa", "2")
    shown = writing(city)
    shown = city.say("Loket tutup", OFFICER)
    shown = city.press(shown, "Bahasa lain", OFFICER)
    shown = city.press(shown, "Jawa", OFFICER)
    shown = city.say("Lokete tutup", OFFICER)
    assert "Bahasa Indonesia, Jawa" in text_of(shown)
    approved(city, shown)
    texts = {one.address: one.rendered.text for one in broadcast(city)}
    assert "Loket tutup" in texts["1"]
    assert "Lokete tutup" in texts["2"]


_world = Rig.world


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("picture_", [None, 1])
@pytest.mark.parametrize("changes", [{}, {"training": True}, {"mends": Mends(1, Follow.KIRIM)}])
def test_the_longest_text_fits_one_message(language: str, picture_, changes):
    longest = LONGEST_TEXT if picture_ is None else LONGEST_CAPTION
    limit = 4096 if picture_ is None else 1024
    city = replace(CITY, kabar=(replace(CITY.kabar[0], nama="x" * 40),))
    text = "\n".join(["y" * 79] * (longest // 80)).ljust(longest, "z")
    plan = Plan("bencana", (("id", text),), photo=picture_, **changes)
    one = Announcement(1, plan, "telegram:1", None, START)
    pages = WORDING.render(announcement_message(one, language, city), language, "telegram")
    assert len(pages) == 1
    assert WORDING.length(text) == longest
    assert len(pages[0].text.replace("<b>", "").replace("</b>", "")) <= limit


def test_a_preview_is_what_residents_get_but_for_its_buttons():
    plan = Plan("pajak", (("id", "Tutup"), ("en", "Closed")))
    one = Announcement(1, plan, "telegram:1", None, START)
    for shown, language in zip(previews(one, CITY), ("id", "en"), strict=True):
        real = announcement_message(one, language, CITY)
        (page,) = WORDING.render(shown, "id", "telegram")
        (same,) = WORDING.render(real, language, "telegram")
        assert page.text == same.text
        labels = [[button.label for button in row] for row in page.rows]
        assert labels == [[button.label for button in row] for row in same.rows]
