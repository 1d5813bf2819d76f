"""Nobody's words become markup, on any channel."""

from __future__ import annotations

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wording.markup import escaped, label, to_channel

lines = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=120)


@given(lines)
def test_an_argument_comes_out_as_it_went_in(text: str):
    expected = " ".join(text.split("\n")).strip()
    assert to_channel(escaped(text), "plain") == expected
    assert unescape(to_channel(escaped(text), "telegram")) == expected
    assert label(escaped(text)) == expected


@given(lines)
def test_only_our_own_tags_are_left(text: str):
    html = to_channel(f"**{escaped(text)}** [{escaped(text)}](https://contoh.id)", "telegram")
    bare = html.replace("<b>", "").replace("</b>", "").replace("</a>", "")
    assert "<" not in bare.replace('<a href="https://contoh.id">', "")


def test_a_script_link_leads_nowhere():
    assert 'href="javascript' not in to_channel("[klik](javascript:alert)", "telegram")


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("telegram", '<b>Biaya</b> <a href="https://a.id/x_y?b=1&amp;c=2">A &amp; B</a>'),
        (
            "web",
            (
                '<strong>Biaya</strong> <a rel="noopener noreferrer" target="_blank" '
                'href="https://a.id/x_y?b=1&amp;c=2">A &amp; B</a>'
            ),
        ),
        ("plain", "Biaya A & B <https://a.id/x_y?b=1&c=2>"),
    ],
)
def test_each_channel_has_its_own_form(markup, expected: str):
    link = f"[{escaped('A & B')}]({escaped('https://a.id/x_y?b=1&c=2')})"
    assert to_channel(f"**Biaya** {link}", markup) == expected
