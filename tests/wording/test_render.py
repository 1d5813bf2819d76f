"""Messages in words: dates, numbers, long texts."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.dialogue.message import OutboundMessage, Plain, phrase
from bot.wording.render import CatalogueWording, visible_length

WORDING = CatalogueWording("Asia/Jakarta")


def render(*pieces, language: str = "id", channel: str = "plain") -> list[str]:
    return [one.text for one in WORDING.render(OutboundMessage(pieces), language, channel)]


def test_dates_and_times_are_indonesian_and_local():
    assert render(phrase("ticket.promised", date=date(2026, 12, 14))) == [
        "Janji selesai: 14 Desember 2026"
    ]
    late = datetime(2026, 11, 30, 20, 5, tzinfo=UTC)
    assert render(phrase("ticket.filed", at=late)) == ["Dikirim: 1 Desember 2026 03.05"]


def test_english_has_its_own_form():
    shown = render(phrase("ticket.promised", date=date(2026, 12, 14)), language="en")
    assert shown == ["Promised by: 14 December 2026"]


def test_a_long_text_is_split_between_lines_and_outside_tags():
    lines = [phrase("answer.title", title=f"{n} " + "<&>" * 60) for n in range(60)]
    pages = render(*lines, channel="telegram")
    assert len(pages) > 1
    assert all(visible_length(page) <= 4096 for page in pages)
    assert all(page.count("<b>") == page.count("</b>") for page in pages)
    assert sum(page.count("<b>") for page in pages) == 60


def test_the_page_gets_paragraphs():
    assert render(Plain("satu"), Plain("dua"), Plain(""), Plain("<tiga>"), channel="web") == [
        "<p>satu<br>dua</p><p>&lt;tiga&gt;</p>"
    ]
