"""Fetching pictures from worker threads."""

from __future__ import annotations

import asyncio

import pytest

from bot.channels.telegram.photos import MAX_FILE, TelegramClosedError, TelegramPhotos
from tests.telegram.bot_api_server import garbage, page


@pytest.fixture
def photos() -> TelegramPhotos:
    return TelegramPhotos(timeout=2)


async def fetched(photos: TelegramPhotos, client, reference: str = "f", channel: str = "telegram"):
    async with photos.reached_by(client):
        return await asyncio.to_thread(photos.fetch, channel, reference)


async def test_a_picture_comes_as_it_is(photos, client, server):
    content = bytes(range(256)) * 500
    server.files["f"] = content
    assert await fetched(photos, client) == content


async def test_an_empty_file_is_empty(photos, client, server):
    server.files["f"] = b""
    assert await fetched(photos, client) == b""


async def test_pictures_of_other_channels_are_not_ours(photos, client, server):
    server.files["f"] = b"x"
    assert await fetched(photos, client, channel="web") is None
    assert server.calls == []


async def test_an_unknown_file_is_asked_for_once(photos, client, server):
    assert await fetched(photos, client, "tidak-ada") is None
    assert len(server.called("getFile")) == 1


async def test_a_file_too_big_is_not_downloaded(photos, client, server):
    server.files["f"] = b"x"
    server.file_sizes["f"] = MAX_FILE + 1
    assert await fetched(photos, client) is None
    assert not server.called("download")


async def test_a_file_bigger_than_told_is_given_up(photos, client, server, monkeypatch):
    monkeypatch.setattr("bot.channels.telegram.request.MAX_BODY", 100)
    server.files["f"] = b"x" * 101
    assert await fetched(photos, client) is None


@pytest.mark.parametrize("method", ["getFile", "download"])
@pytest.mark.parametrize("mishap", ["reset", "truncated", page(502), page(404)])
async def test_one_failure_is_tried_again(photos, client, server, method, mishap):
    server.files["f"] = b"gambar"
    server.fail(method, mishap)
    assert await fetched(photos, client) == b"gambar"


@pytest.mark.parametrize("mishap", ["reset", page(502)])
async def test_failing_downloads_end_in_none(photos, client, server, mishap):
    server.files["f"] = b"gambar"
    server.fail("download", mishap, times=9)
    assert await fetched(photos, client) is None


async def test_a_reply_of_another_shape_ends_in_none(photos, client, server):
    server.fail("getFile", garbage(b'{"ok":true,"result":{}}'))
    assert await fetched(photos, client) is None


async def test_a_hanging_download_ends_in_time(client, server):
    server.files["f"] = b"gambar"
    server.fail("download", "hang")
    assert await fetched(TelegramPhotos(timeout=0.05), client) is None


def test_before_telegram_is_there_it_waits_then_gives_up():
    assert TelegramPhotos(timeout=0.01).fetch("telegram", "f") is None


async def test_stopping_is_not_a_failed_download(photos, client, server):
    """The resident must not be told that the picture was bad: it is fetched after the restart."""
    server.files["f"] = b"gambar"
    server.fail("download", "hang")
    async with photos.reached_by(client):
        fetching = asyncio.create_task(asyncio.to_thread(photos.fetch, "telegram", "f"))
        await server.until(lambda: server.called("download"))
    with pytest.raises(TelegramClosedError):
        await fetching
    with pytest.raises(TelegramClosedError):
        await asyncio.to_thread(photos.fetch, "telegram", "f")
