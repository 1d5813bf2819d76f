"""Every key the code speaks is in every catalogue, with the same arguments; and none too many."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest

from bot.wording.catalogue import catalogue, languages

ROOT = Path(__file__).parents[2] / "bot"


def spoken_keys() -> set[str]:
    """Keys as regular expressions: f-strings match anything in their holes."""
    found: set[str] = set()
    for file in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and re.fullmatch(r"[a-z_]+(\.[a-z_-]+)+", text):
                found.add(re.escape(text))
            if isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z_-]+"
                    for part in node.values
                ]
                pattern = "".join(parts)
                if re.match(r"^([a-z_]+|\[a-z_-\]\+)\\\.", pattern):
                    found.add(pattern)
    return found


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_the_catalogues_hold_the_same_keys_and_arguments():
    indonesian, english = catalogue("id"), catalogue("en")
    assert set(indonesian) == set(english)
    for key, text in indonesian.items():
        assert placeholders(text) == placeholders(english[key]), key


def test_no_key_is_left_over():
    patterns = [re.compile(pattern) for pattern in spoken_keys()]
    unused = {key for key in catalogue("id") if not any(p.fullmatch(key) for p in patterns)}
    assert not unused


@pytest.mark.parametrize("language", ["id", "en"])
def test_button_labels_fit_a_phone(language: str):
    prefixes = ("button.", "part.button.", "change.", "add.", "obstacle.", "feedback.")
    texts = catalogue(language)
    labels = {key: texts[key] for key in texts if key.startswith(prefixes)}
    sentences = {"button.stale", "feedback.thanks", "feedback.noted"}
    sentences |= {"feedback.why", "feedback.sorry"}
    assert not [key for key, text in labels.items() if len(text) > 28 and key not in sentences]


def test_there_are_two_languages():
    assert languages() == ("en", "id")
