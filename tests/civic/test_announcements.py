"""Two pairs of eyes, whatever anybody tries in whatever order; and what is wrong with a plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.civic.announcements import life
from bot.civic.announcements.checks import (
    LONGEST_CAPTION,
    LONGEST_LABEL,
    LONGEST_TEXT,
    MOST_BUTTONS,
    Fault,
    Reader,
    faults,
    is_link,
)
from bot.civic.announcements.edits import (
    AddButton,
    Attach,
    DropButton,
    FillBlank,
    FlipArea,
    PickTopic,
    RepeatIn,
    StartAt,
    Train,
    WriteText,
    edited,
)
from bot.civic.announcements.life import Announcement, AnnouncementStatus, Refusal
from bot.civic.announcements.past_dates import past_dates
from bot.civic.announcements.plan import (
    AttachedFile,
    LinkButton,
    Plan,
    Repeat,
    Rhythm,
    ServiceButton,
)
from bot.civic.announcements.progress import DeliveryState, RunKind, RunReport, RunStatus
from bot.civic.announcements.reasons import Why, failures
from bot.civic.roles import Member, Role
from tests.dialogue.talk import CITY

S = AnnouncementStatus
NOW = datetime(2026, 11, 25, 5, tzinfo=UTC)
PEOPLE = [
    Member(role, agency, f"telegram:{number}")
    for number, (role, agency) in enumerate(
        [
            (Role.PETUGAS, "dinkes"),
            (Role.KEPALA, "dinkes"),
            (Role.KEPALA, "dinkes"),
            (Role.KEPALA, "disdukcapil"),
            (Role.SEKDA, None),
            (Role.ADMIN, None),
            (Role.EDITOR, None),
            (Role.WARGA, None),
        ]
    )
]
ACTS = ("change", "submit", "approve", "send_back", "warn", "review", "cancel", "recall")
steps = st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from(PEOPLE)), max_size=12)


def done(one: Announcement, act: str, who: Member, step: int) -> life.Changed:
    match act:
        case "change":
            plan = replace(one.plan, texts=(("id", f"Naskah {step} {who.who}"),))
            return life.change(one, plan, who)
        case "submit":
            return life.submit(one, who)
        case "approve":
            return life.approve(one, who, NOW)
        case "send_back":
            return life.send_back(one, who, "catatan")
        case "warn":
            return life.warn_at_once(one, who, NOW)
        case "review":
            return life.review(one, who, None)
        case "cancel":
            return life.cancel(one, who)
        case _:
            return life.recall(one, who)


@settings(max_examples=400)
@given(steps, st.booleans(), st.sampled_from(PEOPLE[:6]))
def test_nothing_starts_without_a_second_person_but_a_warning_by_an_admin(acts, urgent, author):
    one = Announcement(1, Plan("pajak", urgent=urgent), author.who, author.agency, NOW)
    warned = False
    for step, (act, who) in enumerate(acts):
        after = done(one, act, who, step)
        if isinstance(after, Refusal):
            continue
        one, warned = after, (warned or act == "warn") and act != "change"
        if act == "change":
            assert (one.status, one.author) == (S.DRAF, who.who)
            assert (one.approver, one.approved_print, one.next_start) == (None, None, None)
        if one.status is S.DISETUJUI:
            by = next(each for each in PEOPLE if each.who == one.approver)
            assert one.approved_print == one.plan.fingerprint
            assert by.role in life.APPROVERS
            assert by.sees(one.agency)
            assert by.who != one.author or (warned and urgent and by.role is Role.ADMIN)


plans = st.sampled_from(
    [
        WriteText("id", "Lain"),
        WriteText("en", "Other"),
        PickTopic("bencana", urgent=True),
        FlipArea("99.01.01"),
        Attach(photo=3),
        AddButton(LinkButton("a", "https://a.id")),
        StartAt(NOW + timedelta(days=2)),
        Train(on=True),
    ]
)


@given(plans)
def test_whatever_changes_the_approval_was_not_for_it(edit):
    plan = Plan("pajak", (("id", "Halo"),))
    author, head = PEOPLE[0], PEOPLE[1]
    asked = life.submit(Announcement(1, plan, author.who, "dinkes", NOW), author)
    one = life.approve(asked, head, NOW)
    assert life.ready(one, head, NOW) is None
    slipped_in = replace(one, plan=edited(plan, [edit]))
    assert life.ready(slipped_in, head, NOW) is Refusal.CHANGED
    assert life.ready(one, Member(Role.PETUGAS, "dinkes", head.who), NOW) is Refusal.APPROVER_GONE
    assert life.ready(one, replace(head, agency="disdukcapil"), NOW) is Refusal.APPROVER_GONE
    late = NOW + life.APPROVAL_LASTS + timedelta(seconds=1)
    assert life.ready(one, head, late) is Refusal.APPROVAL_OLD


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tutup 20 November 2026", ("20 November 2026",)),
        ("Tutup 20 november, buka 26 November", ("20 november",)),
        ("Sampai 25 November 2026", ()),
        ("Mulai 3 Januari", ()),
        ("Mulai 3/1/2026 dan 3/1/2027, 3/1/2026", ("3/1/2026",)),
        ("Tanggal 31 Februari 2026 atau 99/99/2026", ()),
        ("UU 20 tahun 2003", ()),
    ],
)
def test_dates_that_are_over(text, found):
    assert past_dates(text, date(2026, 11, 25)) == found


def test_a_note_says_why():
    author, head = PEOPLE[0], PEOPLE[1]
    one = life.submit(Announcement(1, Plan("pajak"), author.who, "dinkes", NOW), author)
    assert life.send_back(one, head, "  ") is Refusal.NOTE_MISSING
    assert life.send_back(one, head, " singkatkan ").note == "singkatkan"


PLAIN = Reader(len, lambda text: text.count("*") % 2 == 1, lambda text: "0812" in text)
GOOD = Plan("pajak", (("id", "Loket tutup."),))


def wrong(plan: Plan) -> set[str]:
    return {one.value for one in faults(plan, CITY, lambda id_: id_ == "ada", PLAIN, NOW)}


@pytest.mark.parametrize(
    ("plan", "found"),
    [
        (GOOD, set()),
        (Plan("pajak"), {"empty"}),
        (replace(GOOD, texts=(("en", "Closed."),)), {"empty"}),
        (replace(GOOD, texts=(("id", "Halo"), ("en", " "))), {"empty"}),
        (replace(GOOD, texts=(("id", "x" * (LONGEST_TEXT + 1)),)), {"too_long"}),
        (replace(GOOD, texts=(("id", "x" * LONGEST_TEXT),)), set()),
        (replace(GOOD, photo=1, texts=(("id", "x" * (LONGEST_CAPTION + 1)),)), {"too_long"}),
        (replace(GOOD, texts=(("id", "*tebal"),)), {"markup"}),
        (replace(GOOD, texts=(("id", "[buka](http://a.id)"),)), {"link"}),
        (replace(GOOD, texts=(("id", "buka ftp://a.id/x"),)), {"link"}),
        (replace(GOOD, texts=(("id", "buka https://a.id/x"),)), set()),
        (replace(GOOD, texts=(("id", "hubungi [PHONE]"),)), {"personal"}),
        (replace(GOOD, texts=(("id", "hubungi 0812"),)), {"personal"}),
        (replace(GOOD, texts=(("id", "tutup {hari}"),)), {"blank"}),
        (replace(GOOD, topic="laut"), {"topic"}),
        (replace(GOOD, urgent=True), {"urgent"}),
        (replace(GOOD, topic="bencana", urgent=True), set()),
        (replace(GOOD, areas=("11.11",)), {"area"}),
        (replace(GOOD, areas=("99.01.01", "99.01.02.1001")), set()),
        (replace(GOOD, start_at=NOW - timedelta(minutes=1)), {"start_past"}),
        (replace(GOOD, expires_at=NOW), {"expires_past"}),
        (
            replace(GOOD, start_at=NOW + timedelta(days=2), expires_at=NOW + timedelta(days=1)),
            {"expires_first"},
        ),
        (replace(GOOD, repeat=Repeat(Rhythm.HARIAN)), {"repeat_start"}),
        (
            replace(
                GOOD,
                start_at=datetime(2026, 11, 27, 18, tzinfo=UTC),
                repeat=Repeat(Rhythm.MINGGUAN, workdays=True),
            ),
            {"repeat_never"},
        ),
        (replace(GOOD, buttons=(ServiceButton("a", "ada"),) * (MOST_BUTTONS + 1)), {"buttons"}),
        (replace(GOOD, buttons=(LinkButton(" ", "https://a.id"),)), {"label"}),
        (replace(GOOD, buttons=(ServiceButton("x" * (LONGEST_LABEL + 1), "ada"),)), {"label"}),
        (replace(GOOD, buttons=(LinkButton("a", "https://a.id/[NOMOR]"),)), {"personal"}),
        (replace(GOOD, buttons=(ServiceButton("a", "hilang"),)), {"service"}),
    ],
)  # fmt: skip
def test_each_fault_by_its_name(plan, found):
    assert wrong(plan) == found


def test_all_faults_at_once_in_their_order():
    plan = Plan("laut", areas=("1",), buttons=(ServiceButton("", "x"),), expires_at=NOW)
    assert faults(plan, CITY, lambda _: False, PLAIN, NOW) == (
        Fault.EMPTY,
        Fault.TOPIC,
        Fault.AREA,
        Fault.EXPIRES_PAST,
        Fault.LABEL,
        Fault.SERVICE,
    )


@pytest.mark.parametrize(
    ("url", "sound"),
    [
        ("https://a.go.id/x?y=1", True),
        ("http://a.go.id", False),
        ("https://nama:sandi@a.id", False),
        ("https://localhost", False),
        ("javascript:alert(1)", False),
        ("https://[", False),
        ("", False),
    ],
)
def test_links_for_residents(url, sound):
    assert is_link(url) is sound


def test_edits_one_at_a_time():
    plan = edited(
        Plan("pajak"),
        [
            WriteText("en", "Closed"),
            WriteText("id", "Tutup {hari}"),
            FillBlank("id", "hari", "Jumat"),
            Attach(photo=1),
            Attach(file=AttachedFile(2, "a.pdf")),
            AddButton(LinkButton("a", "https://a.id")),
            AddButton(LinkButton("b", "https://b.id")),
            DropButton(0),
            StartAt(NOW),
            RepeatIn(Repeat(Rhythm.HARIAN)),
            StartAt(None),
        ],
    )
    assert plan.texts == (("id", "Tutup Jumat"), ("en", "Closed"))
    assert (plan.photo, plan.file) == (None, AttachedFile(2, "a.pdf"))
    assert plan.buttons == (LinkButton("b", "https://b.id"),)
    assert plan.repeat is None
    assert edited(plan, [WriteText("en", None)]).texts == (("id", "Tutup Jumat"),)


areas = st.sampled_from(["36.73.01", "36.73.02", "36.73.01.1001", "36.73.01.1002", None])


@given(st.lists(areas, max_size=8))
def test_no_area_lies_in_another(codes):
    chosen = edited(Plan("pajak"), [FlipArea(code) for code in codes]).areas
    assert len(set(chosen)) == len(chosen)
    assert not [(a, b) for a in chosen for b in chosen if a != b and a.startswith(b)]


states = st.dictionaries(st.sampled_from(DeliveryState), st.integers(1, 50))


@given(states)
def test_reasons_add_up_to_those_who_got_nothing(counts):
    reasons = {"Forbidden: bot was blocked by the user": counts.get(DeliveryState.GONE, 0)}
    reasons["process died"] = counts.get(DeliveryState.UNSURE, 0)
    reasons["cancelled"] = counts.get(DeliveryState.SKIPPED, 0)
    reasons["Bad Request: too long"] = counts.get(DeliveryState.REFUSED, 0)
    report = RunReport(1, RunKind.KIRIM, RunStatus.SELESAI, NOW, None, None, counts, dict(reasons))
    kinds = failures(report)
    failed = (DeliveryState.GONE, DeliveryState.REFUSED, DeliveryState.SKIPPED)
    assert sum(kinds.values()) == report.count(*failed)
    assert kinds.get(Why.BLOCKED, 0) == counts.get(DeliveryState.GONE, 0)
    assert kinds.get(Why.OTHER, 0) == counts.get(DeliveryState.REFUSED, 0)
    assert (
        sum(kinds.values())
        + report.count(DeliveryState.SENT, DeliveryState.UNSURE)
        + report.under_way
        == report.total
    )
