"""Whatever happens, there is a reply, nothing raises, and /batal leads home."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.civic.announcements.replies import About
from bot.civic.kept_file import KeptFile
from bot.civic.reports import Announced
from bot.civic.roles import Member, Role
from bot.dialogue.actions import (
    AddToTicket,
    AskField,
    DropReport,
    Fill,
    SendReport,
    ShowEntry,
    ShowGuide,
    ShowGuides,
    ShowPart,
    ShowTicket,
    ShowTopic,
    TickStep,
    WithdrawTicket,
)
from bot.dialogue.conversation import AtHome, Conversation, decode, encode
from bot.dialogue.events import (
    AnnouncementReplied,
    BotBlocked,
    Chosen,
    CommandSent,
    ForwardSent,
    LocationSent,
    PhotoKept,
    PhotoRejected,
    StaleButton,
    TextSent,
    UnreadableSent,
)
from bot.dialogue.file_events import FileKept, FileRejected
from bot.dialogue.news_actions import (
    AnswerAnnouncement,
    InPreview,
    PressAnnouncement,
    ReadNews,
    SendReply,
    ShowNews,
    StopTopic,
)
from bot.dialogue.pace import PER_MINUTE, most
from bot.dialogue.typed import ALIASES, COMMANDS
from tests.dialogue.talk import Talk

PHRASES = [
    "KTP saya hilang",
    "biayanya berapa",
    "kalau rusak?",
    "halo",
    "makasih",
    "rumah kebakaran",
    "resep rendang",
    "TK-ABCD-EF12",
    "",
    "?!",
    "ya" * 3000,
]
texts = st.one_of(st.sampled_from(PHRASES), st.text(max_size=60))
commands = st.sampled_from([*COMMANDS, *ALIASES, "entah"])
strange_actions = st.one_of(
    st.builds(ShowEntry, st.sampled_from(["ktp-el-hilang", "tidak-ada"])),
    st.builds(ShowPart, st.just("ktp-el-hilang"), st.sampled_from(["biaya", "cara", "lain"])),
    st.builds(ShowTopic, st.sampled_from(["kependudukan", "tidak-ada"])),
    st.just(ShowGuides()),
    st.builds(ShowGuide, st.sampled_from(["dompet-hilang", "tidak-ada"])),
    st.builds(
        TickStep,
        st.sampled_from(["dompet-hilang", "tidak-ada"]),
        st.sampled_from(["ktp", "sim", "tidak-ada"]),
        st.booleans(),
    ),
    st.builds(Fill, st.just("draft-x"), st.just("severity"), st.just("berat")),
    st.builds(AskField, st.just("draft-x"), st.just("photo")),
    st.builds(SendReport, st.just("draft-x")),
    st.builds(DropReport, st.just("draft-x")),
    st.builds(ShowTicket, st.just("TK-1111-1111")),
    st.builds(AddToTicket, st.just("TK-1111-1111")),
    st.builds(WithdrawTicket, st.just("TK-1111-1111"), st.booleans()),
    st.builds(PressAnnouncement, st.integers(1, 2), st.integers(0, 7)),
    st.builds(AnswerAnnouncement, st.integers(1, 2)),
    st.builds(StopTopic, st.sampled_from(["pajak", "tidak-ada"]), st.just(1), st.booleans()),
    st.builds(SendReply, st.just("draft-x"), st.integers(1, 2), texts, st.just((7,))),
    st.builds(ReadNews, st.integers(1, 2)),
    st.sampled_from([InPreview(), ShowNews()]),
)
events = st.one_of(
    st.builds(TextSent, texts, st.booleans()),
    st.builds(CommandSent, commands, texts),
    st.builds(Chosen, strange_actions),
    st.builds(PhotoKept, st.integers(1, 9), texts),
    st.builds(PhotoRejected, st.sampled_from(["not-a-picture", "too-large", "unavailable"])),
    st.builds(FileKept, st.builds(KeptFile, st.integers(1, 9), texts), texts),
    st.builds(FileRejected, st.sampled_from(["empty", "macros", "too-many"]), texts),
    st.builds(UnreadableSent, st.sampled_from(["voice", "sticker", "video", "document"])),
    st.builds(ForwardSent, texts),
    st.just(LocationSent()),
    st.builds(
        AnnouncementReplied,
        st.builds(
            About,
            st.just(Announced(1, "Loket pajak tutup")),
            st.sampled_from([None, "ktp-el-hilang", "tidak-ada"]),
        ),
        texts,
        st.one_of(st.none(), st.just(7)),
    ),
    st.just(StaleButton()),
)
moves = st.one_of(events, st.integers(0, 40))
"""An event, or the press of the n-th button that is on offer."""

quick = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def play(talk: Talk, move) -> None:
    if isinstance(move, int):
        offered = [choice for one in talk.said for row in one.rows for choice in row]
        move = Chosen(offered[move % len(offered)].action) if offered else StaleButton()
    talk.later(seconds=61 / PER_MINUTE)
    before = talk.now
    messages = talk.send(move)
    assert messages, f"no reply to {move}"
    assert talk.text.strip()
    assert before == talk.now


@quick
@given(st.lists(moves, max_size=14), st.booleans())
def test_every_event_gets_a_reply_and_nothing_raises(knowledge, sequence, group):
    talk = Talk(knowledge, group=group)
    for move in sequence:
        play(talk, move)


@quick
@given(st.lists(moves, max_size=10))
def test_batal_always_leads_home(knowledge, sequence):
    talk = Talk(knowledge)
    for move in sequence:
        play(talk, move)
    talk.later(minutes=2)
    assert talk.command("batal")
    assert isinstance(talk.conversation.state, AtHome)


@quick
@given(st.lists(moves, max_size=10))
def test_a_conversation_survives_being_stored(knowledge, sequence):
    talk = Talk(knowledge)
    for move in sequence:
        play(talk, move)
        assert decode(encode(talk.conversation)) == talk.conversation


@given(st.text(max_size=200))
def test_a_broken_state_starts_again_at_home(text: str):
    assert isinstance(decode(text).state, AtHome)


def test_a_state_of_another_version_starts_again_at_home():
    newer = encode(Conversation(version=99, language="en"))
    assert decode(newer) == Conversation()


def test_a_blocked_bot_says_nothing(talk: Talk):
    assert talk.send(BotBlocked()) == []


@pytest.mark.parametrize("role", Role)
def test_one_notice_after_so_many_messages_a_minute(talk: Talk, role: Role):
    talk.member = Member(role, "disdukcapil" if role.has_agency else None)
    replies = [bool(talk.send(TextSent("halo"))) for _ in range(most(role) + 5)]
    assert replies == [True] * (most(role) + 1) + [False] * 4
    talk.later(minutes=1)
    assert talk.say("halo")


def test_an_emergency_is_answered_beyond_the_limit(talk: Talk):
    for _ in range(PER_MINUTE + 5):
        talk.send(TextSent("halo"))
    assert "113" in talk.say("tolong rumah kebakaran")
