"""What Telegram tells as formatting comes out as the same formatting, or as bare words."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from telegram import MessageEntity

from bot.channels.telegram.formatting import marked
from bot.wording.markup import to_channel

alphabet = st.sampled_from("ab 9*_[]()\\`.,-!{}<>&\n😀🇮🇩é")
texts = st.text(alphabet, min_size=1, max_size=30)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def entity(kind: str, text: str, part: str, url: str | None = None) -> MessageEntity:
    start = text.index(part)
    return MessageEntity(kind, units(text[:start]), units(part), url=url)


@st.composite
def formatted(draw):
    text = draw(texts)
    entities = []
    for kind in draw(st.lists(st.sampled_from(["bold", "italic", "text_link"]), max_size=4)):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        url = "https://contoh.id/(a)_b*c" if kind == "text_link" else None
        place = (units(text[:start]), units(text[start:end]))
        entities.append(MessageEntity(kind, *place, url=url))
    return text, entities


def html(markdown: str) -> str:
    return "\n".join(to_channel(line, "telegram") for line in markdown.split("\n"))


@given(formatted())
@example(("\\\\", [MessageEntity("italic", 1, 1)]))
def test_the_words_stay_whatever_is_formatted(given_):
    text, entities = given_
    shown = html(marked(text, entities))
    assert unescape(re.sub(r"</?(?:b|i)>|<a href=\"[^\"]*\">|</a>", "", shown)) == text


@given(formatted())
def test_nothing_is_formatted_that_was_not(given_):
    text, entities = given_
    shown = html(marked(text, entities))
    for tag, kind in (("b", "bold"), ("i", "italic"), ("a", "text_link")):
        if all(one.type != kind for one in entities):
            assert f"<{tag}" not in shown


@pytest.mark.parametrize(
    ("text", "parts", "expected"),
    [
        ("Loket tutup besok", [("bold", "tutup")], "Loket <b>tutup</b> besok"),
        ("😀🇮🇩 Loket tutup", [("bold", "tutup")], "😀🇮🇩 Loket <b>tutup</b>"),
        ("Bawa KTP asli.", [("bold", "KTP asli."), ("italic", "asli")],
         "Bawa <b>KTP <i>asli</i>.</b>"),
        ("lihat di sini ya", [("text_link", "di sini"), ("bold", "sini ya")],
         'lihat <a href="https://a.id/">di <b>sini</b></a> <b>ya</b>'),
        ("satu\ndua", [("bold", "satu\ndua")], "<b>satu</b>\n<b>dua</b>"),
        ("a*b_c[d]", [("bold", "d")], "a*b_c[<b>d</b>]"),
        ("  tebal  ", [("bold", "  tebal  ")], "  <b>tebal</b>  "),
    ],
)  # fmt: skip
def test_each_kind_as_it_was(text, parts, expected):
    entities = [
        entity(kind, text, part, "https://a.id/" if kind == "text_link" else None)
        for kind, part in parts
    ]
    assert html(marked(text, entities)) == expected


def test_where_a_mark_would_not_be_read_the_words_stay():
    text = 'kata"tebal"nya'
    assert html(marked(text, [entity("bold", text, '"tebal"')])) == text
