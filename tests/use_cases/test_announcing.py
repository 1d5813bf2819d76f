"""From a draft to the report, and every way in which nothing is sent."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest

from bot.civic.announcements.edits import Train, WriteText
from bot.civic.announcements.life import APPROVAL_LASTS, AnnouncementStatus
from bot.civic.announcements.plan import Plan, Repeat, Rhythm
from bot.civic.announcements.progress import DeliveryState
from bot.civic.statistics.table import FileKind
from bot.dialogue.announcement_effects import (
    AnnouncementExported,
    AnnouncementRefused,
    AnnouncementShown,
    AnnouncementsListed,
    ApproveAnnouncement,
    ChangeAnnouncement,
    EditAnnouncement,
    ExportAnnouncement,
    FindAnnouncement,
    ListAnnouncements,
    NewAnnouncement,
    ReviewWarning,
    SendBackAnnouncement,
    SteerAnnouncement,
    SubmitAnnouncement,
    WarnAtOnce,
)
from bot.dialogue.staff_effects import RevokeRole
from tests.use_cases.announcements import (
    PLAN,
    act,
    broadcast,
    desk_of,
    done,
    draft,
    refused,
    subscribe,
    tick,
)
from tests.use_cases.rig import Rig, text_of
from tests.use_cases.staff import ADMIN, HEAD, OFFICER, OTHER, SEKDA

S = AnnouncementStatus


@pytest.fixture
def city(office: Rig) -> Rig:
    subscribe(office, range(1, 4))
    office.news.clear()
    return office


def submitted(rig: Rig, who: str = OFFICER, plan: Plan = PLAN):
    one = draft(rig, who, plan).announcement
    return done(rig, who, SubmitAnnouncement(one.id, one.revision)).announcement


def approved(rig: Rig, plan: Plan = PLAN, by: str = HEAD):
    one = submitted(rig, plan=plan)
    return done(rig, by, ApproveAnnouncement(one.id, one.revision)).announcement


def found(rig: Rig, number: int, who: str = ADMIN):
    return done(rig, who, FindAnnouncement(number))


def test_the_whole_way(city: Rig):
    empty = draft(city, OFFICER, Plan("pajak"))
    assert [str(fault) for fault in empty.faults] == ["empty"]
    one = empty.announcement
    assert refused(city, OFFICER, SubmitAnnouncement(one.id, one.revision)) == "faulty"
    edit = EditAnnouncement(one.id, one.revision, (WriteText("id", "Loket tutup."),))
    shown = done(city, OFFICER, edit)
    assert (shown.faults, shown.audience) == ((), 3)
    one = shown.announcement
    asked = done(city, OFFICER, SubmitAnnouncement(one.id, one.revision))
    assert asked.told == 3
    for who in (HEAD, SEKDA, ADMIN):
        said = text_of(city.news_for(who))
        assert "Loket tutup." in said
        assert f"no. {one.id} menunggu persetujuan Anda" in said
    assert not city.news_for(OTHER)
    one = asked.announcement
    back = done(city, HEAD, SendBackAnnouncement(one.id, one.revision, "Sebut harinya."))
    assert "Sebut harinya." in text_of(city.news_for(OFFICER))
    one = back.announcement
    assert (one.status, one.note) == (S.DRAF, "Sebut harinya.")
    edit = EditAnnouncement(one.id, one.revision, (WriteText("id", "Loket tutup Jumat."),))
    one = done(city, OFFICER, edit).announcement
    one = done(city, OFFICER, SubmitAnnouncement(one.id, one.revision)).announcement
    assert one.note is None
    done(city, HEAD, ApproveAnnouncement(one.id, one.revision))
    told = text_of(city.news_for(OFFICER))
    assert "disetujui" in told
    assert "dalam beberapa detik" in told
    sent = broadcast(city)
    assert sorted(each.address for each in sent) == ["1", "2", "3"]
    assert all("Loket tutup Jumat." in each.rendered.text for each in sent)
    assert found(city, one.id).announcement.status is S.SELESAI
    assert "sampai ke 3 dari 3 orang" in text_of(city.news_for(OFFICER))
    acts = {row["action"] for row in city.rows("SELECT action FROM audit")}
    assert acts >= {
        "new",
        "EditAnnouncement",
        "SubmitAnnouncement",
        "SendBackAnnouncement",
        "ApproveAnnouncement",
        "start",
    }


def test_nobody_approves_their_own(city: Rig):
    one = submitted(city, HEAD)
    assert refused(city, HEAD, ApproveAnnouncement(one.id, one.revision)) == "own"
    assert refused(city, HEAD, SendBackAnnouncement(one.id, one.revision, "x")) == "own"
    assert refused(city, OFFICER, ApproveAnnouncement(one.id, one.revision)) == "not_yours"
    assert refused(city, OTHER, ApproveAnnouncement(one.id, one.revision)) == "unknown"
    assert refused(city, "1", ApproveAnnouncement(one.id, one.revision)) == "not_yours"
    assert broadcast(city, 2) == []


def test_whoever_changed_it_last_does_not_approve_it(city: Rig):
    one = draft(city, OFFICER).announcement
    edit = EditAnnouncement(one.id, one.revision, (WriteText("id", "Dari kepala."),))
    one = done(city, HEAD, edit).announcement
    one = done(city, OFFICER, SubmitAnnouncement(one.id, one.revision)).announcement
    assert refused(city, HEAD, ApproveAnnouncement(one.id, one.revision)) == "own"
    done(city, SEKDA, ApproveAnnouncement(one.id, one.revision))


def test_an_edit_ends_the_approval(city: Rig):
    one = approved(city, replace(PLAN, start_at=city.now + timedelta(hours=1)))
    edit = EditAnnouncement(one.id, one.revision, (WriteText("id", "Lain sama sekali."),))
    after = done(city, OFFICER, edit).announcement
    assert (after.status, after.approver, after.next_start) == (S.DRAF, None, None)
    city.later(hours=2)
    assert broadcast(city, 2) == []


def test_of_two_at_once_the_second_is_told(city: Rig):
    one = submitted(city)
    edit = EditAnnouncement(one.id, one.revision, (WriteText("id", "Diam-diam diganti."),))
    done(city, OFFICER, edit)
    assert refused(city, HEAD, ApproveAnnouncement(one.id, one.revision)) == "changed"
    two = submitted(city)
    done(city, HEAD, ApproveAnnouncement(two.id, two.revision))
    change = ChangeAnnouncement(two.id, two.revision, replace(PLAN, areas=("99.01.01",)))
    assert refused(city, OFFICER, change) == "changed"
    assert found(city, two.id).announcement.status is S.DISETUJUI


def test_approving_and_editing_in_the_same_moment_one_of_them_is_told(city: Rig):
    for _ in range(4):
        one = submitted(city)
        edit = EditAnnouncement(one.id, one.revision, (WriteText("id", "Diganti."),))
        approve = ApproveAnnouncement(one.id, one.revision)
        start = Barrier(2)

        def at_once(wish, start=start):
            who, effect = wish
            start.wait()
            return act(city, who, effect)

        with ThreadPoolExecutor(2) as threads:
            results = list(threads.map(at_once, [(OFFICER, edit), (HEAD, approve)]))
        lost = [each.reason.value for each in results if isinstance(each, AnnouncementRefused)]
        assert lost == ["changed"]
        after = found(city, one.id).announcement
        edited_first = isinstance(results[0], AnnouncementShown)
        assert after.status is (S.DRAF if edited_first else S.DISETUJUI)
        assert after.plan.text("id") == ("Diganti." if edited_first else PLAN.text("id"))


def test_a_revoked_approver_holds_it_back(city: Rig):
    one = approved(city, replace(PLAN, start_at=city.now + timedelta(hours=1)))
    city.news_for(OFFICER)
    desk_of(city)(("telegram", ADMIN), RevokeRole(HEAD))
    city.later(hours=2)
    assert broadcast(city, 2) == []
    assert found(city, one.id).announcement.status is S.MENUNGGU
    assert "tidak berwenang lagi" in text_of(city.news_for(OFFICER))
    assert "menunggu persetujuan Anda" in text_of(city.news_for(SEKDA))
    assert not found(city, one.id).runs


def test_an_approval_does_not_last_for_ever(city: Rig):
    one = approved(city, replace(PLAN, start_at=city.now + APPROVAL_LASTS + timedelta(days=1)))
    city.later(days=APPROVAL_LASTS.days + 1, minutes=1)
    assert broadcast(city, 2) == []
    assert found(city, one.id).announcement.status is S.MENUNGGU
    assert "lebih dari 30 hari" in text_of(city.news_for(OFFICER))


def test_what_expired_before_its_time_is_not_sent(city: Rig):
    start = city.now + timedelta(hours=1)
    one = approved(city, replace(PLAN, start_at=start, expires_at=start + timedelta(hours=1)))
    city.later(hours=3)
    assert broadcast(city, 2) == []
    assert found(city, one.id).announcement.status is S.KEDALUWARSA
    assert "batas waktunya sudah lewat" in text_of(city.news_for(OFFICER))


def test_a_start_that_passed_while_it_waited_is_not_approved(city: Rig):
    one = submitted(city, plan=replace(PLAN, start_at=city.now + timedelta(minutes=5)))
    city.later(minutes=6)
    assert refused(city, HEAD, ApproveAnnouncement(one.id, one.revision)) == "faulty"
    assert broadcast(city, 2) == []


def test_nobody_to_reach_nothing_to_approve(city: Rig):
    one = draft(city, OFFICER, replace(PLAN, topic="bencana")).announcement
    assert refused(city, OFFICER, SubmitAnnouncement(one.id, one.revision)) == "nobody"


def test_training_reaches_staff_only(city: Rig):
    one = draft(city, OFFICER).announcement
    edit = EditAnnouncement(one.id, one.revision, (Train(on=True),))
    shown = done(city, OFFICER, edit)
    assert shown.audience == 5
    one = shown.announcement
    one = done(city, OFFICER, SubmitAnnouncement(one.id, one.revision)).announcement
    done(city, HEAD, ApproveAnnouncement(one.id, one.revision))
    sent = broadcast(city)
    assert {each.address for each in sent} == {OFFICER, HEAD, SEKDA, ADMIN, OTHER}
    assert all("LATIHAN" in each.rendered.text for each in sent)


def test_a_warning_leaves_at_once_and_is_reviewed_after(city: Rig):
    subscribe(city, range(1, 4), "bencana")
    plan = Plan("bencana", (("id", "Banjir di kali."),), urgent=True)
    one = draft(city, ADMIN, plan).announcement
    assert refused(city, SEKDA, WarnAtOnce(one.id, one.revision)) == "not_yours"
    shown = done(city, ADMIN, WarnAtOnce(one.id, one.revision))
    assert shown.told == 1
    assert "tolong tinjau" in text_of(city.news_for(SEKDA)).lower()
    sent = broadcast(city)
    assert len(sent) == 3
    assert all("PERINGATAN" in each.rendered.text for each in sent)
    listed = act(city, SEKDA, ListAnnouncements("waiting"))
    assert isinstance(listed, AnnouncementsListed)
    assert [each.id for each in listed.announcements] == [one.id]
    assert refused(city, ADMIN, ReviewWarning(one.id)) == "own"
    city.news_for(ADMIN)
    done(city, SEKDA, ReviewWarning(one.id, "Sebut jalannya."))
    assert "Sebut jalannya." in text_of(city.news_for(ADMIN))
    assert not found(city, one.id).announcement.unreviewed
    assert refused(city, SEKDA, ReviewWarning(one.id)) == "status"


def test_what_is_no_warning_does_not_leave_at_once(city: Rig):
    one = draft(city, ADMIN).announcement
    assert refused(city, ADMIN, WarnAtOnce(one.id, one.revision)) == "not_urgent"
    pretended = draft(city, ADMIN, replace(PLAN, urgent=True)).announcement
    assert refused(city, ADMIN, WarnAtOnce(pretended.id, pretended.revision)) == "faulty"
    assert broadcast(city, 2) == []


def test_a_repeated_one_begins_at_a_time_to_come_and_ends_nowhere_else(city: Rig):
    friday = datetime(2026, 12, 25, 1, 0, tzinfo=UTC)
    plan = replace(PLAN, start_at=friday, repeat=Repeat(Rhythm.HARIAN, workdays=True))
    city.now = friday - timedelta(days=1)
    one = approved(city, plan)
    assert one.next_start == friday + timedelta(days=3)
    city.now = friday + timedelta(days=3)
    assert len(broadcast(city)) == 3
    after = found(city, one.id).announcement
    assert (after.status, after.next_start) == (S.DISETUJUI, friday + timedelta(days=4))
    assert "Dikirim lagi" in text_of(city.news_for(OFFICER))


def test_cancelled_by_somebody_else_the_author_hears_of_it(city: Rig):
    one = approved(city)
    tick(city)
    city.news_for(OFFICER)
    shown = done(city, ADMIN, SteerAnnouncement(one.id, "cancel"))
    assert shown.announcement.status is S.DIBATALKAN
    report = shown.runs[0]
    assert report.count(DeliveryState.SKIPPED) == report.total == report.audience == 3
    assert "dibatalkan oleh petugas lain" in text_of(city.news_for(OFFICER))
    assert broadcast(city, 2) == []


def test_an_edited_repeated_one_is_still_taken_back(city: Rig):
    start = city.now + timedelta(hours=1)
    one = approved(city, replace(PLAN, start_at=start, repeat=Repeat(Rhythm.HARIAN)))
    city.now = start
    broadcast(city)
    one = found(city, one.id).announcement
    edit = EditAnnouncement(one.id, one.revision, (WriteText("id", "Lain."),))
    assert done(city, OFFICER, edit).announcement.status is S.DRAF
    shown = done(city, OFFICER, SteerAnnouncement(one.id, "recall"))
    assert shown.announcement.status is S.DITARIK
    assert len(broadcast(city)) == 3
    other = draft(city, OFFICER).announcement
    assert refused(city, OFFICER, SteerAnnouncement(other.id, "recall")) == "nothing_sent"
    assert found(city, other.id).announcement.status is S.DRAF


@pytest.mark.parametrize("kind", [FileKind.XLSX, FileKind.CSV])
def test_the_report_is_a_file_without_anybody_in_it(city: Rig, kind: FileKind):
    one = approved(city)
    assert refused(city, OFFICER, ExportAnnouncement(one.id, kind)) == "nothing_sent"
    broadcast(city)
    result = act(city, OFFICER, ExportAnnouncement(one.id, kind))
    assert isinstance(result, AnnouncementExported)
    with city.database.reading() as work:
        document = work.documents.get(result.document.id)
    assert document.name == f"pengumuman-{one.id}-2026-11-23.{kind}"
    if kind is FileKind.CSV:
        text = document.content.decode("utf-8-sig")
        assert text.count("terkirim") == 3 + 1
        assert "telegram" in text
    assert city.rows("SELECT action FROM audit WHERE action = 'export'")
    assert refused(city, OTHER, ExportAnnouncement(one.id, kind)) == "unknown"


def test_residents_announce_nothing(city: Rig):
    for wish in (NewAnnouncement(PLAN), ListAnnouncements(), FindAnnouncement(1)):
        assert refused(city, "1", wish) == "not_yours"
    assert city.rows("SELECT * FROM announcement") == []
