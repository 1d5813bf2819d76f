"""From the catalogue's light markup (bold, links) to what a channel shows.

Arguments are escaped before they are put in, so nobody's words become markup; each channel's own
escaping happens here, at the last moment.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

Markup = Literal["telegram", "web", "plain"]

_PARSER = MarkdownIt("zero").enable(["emphasis", "link", "escape"])
_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+.!|~&-])")
_ESCAPE = re.compile(r"\\(" + _SPECIAL.pattern[1:-1] + ")")
_MARKED = re.compile(r"(?<!\\)(?:\\\\)*[*_\[]")
"""Most lines hold no markup at all: the parser is spared for those that may."""

_SAFE_LINK = re.compile(r"^(https?|mailto|tel):", re.IGNORECASE)

_TAGS: Mapping[str, str] = {
    "strong_open": "<b>",
    "strong_close": "</b>",
    "em_open": "<i>",
    "em_close": "</i>",
    "link_close": "</a>",
}


def escaped(argument: str) -> str:
    """An argument that stays what it is: no character of it acts as markup."""
    one_line = re.sub(r"\s*\n\s*", " ", argument).strip()
    return _SPECIAL.sub(r"\\\1", one_line)


def to_channel(markdown: str, markup: Markup) -> str:
    """One line of light markup in the channel's own form."""
    if not _MARKED.search(markdown):
        bare = _unescaped(markdown)
        return bare if markup == "plain" else escape(bare, quote=False)
    return _WRITERS[markup](_PARSER.parseInline(markdown)[0].children or [])


def label(markdown: str) -> str:
    """A button's text: no markup, no escapes."""
    if not _MARKED.search(markdown):
        return _unescaped(markdown)
    return _plain(_PARSER.parseInline(markdown)[0].children or [], with_links=False)


def _unescaped(markdown: str) -> str:
    return _ESCAPE.sub(r"\1", markdown)


def _html(tokens: list[Token]) -> str:
    return "".join(_html_token(token) for token in tokens)


def _html_token(token: Token) -> str:
    if token.type == "link_open":
        target = str(token.attrGet("href") or "")
        target = target if _SAFE_LINK.match(target) else ""
        return f'<a href="{escape(target)}">'
    return _TAGS.get(token.type) or escape(token.content, quote=False)


def _web(tokens: list[Token]) -> str:
    html = _html(tokens).replace("<b>", "<strong>").replace("</b>", "</strong>")
    return html.replace('<a href="', '<a rel="noopener noreferrer" target="_blank" href="')


def _plain(tokens: list[Token], *, with_links: bool = True) -> str:
    parts: list[str] = []
    target = ""
    for token in tokens:
        if token.type == "link_open":
            target = str(token.attrGet("href") or "")
        elif token.type == "link_close" and with_links and target not in "".join(parts):
            parts.append(f" <{target}>")
        else:
            parts.append(token.content)
    return "".join(parts)


_WRITERS: Mapping[Markup, Callable[[list[Token]], str]] = {
    "telegram": _html,
    "web": _web,
    "plain": _plain,
}
