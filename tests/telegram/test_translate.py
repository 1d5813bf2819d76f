"""Every kind of update, as the event that it is."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Update

from bot.channels.telegram.contents import MAX_FILE, MAX_PICTURE
from bot.channels.telegram.translate import Me, translate
from bot.dialogue.events import (
    BotBlocked,
    ButtonPressed,
    CommandSent,
    ForwardSent,
    InboundEvent,
    LocationSent,
    PhotoRejected,
    PhotoSent,
    TextSent,
    UnreadableSent,
)
from bot.dialogue.file_events import FileRejected, FileSent
from tests.telegram.bot_api_state import BOT_ID, BOT_NAME

ME = Me(BOT_ID, BOT_NAME, frozenset({"bantuan"}))
PERSON = {"id": 501, "is_bot": False, "first_name": "Siti", "language_code": "id"}
PRIVATE = {"id": 501, "type": "private"}
GROUP = {"id": -900, "type": "supergroup", "title": "RT 02"}
BOT = {"id": BOT_ID, "is_bot": True, "first_name": "Bot", "username": BOT_NAME}

FILE = {"file_id": "f", "file_unique_id": "u"}
MEDIA = {**FILE, "duration": 1}
ORIGIN = {"type": "hidden_user", "date": 1, "sender_user_name": "Budi"}


def update(**content: Any) -> Update:
    return Update.de_json({"update_id": 7, **content}, None)


def message(chat: dict[str, Any] = PRIVATE, sender: Any = PERSON, **content: Any) -> Update:
    return update(message={"message_id": 3, "date": 1, "chat": chat, "from": sender, **content})


def size(name: str, side: int, bytes_: int) -> dict[str, Any]:
    return {
        "file_id": name,
        "file_unique_id": name,
        "width": side,
        "height": side,
        "file_size": bytes_,
    }


PRIVATE_MESSAGES = [
    ({"text": "cara bikin KTP"}, TextSent("cara bikin KTP")),
    ({"text": "/"}, TextSent("/")),
    (
        {"text": "Loket tutup", "entities": [{"type": "bold", "offset": 6, "length": 5}]},
        TextSent("Loket tutup", marked="Loket **tutup**"),
    ),
    ({"text": "a.id", "entities": [{"type": "url", "offset": 0, "length": 4}]}, TextSent("a.id")),
    (
        {
            "photo": [size("s", 90, 10)],
            "caption": "Loket tutup",
            "caption_entities": [{"type": "italic", "offset": 6, "length": 5}],
        },
        PhotoSent("s", "Loket tutup", marked="Loket _tutup_"),
    ),
    ({"text": "lihat /lapor"}, TextSent("lihat /lapor")),
    ({"text": "/lapor"}, CommandSent("lapor")),
    ({"text": f"/lapor@{BOT_NAME} jalan rusak"}, CommandSent("lapor", "jalan rusak")),
    ({"text": "/Start layanan_ktp"}, CommandSent("start", "layanan_ktp")),
    ({"text": "/tiket\nAB-1"}, CommandSent("tiket", "AB-1")),
    ({"text": "a\x00b\ud83d"}, TextSent("ab?")),
    (
        {"photo": [size("s", 90, 10), size("l", 1280, 99), size("m", 320, 50)], "caption": "ini"},
        PhotoSent("l", "ini"),
    ),
    ({"photo": [size("s", 90, 10), size("huge", 9000, MAX_PICTURE + 1)]}, PhotoSent("s")),
    ({"photo": [size("huge", 9000, MAX_PICTURE + 1)]}, PhotoSent("huge")),
    ({"document": {**FILE, "mime_type": "image/png", "file_size": 5}}, PhotoSent("f")),
    (
        {"document": {**FILE, "mime_type": "image/png", "file_size": 25 * 1024 * 1024}},
        PhotoRejected("too-large"),
    ),
    (
        {"document": {**FILE, "file_name": "a\x00b.pdf", "file_size": MAX_FILE}, "caption": "ini"},
        FileSent("f", "ab.pdf", "ini"),
    ),
    ({"document": FILE}, FileSent("f")),
    (
        {"document": {**FILE, "file_size": MAX_FILE + 1}, "caption": "ini"},
        FileRejected("too-large", "ini"),
    ),
    ({"voice": MEDIA}, UnreadableSent("voice")),
    ({"audio": MEDIA}, UnreadableSent("voice")),
    ({"video": {**MEDIA, "width": 1, "height": 1}}, UnreadableSent("video")),
    ({"video_note": {**MEDIA, "length": 1}}, UnreadableSent("video")),
    (
        {"animation": {**MEDIA, "width": 1, "height": 1}, "document": FILE},
        UnreadableSent("video"),
    ),
    (
        {"sticker": {**size("f", 1, 1), "is_animated": False, "is_video": False, "type": "x"}},
        UnreadableSent("sticker"),
    ),
    (
        {"contact": {"phone_number": "1", "first_name": "B"}},
        UnreadableSent("contact"),
    ),
    ({"dice": {"emoji": "🎲", "value": 3}}, UnreadableSent("other")),
    ({"location": {"latitude": -6.1, "longitude": 106.1}}, LocationSent()),
    ({"text": "sebarkan!", "forward_origin": ORIGIN}, ForwardSent("sebarkan!")),
    (
        {"photo": [size("s", 90, 10)], "caption": "lihat", "forward_origin": ORIGIN},
        ForwardSent("lihat"),
    ),
]


@pytest.mark.parametrize(("content", "expected"), PRIVATE_MESSAGES)
def test_a_private_message(content, expected):
    assert translate(message(**content), ME) == InboundEvent(
        "telegram", "7", "501", "501", expected, language="id"
    )


NOTHING = [
    message(new_chat_members=[BOT], chat=GROUP),
    message(pinned_message={"message_id": 1, "date": 0, "chat": PRIVATE}),
    message(text="halo", sender=BOT),
    message(text="halo", chat={"id": -1, "type": "channel", "title": "K"}),
    message(text="halo", sender=None),
    update(channel_post={"message_id": 3, "date": 1, "chat": GROUP, "text": "pengumuman"}),
    update(
        edited_message={"message_id": 3, "date": 1, "chat": PRIVATE, "from": PERSON, "text": "x"}
    ),
    update(),
]


@pytest.mark.parametrize("told", NOTHING)
def test_what_does_not_concern_the_bot(told):
    assert translate(told, ME) is None


def press(data: str | None = "tok:1.0", chat: dict[str, Any] = PRIVATE, **query: Any) -> Update:
    on = {"message_id": 3, "date": 1, "chat": chat, "from": BOT, "text": "…"}
    told = {"id": "q", "from": PERSON, "chat_instance": "1", "message": on, "data": data, **query}
    return update(callback_query={name: value for name, value in told.items() if value is not None})


@pytest.mark.parametrize(
    ("data", "event"),
    [
        ("abc:1.0", ButtonPressed("abc", "1.0")),
        ("abc:1:0", ButtonPressed("abc", "1:0")),
        ("garbage", ButtonPressed("garbage", "")),
        (":", ButtonPressed("", "")),
        ("x" * 90, ButtonPressed("x" * 64, "")),
        ("a\x00b:1", ButtonPressed("ab", "1")),
    ],
)
def test_a_press(data, event):
    assert translate(press(data), ME) == InboundEvent(
        "telegram", "7", "501", "501", event, language="id"
    )


def test_a_press_on_a_message_too_old_to_be_seen():
    inaccessible = {"message_id": 3, "date": 0, "chat": PRIVATE}
    told = translate(press(message=inaccessible), ME)
    assert told is not None
    assert told.event == ButtonPressed("tok", "1.0")


def test_a_press_in_a_group_is_the_persons_own():
    told = translate(press(chat=GROUP), ME)
    assert told is not None
    assert (told.address, told.person, told.group) == ("-900", "501", True)


def test_presses_that_are_not_ours():
    assert translate(press(data=None, game_short_name="g"), ME) is None
    assert translate(press(message=None, inline_message_id="i"), ME) is None


@pytest.mark.parametrize(
    ("code", "language"),
    [("id", "id"), ("pt-br", "pt"), ("EN", "en"), ("fil", None), ("", None), (None, None)],
)
def test_the_language_has_two_letters(code, language):
    told = translate(message(text="x", sender={**PERSON, "language_code": code}), ME)
    assert told is not None
    assert told.language == language


def membership(status: str, chat: dict[str, Any] = PRIVATE) -> Update:
    old = {"user": BOT, "status": "member"}
    new = {"user": BOT, "status": status, "until_date": 0}
    change = {"chat": chat, "from": PERSON, "date": 1}
    return update(my_chat_member={**change, "old_chat_member": old, "new_chat_member": new})


def test_blocking_and_coming_back():
    blocked = translate(membership("kicked"), ME)
    assert blocked is not None
    assert blocked.event == BotBlocked()
    assert translate(membership("member"), ME) is None
    assert translate(membership("kicked", GROUP), ME) is None


REPLY_TO_BOT = {"message_id": 2, "date": 1, "chat": GROUP, "from": BOT, "text": "…"}
REPLY_TO_BUDI = {**REPLY_TO_BOT, "from": {"id": 8, "is_bot": False, "first_name": "Budi"}}

ADDRESSED = [
    ({"text": f"@{BOT_NAME} cara bikin KK"}, TextSent("cara bikin KK")),
    ({"text": f"halo @{BOT_NAME.lower()}, syarat SIM?"}, TextSent("halo, syarat SIM?")),
    ({"text": f"@{BOT_NAME}"}, CommandSent("start")),
    ({"text": f"/topik@{BOT_NAME.upper()}"}, CommandSent("topik")),
    ({"text": "/bantuan"}, CommandSent("bantuan")),
    ({"text": "biayanya?", "reply_to_message": REPLY_TO_BOT}, TextSent("biayanya?")),
    ({"photo": [size("s", 9, 9)], "caption": f"@{BOT_NAME} ini"}, PhotoSent("s", "ini")),
]


@pytest.mark.parametrize(("content", "expected"), ADDRESSED)
def test_in_a_group_when_addressed(content, expected):
    answers = "2" if "reply_to_message" in content else None
    assert translate(message(chat=GROUP, **content), ME) == InboundEvent(
        "telegram", "7", "-900", "501", expected, group=True, language="id", reply_to=answers
    )


IGNORED = [
    {"text": "siapa tahu cara bikin KK?"},
    {"text": "/lapor"},
    {"text": "/bantuan@BotLain"},
    {"text": f"@{BOT_NAME}Lain halo"},
    {"text": f"tulis ke a@{BOT_NAME}.com"},
    {"text": "biayanya?", "reply_to_message": REPLY_TO_BUDI},
    {"photo": [size("s", 9, 9)]},
    {"sticker": {**size("f", 1, 1), "is_animated": False, "is_video": False, "type": "regular"}},
    {"text": f"@{BOT_NAME} berita", "is_automatic_forward": True},
]


@pytest.mark.parametrize("content", IGNORED)
def test_in_a_group_other_peoples_talk_is_ignored(content):
    assert translate(message(chat=GROUP, **content), ME) is None


@pytest.mark.parametrize(
    ("sender", "reply_to"), [(BOT, "41"), (PERSON, None), ({**BOT, "id": BOT_ID + 1}, None)]
)
@pytest.mark.parametrize("chat", [PRIVATE, GROUP])
def test_a_reply_names_our_own_message(chat, sender, reply_to):
    original = {"message_id": 41, "date": 1, "chat": chat, "from": sender, "text": "kabar"}
    text = f"@{BOT_NAME} kok tutup?"
    found = translate(message(chat, text=text, reply_to_message=original), ME)
    assert found is not None
    assert found.reply_to == reply_to
