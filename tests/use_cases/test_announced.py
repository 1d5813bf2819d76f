"""What residents do with announcements, over real storage: both databases, whole turns."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from bot.civic.announcements.life import AnnouncementStatus
from bot.civic.announcements.plan import AttachedFile, Follow, LinkButton, Mends, ServiceButton
from bot.civic.announcements.progress import RunKind, RunStatus
from bot.civic.statistics.figures import Filters
from bot.dialogue.events import ButtonPressed, CommandSent, PhotoSent
from bot.storage.codec import INBOUND
from bot.storage.tables import conversation
from bot.use_cases.documents import Document
from bot.use_cases.indicator_ports import Span
from bot.use_cases.read_statistics import ReadStatistics
from tests.use_cases.announcing import PLAN, approved, press, reply, sent, subscribed
from tests.use_cases.rig import Rig, text_of
from tests.use_cases.staff import ADMIN, OFFICER
from tests.use_cases.test_photos import picture

ZONE = ZoneInfo("Asia/Jakarta")

WITH_BUTTONS = replace(
    PLAN,
    buttons=(
        LinkButton("Peta", "https://pajak.contoh.go.id/peta"),
        ServiceButton("Syarat KTP", "ktp-el-hilang"),
    ),
)


def touched(rig: Rig) -> list[tuple[int, bool]]:
    rows = rig.rows("SELECT pressed, opted_out FROM delivery ORDER BY id")
    return [(row["pressed"], bool(row["opted_out"])) for row in rows]


@pytest.fixture
def announced(office: Rig):
    subscribed(office, "1")
    approved(office, WITH_BUTTONS)
    (one,) = sent(office)
    return one


def test_buttons_are_counted_once_a_person(office: Rig, announced):
    assert "situs <b>pajak.contoh.go.id</b>" in text_of(press(office, announced, "Peta", "1"))
    press(office, announced, "Peta", "1")
    assert touched(office) == [(1, False)]
    assert "KTP" in text_of(press(office, announced, "Syarat KTP", "1"))
    assert touched(office) == [(3, False)]


@pytest.mark.parametrize("token", ["p1", "p2", "p999", "p", "px", "p1111111111111"])
@pytest.mark.parametrize("choice", ["0.0", "9.9", "", "1.0"])
def test_nobody_acts_on_what_they_did_not_get(office: Rig, announced, token, choice):
    approved(office, replace(WITH_BUTTONS, topic="bencana"))
    office.command("start", address="2")
    shown = office.send(ButtonPressed(token, choice), "2")
    assert "tidak berlaku" in text_of(shown)
    assert touched(office) == [(0, False)]


def test_a_button_that_is_not_there_is_stale(office: Rig, announced):
    assert "tidak berlaku" in text_of(office.send(ButtonPressed(announced.token, "9.9"), "1"))


def test_what_was_rewritten_but_not_approved_has_no_buttons(office: Rig, announced):
    with office.database.transaction() as work:
        one = work.announcements.read(1)
        evil = replace(one.plan, buttons=(LinkButton("Peta", "https://jahat.example.com"),))
        assert work.announcements.save(replace(one, plan=evil, status=AnnouncementStatus.DRAF))
    shown = press(office, announced, "Peta", "1")
    assert "jahat" not in text_of(shown)
    assert "tidak berlaku" in text_of(shown)


def test_stopping_a_topic_from_under_a_message(office: Rig, announced):
    shown = press(office, announced, "Berhenti kabar Pajak", "1")
    assert "berhenti" in text_of(shown)
    assert touched(office) == [(0, True)]
    assert office.rows("SELECT * FROM subscription") == []
    office.press(shown, "Tidak jadi", "1")
    assert touched(office) == [(0, False)]
    assert len(office.rows("SELECT * FROM subscription")) == 1


def number_of(rig: Rig) -> str:
    return rig.rows("SELECT number FROM report ORDER BY id DESC LIMIT 1")[0]["number"]


def test_words_reach_the_agency_that_announced(office: Rig, announced):
    press(office, announced, "Balas ke petugas", "1")
    shown = office.say("Loket di kelurahan juga tutup?", "1")
    assert "Nomor tiket" in text_of(shown)
    number = number_of(office)
    assert number in text_of(shown)
    assert number in text_of(office.news_for(OFFICER))
    case = text_of(office.command("kasus", number, OFFICER))
    assert "Tentang pengumuman 1: “Loket pajak tutup besok.”" in case
    assert "Loket di kelurahan juga tutup?" in case
    assert "Keparahan" not in case
    assert "Tentang pengumuman 1" in text_of(office.command("tiket", number, "1"))
    assert "balasan pengumuman" in text_of(office.command("kasus", "", OFFICER))


def test_an_announcement_of_the_whole_city_is_answered_by_admins(office: Rig):
    subscribed(office, "1")
    approved(office, agency=None)
    (one,) = sent(office)
    press(office, one, "Balas ke petugas", "1")
    office.say("Kapan buka lagi?", "1")
    assert number_of(office) not in text_of(office.news_for(OFFICER))
    assert number_of(office) in text_of(office.news_for(ADMIN))
    case = text_of(office.command("kasus", number_of(office), ADMIN))
    assert "Layanan:" not in case


def test_the_chats_own_reply_is_filed_after_one_tap_and_once(office: Rig, announced):
    offer = reply(office, announced, "kok mendadak tutupnya pak", "1")
    assert office.rows("SELECT * FROM report") == []
    shown = office.press(offer, "Kirim ke petugas", "1")
    again = office.press(offer, "Kirim ke petugas", "1")
    assert len(office.rows("SELECT * FROM report")) == 1
    assert number_of(office) in text_of(shown)
    assert number_of(office) in text_of(again)
    assert text_of(office.news_for(OFFICER)).count("Laporan baru") == 1


def test_a_reply_about_the_service_is_answered(office: Rig, announced):
    shown = reply(office, announced, "biayanya berapa", "1")
    assert "gratis" in text_of(shown).lower()
    assert "sampai ke petugas juga" in text_of(shown)


def test_a_reply_with_a_picture(office: Rig, announced):
    office.photos.pictures["f1"] = picture()
    offer = reply(office, announced, PhotoSent("f1", "antre sampai luar"), "1")
    office.press(offer, "Kirim ke petugas", "1")
    case = office.command("kasus", number_of(office), OFFICER)
    assert "antre sampai luar" in text_of(case)
    assert any(one.rendered.photo for one in case)


def test_a_reply_to_somebody_elses_message_is_an_ordinary_message(office: Rig, announced):
    office.command("start", address="2")
    assert "Kirim ke petugas" not in text_of(reply(office, announced, "kok tutup pak", "2"))
    assert office.rows("SELECT * FROM report") == []


def test_stored_events_of_before_are_read_without_a_reply():
    event = '{"kind":"text","text":"halo","masked":false}'
    old = f'{{"channel":"telegram","update":"1","address":"1","person":"1","event":{event}}}'
    assert INBOUND.validate_json(old).reply_to is None


def test_a_settled_reply_is_no_occasion_for_a_survey(office: Rig, announced):
    press(office, announced, "Balas ke petugas", "1")
    office.say("Kapan buka lagi?", "1")
    number = number_of(office)
    for label, words in (("Verifikasi", ""), ("Proses", ""), ("Selesai", "Buka Senin.")):
        shown = office.press(office.command("kasus", number, OFFICER), label, OFFICER)
        if words:
            shown = office.say(words, OFFICER)
    told = office.news_for("1")
    assert "Buka Senin." in text_of(told)
    shown = office.press(told, "Sudah beres", "1")
    labels = [choice.label for one in shown for row in one.rendered.rows for choice in row]
    assert labels
    assert not [one for one in labels if "survei" in one.lower()]


def counted(rig: Rig) -> dict[str, int]:
    """Everything that counts reports, as numbers."""
    today, since, until = rig.now.date(), rig.now - timedelta(days=1), rig.now + timedelta(days=1)
    figures = ReadStatistics(rig.database, rig.own_world, rig.clock)(Filters(today, today)).now
    span = Span(today, today + timedelta(days=60), since, until, until, ZONE)
    with rig.database.transaction() as work:
        raw = work.indicator.raw(span, lambda _: "disdukcapil")
        return {
            "statistics": figures.reports,
            "friction": len(raw.frictions),
            "cases": len(raw.cases),
            "voices": len(work.spikes.voices(since)),
            "tallies": sum(work.spikes.tallies(since, until).values()),
            "spikes": int(work.spikes.first_report_at() is not None),
            "open data": int(work.open_months.oldest(ZONE) is not None),
            "published": len(work.open_months.reported(today, today, ZONE)),
            "needs": sum(work.closures.tags(since, until).values()),
        }


def test_replies_are_counted_nowhere(office: Rig, announced):
    press(office, announced, "Balas ke petugas", "1")
    office.say("Kapan buka lagi?", "1")
    closed = "UPDATE report SET identity = 'terbuka', status = 'selesai', tag = 'anggaran'"
    with office.database.engine.begin() as connection:
        connection.exec_driver_sql(closed)
    assert set(counted(office).values()) == {0}
    with office.database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE report SET announcement_id = NULL")
    assert set(counted(office).values()) == {1}


def test_the_latest_for_everybody(office: Rig):
    empty = office.command("pengumuman", address="7")
    assert "Belum ada pengumuman" in text_of(empty)
    subscribed(office, "1")
    approved(office, replace(PLAN, texts=(("id", "Seluruh kota."),)))
    approved(office, replace(PLAN, texts=(("id", "Untuk Melati."),), areas=("99.01.02.1001",)))
    approved(office, replace(PLAN, texts=(("id", "Latihan saja."),), training=True))
    approved(
        office,
        replace(PLAN, texts=(("id", "Sudah lewat."),), expires_at=office.now + timedelta(hours=1)),
    )
    sent(office)
    sent(office)
    office.later(hours=2)
    assert "1. Pajak: Untuk Melati." in text_of(office.command("pengumuman", address="7"))
    approved(office, replace(PLAN, texts=(("id", "Paling baru."),)))
    sent(office)
    shown = text_of(office.command("pengumuman", address="7"))
    assert "1. Pajak: Paling baru." in shown
    assert "Latihan saja" not in shown
    assert "Sudah lewat" not in shown
    office.press(
        office.press(
            office.press(office.command("langganan", address="7"), "Ubah wilayah", "7"),
            "Selatan",
            "7",
        ),
        "Melati",
        "7",
    )
    listed = office.command("pengumuman", address="7")
    assert "1. Pajak: Untuk Melati." in text_of(listed)
    whole = office.press(listed, "Untuk Melati", "7")
    assert "Untuk Melati." in text_of(whole)
    office.press(whole, "Balas ke petugas", "7")
    assert "Nomor tiket" in text_of(office.say("Terima kasih infonya, besok buka?", "7"))
    office.later(days=31)
    assert "Belum ada pengumuman" in text_of(office.command("pengumuman", address="7"))


@pytest.mark.parametrize("recalled", ["the correction", "what it corrects"])
def test_a_correction_stands_for_what_it_corrects_until_taken_back(office: Rig, recalled: str):
    subscribed(office, "1")
    first = approved(office)
    sent(office)
    listed = office.command("pengumuman", address="7")
    mend = replace(PLAN, texts=(("id", "Loket tetap buka."),), mends=Mends(first.id, Follow.UBAH))
    fixed = approved(office, mend)
    (edit,) = sent(office)
    assert edit.edits_message
    shown = text_of(office.command("pengumuman", address="7"))
    assert "Loket tetap buka." in shown
    assert "tutup besok" not in shown
    assert "Loket tetap buka." in text_of(office.press(listed, "Loket pajak tutup", "7"))
    with office.database.transaction() as work:
        number = fixed.id if recalled == "the correction" else first.id
        one = work.announcements.read(number)
        gone = replace(one, status=AnnouncementStatus.DITARIK)
        assert work.announcements.save(gone)
        work.runs.start(gone, RunKind.TARIK, "", office.now)
    sent(office)
    assert "Belum ada pengumuman" in text_of(office.command("pengumuman", address="7"))
    old = text_of(office.press(listed, "Loket pajak tutup", "7"))
    assert "sudah ditarik" in old
    assert "Loket tetap buka." not in old


@pytest.mark.parametrize(
    ("hows", "left"),
    [
        ((Follow.UBAH, Follow.UBAH), False),
        ((Follow.KIRIM,), True),
        ((Follow.KIRIM, Follow.UBAH), True),
        ((Follow.UBAH, Follow.KIRIM), True),
    ],
)
def test_who_takes_a_message_back_takes_back_what_stands_in_its_place(
    office: Rig, hows: tuple[Follow, ...], left: bool
):
    """A second message stays where it is, and so does what was written in its place."""
    subscribed(office, "1")
    first = latest = approved(office)
    sent(office)
    listed = office.command("pengumuman", address="7")
    for number, how in enumerate(hows):
        texts = (("id", f"Perbaikan {number}."),)
        latest = approved(office, replace(PLAN, texts=texts, mends=Mends(latest.id, how)))
        sent(office)
    with office.database.transaction() as work:
        one = work.announcements.read(first.id)
        assert work.announcements.save(replace(one, status=AnnouncementStatus.DITARIK))
    said = f"Perbaikan {len(hows) - 1}."
    assert (said in text_of(office.command("pengumuman", address="7"))) is left
    assert (said in text_of(office.press(listed, "Loket pajak tutup", "7"))) is left


def in_group(rig: Rig, event, person: str):
    rig.receive([replace(rig.event(event, "-5"), person=person, group=True)])
    while rig.converse():
        pass
    return [one for one in rig.deliver_all() if one.address == "-5"]


def test_a_group_is_subscribed_once_whoever_presses(office: Rig):
    shown = in_group(office, CommandSent("langganan"), "11")
    assert "Langganan kabar grup ini" in text_of(shown)
    begun = in_group(office, ButtonPressed(*office.button(shown, "Pajak")), "12")
    assert "satu kali untuk semua" in text_of(begun)
    mine = in_group(office, CommandSent("langganan"), "13")
    assert "✅ Pajak" in [c.label for row in mine[-1].rendered.rows for c in row]
    in_group(office, ButtonPressed(*office.button(mine, "Bencana")), "13")
    assert {row["conversation_id"] for row in office.rows("SELECT * FROM subscription")} == {
        office.rows("SELECT min(id) AS id FROM conversation WHERE address = '-5'")[0]["id"]
    }
    office.now = office.now.replace(hour=5)
    approved(office)
    deliveries = sent(office)
    assert [one.address for one in deliveries] == ["-5"]
    stopped = in_group(office, ButtonPressed(*office.button(deliveries, "Berhenti kabar")), "14")
    assert "berhenti" in text_of(stopped)
    assert len(office.rows("SELECT * FROM subscription")) == 1
    assert "obrolan pribadi" in text_of(
        in_group(office, ButtonPressed(*office.button(deliveries, "Balas")), "14")
    )


def test_a_group_that_took_the_bot_back_is_reached_whoever_writes(office: Rig):
    shown = in_group(office, CommandSent("langganan"), "11")
    in_group(office, CommandSent("start"), "12")
    in_group(office, ButtonPressed(*office.button(shown, "Pajak")), "11")
    with office.database.engine.begin() as connection:
        blocked = sa.update(conversation).where(conversation.c.address == "-5")
        connection.execute(blocked.values(blocked_at=office.now))
    in_group(office, CommandSent("start"), "12")
    approved(office)
    office.now = office.now.replace(hour=5)
    assert [one.address for one in sent(office)] == ["-5"]


def test_own_data_tell_what_arrived_and_erasing_leaves_the_sums(office: Rig, announced):
    press(office, announced, "Peta", "1")
    (shown,) = office.command("dataku", address="1")
    (mine,) = json.loads(shown.rendered.attachment[2])["pengumuman"]
    assert (mine["nomor"], mine["keadaan"], mine["tombol_ditekan"]) == (1, "sent", True)
    office.press(office.command("hapus", address="1"), "Ya, hapus", "1")
    (row,) = office.rows("SELECT conversation_id, message, state, pressed FROM delivery")
    assert row == {"conversation_id": None, "message": None, "state": "sent", "pressed": 1}
    with office.database.transaction() as work:
        report = work.runs.report(1)
        assert (report.total, report.pressed) == (1, {0: 1})


def test_who_got_what_is_forgotten_after_thirty_days(office: Rig, announced):
    press(office, announced, "Peta", "1")
    office.later(days=29)
    office.retain()
    assert office.rows("SELECT id FROM delivery WHERE conversation_id IS NOT NULL")
    office.later(days=2)
    office.retain()
    office.retain()
    assert not office.rows("SELECT id FROM delivery WHERE conversation_id IS NOT NULL")
    with office.database.transaction() as work:
        report = work.runs.report(1)
        assert (report.total, report.pressed, report.audience) == (1, {0: 1}, 1)
        assert work.received.let_go(office.now, 10) == 0
    assert "tidak berlaku" in text_of(press(office, announced, "Peta", "1"))


def test_letting_go_goes_in_steps(office: Rig):
    for address in ("1", "2", "3"):
        subscribed(office, address)
    approved(office)
    sent(office)
    office.later(days=31)
    with office.database.transaction() as work:
        assert [work.received.let_go(office.now, 2) for _ in range(3)] == [2, 1, 0]


def test_files_stay_while_an_announcement_needs_them(office: Rig):
    subscribed(office, "1")
    with office.database.transaction() as work:
        owner = work.photos.conversation_of("telegram", OFFICER)
        photo = work.photos.add(owner, b"jpeg", office.now)
        loose = work.photos.add(owner, b"jpeg", office.now)
        file = work.documents.add(Document("a.pdf", "application/pdf", b"%PDF"), owner, office.now)
    plan = replace(PLAN, photo=photo, file=AttachedFile(file, "a.pdf"))
    plan = replace(plan, start_at=office.now + timedelta(days=3))
    with office.database.transaction() as work:
        draft = work.announcements.add(plan, f"telegram:{OFFICER}", "disdukcapil", office.now)
    office.later(days=2)
    office.retain()
    office.press(office.command("hapus", address=OFFICER), "Ya, hapus", OFFICER)
    with office.database.transaction() as work:
        assert work.photos.get(photo) == b"jpeg"
        assert work.photos.get(loose) is None
        assert work.documents.get(file) is not None
        assert work.announcements.save(replace(draft, status=AnnouncementStatus.DIBATALKAN))
    office.retain()
    with office.database.transaction() as work:
        assert work.photos.get(photo) is None
        assert work.documents.get(file) is None


def test_nobody_waits_for_news_at_a_terminal(office: Rig):
    subscribed(office, "1")
    with office.database.engine.begin() as connection:
        there = sa.update(conversation).where(conversation.c.address == "1")
        connection.execute(there.values(channel="console"))
    approved(office)
    assert sent(office) == []
    with office.database.transaction() as work:
        report = work.runs.report(1)
        assert (report.status, report.total) == (RunStatus.SELESAI, 1)
        assert report.reasons == {"no sender": 1}


@pytest.mark.parametrize("label", ["Peta", "Balas ke petugas"])
def test_buttons_that_were_kept_show_nothing_unapproved(office: Rig, announced, label):
    """Those of `/pengumuman` and of the page are kept with their message."""
    office.command("start", address="7")
    whole = office.press(office.command("pengumuman", address="7"), "1. Loket", "7")
    with office.database.transaction() as work:
        one = work.announcements.read(1)
        evil = replace(
            one.plan,
            texts=(("id", "Judul jahat"),),
            buttons=(LinkButton("Peta", "https://jahat.example.com"),),
        )
        assert work.announcements.save(replace(one, plan=evil, status=AnnouncementStatus.DRAF))
    shown = text_of(office.press(whole, label, "7"))
    assert "jahat" not in shown
    assert "tidak berlaku lagi" in shown
