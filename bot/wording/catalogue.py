"""Message keys to text, by language. The catalogues are Babel .po files, read at start."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

LOCALES = Path(__file__).parent / "locale"
DEFAULT = "id"


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """All texts of a language by key; the default language where there is no such catalogue."""
    file = LOCALES / language / "LC_MESSAGES" / "messages.po"
    if not file.is_file():
        return catalogue(DEFAULT)
    with file.open("rb") as stream:
        messages = read_po(stream, locale=language, abort_invalid=True)
    return {str(one.id): str(one.string) for one in messages if one.id and one.string}


def text(key: str, language: str) -> str:
    """The text of a key; falls back to the default language.

    Raises:
        KeyError: the key is in no catalogue; a test keeps that from happening.
    """
    return catalogue(language).get(key) or catalogue(DEFAULT)[key]


@cache
def spoken(language: str) -> str:
    """The language that the program speaks to somebody who chose this one."""
    return language if language in languages() else DEFAULT


def languages() -> tuple[str, ...]:
    """The languages there are catalogues for."""
    return tuple(sorted(folder.name for folder in LOCALES.iterdir() if folder.is_dir()))
