"""One message against everything that can go wrong around it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.channels.telegram import send as sending
from bot.channels.telegram.client import connected
from bot.channels.telegram.outcomes import LONGEST_RETRY, backed_off
from bot.channels.telegram.send import MAX_TEXT, Send
from bot.use_cases.deliveries import Gone, Moved, Refused, RetryAt, Sent, Unsure
from bot.use_cases.documents import Document
from tests.telegram.bot_api_server import garbage, page, refusal, too_many
from tests.telegram.conftest import NOW, clock
from tests.telegram.deliveries import delivery
from tests.use_cases.test_photos import picture


@pytest.fixture
def send(client):
    return Send(client, clock, lambda: 0.5)


async def test_text_markup_and_buttons_arrive(send, resident, server):
    result = await send(delivery("<b>KTP</b> &amp; KK", labels=("Biaya", "Syarat")))
    seen = resident.last
    assert result == Sent(str(seen.id))
    assert (seen.text, seen.labels) == ("KTP & KK", ["Biaya", "Syarat"])
    assert [button.data for button in seen.buttons] == ["tok:0.0", "tok:1.0"]
    assert server.called("sendMessage")[0]["link_preview_options"] == {"is_disabled": True}


async def test_an_edit_replaces_the_message(send, resident):
    first = await send(delivery("Lama", labels=("Biaya",)))
    again = await send(delivery("Baru", edits=first.message))
    assert again == first
    assert [(one.text, one.labels, one.edits) for one in resident.messages] == [("Baru", [], 1)]


async def test_an_edit_that_changes_nothing_is_done(send, resident):
    first = await send(delivery("Sama"))
    assert await send(delivery("Sama", edits=first.message)) == first
    assert len(resident.messages) == 1


@pytest.mark.parametrize(
    "said",
    [
        "Bad Request: message to edit not found",
        "Bad Request: message can't be edited",
        "Bad Request: MESSAGE_ID_INVALID",
    ],
)
async def test_an_edit_of_a_vanished_message_becomes_a_new_one(send, server, resident, said):
    server.fail("editMessageText", refusal(400, said))
    result = await send(delivery("Baru", edits="99"))
    assert result == Sent(str(resident.last.id))
    assert resident.last.text == "Baru"


async def test_a_picture_arrives_as_a_photo(send, resident):
    result = await send(replace(delivery("Foto"), picture=picture()))
    assert result == Sent(str(resident.last.id))
    assert resident.last.text == "Foto"


async def test_a_picture_erased_meanwhile_leaves_its_words(send, resident):
    await send(delivery("Foto"))
    assert resident.last.text == "Foto"


async def test_an_edit_of_a_file_becomes_a_new_message(send, resident):
    first = await send(delivery("Data", attachment=("data.json", "application/json", "{}")))
    await send(delivery("Baru", edits=first.message))
    assert [one.text for one in resident.messages] == ["Data", "Baru"]


async def test_a_file_goes_along(send, resident):
    file = ("data-anda.json", "application/json", '{"nama": "Siti – é"}')
    result = await send(delivery("Ini <b>data</b> Anda", labels=("Beranda",), attachment=file))
    seen = resident.last
    assert result == Sent(str(seen.id))
    assert seen.document == ("data-anda.json", '{"nama": "Siti – é"}'.encode())
    assert (seen.text, seen.labels) == ("Ini data Anda", ["Beranda"])


async def test_a_long_text_goes_ahead_of_its_file(send, resident):
    await send(delivery("x" * 1025, labels=("Beranda",), attachment=("d.json", "text/plain", "{}")))
    text, file = resident.messages
    assert (len(text.text), text.labels) == (1025, [])
    assert (file.text, file.labels) == ("", ["Beranda"])


BINARY = Document("statistik.xlsx", "application/x-uji", bytes(range(256)) * 300)


async def test_a_kept_file_arrives_byte_for_byte_under_its_name(send, resident):
    result = await send(delivery("Ini <b>berkasnya</b>", labels=("Beranda",), document=BINARY))
    seen = resident.last
    assert result == Sent(str(seen.id))
    assert seen.document == (BINARY.name, BINARY.content)
    assert (seen.text, seen.labels) == ("Ini berkasnya", ["Beranda"])


async def test_a_kept_file_that_is_gone_leaves_its_words(send, resident):
    row = delivery("Ini berkasnya", document=BINARY)
    assert isinstance(await send(replace(row, document=None)), Sent)
    assert (resident.last.text, resident.last.document) == ("Ini berkasnya", None)


async def test_markup_that_telegram_refuses_is_left_out(send, resident):
    assert isinstance(await send(delivery("<x>KTP</x> &lt;b&gt;")), Sent)
    assert resident.last.text == "KTP <b>"


async def test_a_text_too_long_is_cut_rather_than_lost(send, resident):
    assert isinstance(await send(delivery(f"<b>{'é' * (MAX_TEXT + 1)}</b>")), Sent)
    assert resident.last.text == "é" * MAX_TEXT


async def test_markup_does_not_count_as_text(send, resident):
    text = "<b>a</b>" * (MAX_TEXT // 2)
    assert isinstance(await send(delivery(text)), Sent)
    assert resident.last.html == text


async def test_button_data_too_long_is_refused_before_sending(send, server):
    result = await send(delivery(labels=("Biaya",), token="t" * 61))
    assert isinstance(result, Refused)
    assert not server.called("sendMessage")
    assert isinstance(await send(delivery(labels=("Biaya",), token="t" * 60)), Sent)


def later(seconds: float):
    return NOW + timedelta(seconds=seconds)


NOT_DONE = [
    (too_many(3), RetryAt(later(3.5), "Too Many Requests: retry after 3", everybody=True)),
    (page(429), RetryAt(later(5.5), "Too Many Requests: retry after 5", everybody=True)),
    (page(500), RetryAt(later(1.5), "HTTP 500")),
    (page(502), RetryAt(later(1.5), "HTTP 502")),
    (page(503), RetryAt(later(1.5), "HTTP 503")),
    (page(403), RetryAt(later(1.5), "HTTP 403")),
    (page(401), RetryAt(later(1.5), "HTTP 401")),
    (refusal(500, "Internal Server Error"), RetryAt(later(1.5), "Internal Server Error")),
    (refusal(401, "Unauthorized"), RetryAt(later(60), "token refused")),
]


@pytest.mark.parametrize(("mishap", "result"), NOT_DONE)
async def test_surely_not_done_is_tried_again(send, server, resident, mishap, result):
    server.fail("sendMessage", mishap)
    assert await send(delivery()) == result
    assert isinstance(await send(delivery(attempts=2)), Sent)
    assert len(resident.messages) == 1


@pytest.mark.parametrize(
    "mishap",
    ["reset", "hang", "truncated", garbage(), garbage(b"[]"), garbage(b'{"ok":true,"result":{}}'),
     garbage(b'{"ok":true}'), garbage(b'{"description":"?"}'), page(200), page(504)],
)  # fmt: skip
@pytest.mark.parametrize("applied", [True, False])
async def test_nobody_knows_whether_it_was_done(send, server, resident, mishap, applied):
    server.fail("sendMessage", mishap, applied=applied)
    assert isinstance(await send(delivery()), Unsure)
    assert len(resident.messages) == int(applied)


@pytest.mark.parametrize(("mishap", "result"), NOT_DONE)
async def test_a_file_surely_not_sent_is_tried_again(send, server, resident, mishap, result):
    server.fail("sendDocument", mishap)
    assert await send(delivery(document=BINARY)) == result
    assert isinstance(await send(delivery(document=BINARY, attempts=2)), Sent)
    assert [one.document[1] for one in resident.messages] == [BINARY.content]


@pytest.mark.parametrize("mishap", ["reset", "hang", "truncated", garbage(), page(504)])
@pytest.mark.parametrize("applied", [True, False])
async def test_nobody_knows_whether_a_file_was_sent(
    send, server, resident, mishap, applied, monkeypatch
):
    monkeypatch.setattr(sending, "FILE_SECONDS", 0.2)
    server.fail("sendDocument", mishap, applied=applied)
    assert isinstance(await send(delivery(document=BINARY)), Unsure)
    assert len(resident.messages) == int(applied)


@pytest.mark.parametrize("mishap", [refusal(413, "Request Entity Too Large"), page(413)])
async def test_a_file_too_large_for_telegram_is_refused_for_good(send, server, mishap):
    server.fail("sendDocument", mishap)
    assert isinstance(await send(delivery(document=BINARY)), Refused)


async def test_a_file_to_somebody_who_blocked_the_bot(send, resident):
    resident.block()
    assert isinstance(await send(delivery(document=BINARY)), Gone)


@pytest.mark.parametrize(
    "said",
    [
        (403, "Forbidden: bot was blocked by the user"),
        (403, "Forbidden: user is deactivated"),
        (403, "Forbidden: bot was kicked from the supergroup chat"),
        (403, "Forbidden: bot can't initiate conversation with a user"),
        (400, "Bad Request: chat not found"),
        (400, "Bad Request: PEER_ID_INVALID"),
    ],
)
async def test_the_person_is_gone(send, server, said):
    server.fail("sendMessage", refusal(*said))
    assert isinstance(await send(delivery()), Gone)


async def test_a_blocked_chat_is_gone(send, resident):
    resident.block()
    assert isinstance(await send(delivery()), Gone)


@pytest.mark.parametrize(
    "said", ["Bad Request: BUTTON_DATA_INVALID", "Bad Request: not enough rights to send"]
)
async def test_other_refusals_are_final(send, server, said):
    server.fail("sendMessage", refusal(400, said))
    assert isinstance(await send(delivery()), Refused)


async def test_a_group_that_moved(send, server):
    server.migrated["-5"] = "-1005"
    assert await send(delivery(address="-5")) == Moved("-1005")


async def test_an_unreachable_server_is_surely_not_done(server):
    await server.stop()
    async with connected(server.token, server.base, 2) as api:
        result = await Send(api, clock, lambda: 0.0)(delivery(attempts=3))
    assert result == RetryAt(later(4), "ClientConnectorError")


async def test_without_a_connection_nothing_is_sent(server):
    async with connected(server.token, server.base, 2) as api:
        pass
    assert isinstance(await Send(api, clock, lambda: 0.0)(delivery()), RetryAt)


def test_waiting_is_bounded():
    waits = [backed_off(attempts, 1.0) for attempts in (*range(1, 40), 5000)]
    assert waits == sorted(waits)
    assert waits[0] == 2
    assert waits[-1] == LONGEST_RETRY
