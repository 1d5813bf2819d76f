"""The command menu, by scope and language."""

from __future__ import annotations

from structlog.testing import capture_logs

from bot.channels.telegram.menu import MenuTexts, set_menu
from tests.telegram.bot_api_server import page, refusal, too_many

TEXTS = {
    "id": MenuTexts(
        (("lapor", "Lapor kendala"), ("bantuan", "Cara memakai")),
        (("bantuan", "Cara memakai"),),
        "Tanya layanan publik.",
        "Tanya jawab.",
    ),
    "en": MenuTexts((("lapor", "Report"),), (("bantuan", "Help"),), "Ask.", "Q&A."),
}


def commands(server, scope: str, language: str) -> list[str]:
    key = ("setMyCommands", str({"type": scope}), language)
    return [one["command"] for one in server.settings[key]["commands"]]


async def test_menus_and_descriptions(client, server, naps):
    await set_menu(client, TEXTS, naps)
    assert commands(server, "all_private_chats", "") == ["lapor", "bantuan"]
    assert commands(server, "all_private_chats", "en") == ["lapor"]
    assert commands(server, "all_group_chats", "") == ["bantuan"]
    assert commands(server, "all_group_chats", "en") == ["bantuan"]
    said = server.settings["setMyDescription", "", ""]
    assert said["description"] == "Tanya layanan publik."
    said = server.settings["setMyShortDescription", "", "en"]
    assert said["short_description"] == "Q&A."
    assert naps.taken == []


async def test_too_fast_is_waited_out(client, server, naps):
    server.fail("setMyCommands", too_many(9))
    await set_menu(client, TEXTS, naps)
    assert naps.taken == [9]
    assert commands(server, "all_private_chats", "") == ["lapor", "bantuan"]


async def test_what_fails_thrice_is_left_and_the_rest_is_set(client, server, naps):
    server.fail("setMyCommands", page(502), times=2)
    server.fail("setMyCommands", refusal(400, "Bad Request: BOT_COMMAND_INVALID"))
    with capture_logs() as logs:
        await set_menu(client, TEXTS, naps)
    assert len(logs) == 3
    assert ("setMyCommands", "{'type': 'all_private_chats'}", "") not in server.settings
    assert commands(server, "all_group_chats", "en") == ["bantuan"]
