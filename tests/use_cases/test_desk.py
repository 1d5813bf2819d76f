"""Staff's acts from outside the chat: the same checks, whatever is asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from bot.civic.announcements.edits import FillBlank, WriteText
from bot.civic.announcements.plan import Plan
from bot.civic.cases import BY_OFFICERS, CaseRefusal, ClosingTag, may_follow
from bot.civic.reports import ReportStatus
from bot.civic.roles import Member, Role
from bot.dialogue.announcement_effects import (
    ChangeAnnouncement,
    EditAnnouncement,
    NewAnnouncement,
    ReviewWarning,
    SendBackAnnouncement,
)
from bot.dialogue.events import PhotoRejected
from bot.dialogue.file_events import FileKept, FileRejected
from bot.dialogue.staff_effects import (
    ChangeCase,
    FindCase,
    GrantRole,
    ListCases,
    ListStaff,
    NoteCase,
    RevokeRole,
    SetSpike,
    TagCase,
)
from bot.dialogue.staff_events import CaseChanged, CaseFound, CaseRefused, CasesListed, StaffRefused
from bot.dialogue.voice_effects import (
    AnswerHandover,
    HandoverAnswered,
    HandoversListed,
    ListHandovers,
)
from bot.files.statistics import StatisticsFiles
from bot.storage.tables import metadata
from bot.use_cases.desk import Desk
from bot.use_cases.masked_acts import masked_act
from bot.use_cases.work import Signal
from bot.wording.render import CatalogueWording
from tests.dialogue.talk import CITY
from tests.storage.test_reports import file_report
from tests.use_cases.rig import Rig, text_of
from tests.use_cases.staff import ADMIN, OFFICER, OTHER

S = ReportStatus
JPEG_HEAD = b"\xff\xd8\xff\xe0"
PATHS = {
    S.DITERIMA: (),
    S.DIVERIFIKASI: (S.DIVERIFIKASI,),
    S.DITERUSKAN: (S.DIVERIFIKASI, S.DITERUSKAN),
    S.DIPROSES: (S.DIVERIFIKASI, S.DIPROSES),
    S.MENUNGGU_WARGA: (S.MENUNGGU_WARGA,),
    S.SELESAI: (S.DIVERIFIKASI, S.DIPROSES, S.SELESAI),
    S.DITOLAK: (S.DITOLAK,),
}
"""How an officer gets a case there."""


@pytest.fixture
def desk(office: Rig) -> Desk:
    wording = CatalogueWording(CITY.zona_waktu)
    return Desk(
        office.database,
        office.own_world,
        wording,
        office.charts,
        StatisticsFiles(),
        Signal(),
        office.clock,
    )


def change(desk: Desk, number: str, seen: ReportStatus, then: ReportStatus, who: str = OFFICER):
    act = ChangeCase(number, seen, then, words="Keterangan.", agency="disdukcapil")
    return desk(("telegram", who), act)


def history(rig: Rig) -> list[dict]:
    return rig.rows("SELECT * FROM report_event") + rig.rows("SELECT * FROM report")


def test_an_act_there_reaches_the_reporter_here(office: Rig, desk: Desk):
    number = file_report(office, "Terbuka")
    result = change(desk, number, S.DITERIMA, S.DIVERIFIKASI)
    assert isinstance(result, CaseChanged)
    assert result.told
    assert "sudah memeriksa" in text_of(office.news_for("1"))
    found = desk(("telegram", OFFICER), FindCase(number))
    assert isinstance(found, CaseFound)
    assert found.case.history[-1].who == "telegram:50"
    listed = desk(("telegram", OFFICER), ListCases("open", 0, office.now.date()))
    assert isinstance(listed, CasesListed)
    assert [line.number for line in listed.lines] == [number]
    audited = office.rows("SELECT actor, subject FROM audit WHERE action = 'status'")
    assert audited == [{"actor": "telegram:50", "subject": number}]


@pytest.mark.parametrize("status", PATHS)
def test_only_allowed_changes_pass(office: Rig, desk: Desk, status: ReportStatus):
    number = file_report(office, "Terbuka")
    seen = S.DITERIMA
    for then in PATHS[status]:
        assert isinstance(change(desk, number, seen, then), CaseChanged)
        seen = then
    before = history(office)
    forbidden = [then for then in S if then not in BY_OFFICERS or not may_follow(status, then)]
    assert forbidden
    for then in forbidden:
        result = change(desk, number, status, then)
        assert isinstance(result, CaseRefused)
        assert result.reason is CaseRefusal.NOT_ALLOWED
    assert history(office) == before


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        (ChangeCase("TK-1111-1111", S.DITERIMA, S.DIVERIFIKASI), CaseRefusal.UNKNOWN),
        (ChangeCase("{}", S.DIVERIFIKASI, S.DIPROSES), CaseRefusal.CHANGED_MEANWHILE),
        (ChangeCase("{}", S.DITERIMA, S.DITOLAK), CaseRefusal.NEEDS_WORDS),
        (ChangeCase("{}", S.DITERIMA, S.DITERUSKAN), CaseRefusal.UNKNOWN_AGENCY),
        (
            ChangeCase("{}", S.DITERIMA, S.DITERUSKAN, agency="dinas-entah"),
            CaseRefusal.UNKNOWN_AGENCY,
        ),
        (NoteCase("{}", "", public=True), CaseRefusal.NEEDS_WORDS),
    ],
)
def test_whatever_is_wrong_is_said_and_changes_nothing(office: Rig, desk: Desk, act, reason):
    number = file_report(office, "Terbuka")
    before = history(office)
    result = desk(("telegram", OFFICER), replace(act, number=act.number.format(number)))
    assert isinstance(result, CaseRefused)
    assert result.reason is reason
    assert history(office) == before


@pytest.mark.parametrize("who", [OTHER, "1", "80"])
def test_whose_case_it_is_not_sees_and_changes_nothing(office: Rig, desk: Desk, who: str):
    office.hire("80", Role.EDITOR)
    number = file_report(office, "Terbuka", words="Rahasia keluarga.")
    before = history(office)
    acts = (
        FindCase(number),
        ChangeCase(number, S.DITERIMA, S.DIVERIFIKASI),
        NoteCase(number, "x", public=True),
        TagCase(number, ClosingTag.ANGGARAN),
    )
    for act in acts:
        result = desk(("telegram", who), act)
        assert isinstance(result, CaseRefused)
        assert (result.reason, result.case) == (CaseRefusal.NOT_YOURS, None)
    assert history(office) == before


def test_roles_are_an_admins_to_give(office: Rig, desk: Desk):
    staff = office.rows("SELECT * FROM staff")
    for act in (
        ListStaff(),
        GrantRole("7", Role.ADMIN),
        RevokeRole(ADMIN),
        SetSpike(1, shown=False),
    ):
        assert desk(("telegram", OFFICER), act) == StaffRefused("not_admin")
    admin = ("telegram", ADMIN)
    for wrong in (None, "dinas-entah"):
        assert desk(admin, GrantRole("7", Role.KEPALA, wrong)) == StaffRefused("bad_agency")
    assert desk(admin, RevokeRole("12345")) == StaffRefused("unknown")
    assert desk(admin, RevokeRole(ADMIN)) == StaffRefused("last_admin")
    assert desk(admin, GrantRole(ADMIN, Role.EDITOR)) == StaffRefused("last_admin")
    assert office.rows("SELECT * FROM staff") == staff
    desk(admin, GrantRole("7", Role.KEPALA, "dinkes"))
    (row,) = office.rows("SELECT role, agency, granted_by FROM staff WHERE person = '7'")
    assert row == {"role": "kepala", "agency": "dinkes", "granted_by": "telegram:99"}
    (audit,) = office.rows("SELECT actor, detail FROM audit WHERE subject = 'telegram:7'")
    assert audit == {"actor": "telegram:99", "detail": "kepala dinkes"}


def test_somebody_dismissed_meanwhile_may_nothing(office: Rig, desk: Desk):
    number = file_report(office, "Terbuka")
    desk(("telegram", ADMIN), RevokeRole(OFFICER))
    result = change(desk, number, S.DITERIMA, S.DIVERIFIKASI)
    assert isinstance(result, CaseRefused)
    assert result.reason is CaseRefusal.NOT_YOURS


def test_questions_are_answered_from_there_too(office: Rig, desk: Desk):
    office.press(office.say("siapa nama wali kota sekarang", "2"), "Tanya petugas", "2")
    listed = desk(("telegram", OFFICER), ListHandovers())
    assert isinstance(listed, HandoversListed)
    ((number, question, _),) = listed.waiting
    assert question == "siapa nama wali kota sekarang"
    assert [(one.example, one.count) for one in listed.missing] == [(question, 1)]
    act = AnswerHandover(number, "Budi Rustandi.")
    assert desk(("telegram", "1"), act) == HandoverAnswered(done=False, told=False)
    assert desk(("telegram", OFFICER), act) == HandoverAnswered(done=True, told=True)
    assert "Budi Rustandi." in text_of(office.news_for("2"))
    assert desk(("telegram", "1"), ListHandovers()) == HandoversListed(())


def test_a_file_is_kept_and_goes_along_with_words_to_the_reporter(office: Rig, desk: Desk):
    number = file_report(office, "Terbuka")
    kept = desk.attach(("telegram", OFFICER), "../../Surat balasan", b"%PDF-1.7 isi")
    assert isinstance(kept, FileKept)
    assert kept.file.name == "Surat balasan.pdf"
    act = NoteCase(number, "Ini suratnya.", public=True, file=kept.file)
    result = desk(("telegram", OFFICER), act)
    assert isinstance(result, CaseChanged)
    assert result.told
    (sent,) = [one for one in office.news_for("1") if one.rendered.document]
    assert "Ini suratnya." in sent.rendered.text
    assert sent.document.content == b"%PDF-1.7 isi"


NIK = "3673012501900001"
PLAN = Plan("pajak", (("id", f"Hubungi {NIK}."),))


@pytest.mark.parametrize(
    "act",
    [
        ChangeCase("x", S.DITERIMA, S.DITOLAK, words=f"NIK {NIK} ganda."),
        NoteCase("x", f"NIK {NIK}.", public=False),
        AnswerHandover(1, f"Pakai {NIK}."),
        NewAnnouncement(PLAN),
        ChangeAnnouncement(1, 0, PLAN),
        EditAnnouncement(1, 0, (WriteText("id", f"Untuk {NIK}."), FillBlank("id", "siapa", NIK))),
        SendBackAnnouncement(1, 0, f"Hapus {NIK}."),
        ReviewWarning(1, f"Lihat {NIK}."),
    ],
)
def test_whatever_staff_write_there_is_masked(act: object):
    assert NIK in repr(act)
    clean = masked_act(act)
    assert NIK not in repr(clean)
    assert repr(clean).count("[NIK]") == repr(act).count(NIK)
    assert masked_act(clean) == clean


def test_no_personal_number_is_stored_from_there(office: Rig, desk: Desk):
    number = file_report(office, "Terbuka")
    kept = desk.attach(("telegram", OFFICER), f"KTP {NIK}.pdf", b"%PDF-1.7 isi")
    assert isinstance(kept, FileKept)
    desk(("telegram", OFFICER), NoteCase(number, f"NIK {NIK} ganda.", public=True, file=kept.file))
    desk(("telegram", ADMIN), NewAnnouncement(PLAN))
    with office.database.engine.connect() as connection:
        for table in metadata.sorted_tables:
            rows = connection.execute(sa.select(table)).all()
            assert NIK not in repr(rows), table.name
    (said,) = office.rows("SELECT plan FROM announcement")
    assert "[NIK]" in said["plan"]


def test_what_is_no_file_for_cases_is_refused_and_nothing_is_kept(office: Rig, desk: Desk):
    office.say("/start", "1")
    refused = desk.attach(("telegram", OFFICER), "surat.pdf", b"MZ bukan surat")
    assert refused == FileRejected("other-kind")
    assert desk.attach(("telegram", OFFICER), "foto.jpg", JPEG_HEAD) == PhotoRejected(
        "not-a-picture"
    )
    assert desk.attach(("telegram", "1"), "surat.pdf", b"%PDF-1.7") is None
    with office.database.transaction() as work:
        work.staff.grant(("telegram", "52"), Member(Role.ADMIN), "test", office.now)
    assert desk.attach(("telegram", "52"), "surat.pdf", b"%PDF-1.7") is None
    assert office.rows("SELECT * FROM document") == []
    assert office.rows("SELECT * FROM photo") == []
