"""Ticket numbers a person can read aloud: `TK-7F3K-9QXD`, the last character a check.

Thirty-one characters, a prime number of them, none easily confused (no I, L, O, U, 0). A weighted
sum modulo a prime, as in ISBN-10, catches every single wrong character and every swap of two.
"""

from __future__ import annotations

import re
from collections.abc import Callable

ALPHABET = "123456789ABCDEFGHJKMNPQRSTVWXYZ"
PREFIX = "TK"
_BODY = 7
_LIKELY = {"O": "Q", "0": "Q", "I": "1", "L": "1", "U": "V"}
_SHAPE = re.compile(r"^\s*TK[\s-]+([0-9A-Z][\s-]*){6,10}$", re.IGNORECASE)


def new_number(choose: Callable[[str], str]) -> str:
    """A fresh number. `choose` picks one character of a string, uniformly and unpredictably."""
    body = "".join(choose(ALPHABET) for _ in range(_BODY))
    return _format(body + check_character(body))


def check_character(body: str) -> str:
    """The check character for the seven characters of `body`."""
    total = sum(weight * ALPHABET.index(char) for weight, char in enumerate(body, start=2))
    return ALPHABET[-total % len(ALPHABET)]


def looks_like_number(text: str) -> bool:
    """True when the text could only be meant as a ticket number, right or wrong."""
    return _SHAPE.match(text.strip()) is not None


def parse_number(text: str) -> str | None:
    """The canonical number in `text`, or None when it is mistyped."""
    compact = re.sub(r"[\s-]", "", text.strip().upper())
    if len(compact) == len(PREFIX) + _BODY + 1 and compact.startswith(PREFIX):
        compact = compact[len(PREFIX) :]
    compact = "".join(_LIKELY.get(char, char) for char in compact)
    if len(compact) != _BODY + 1 or any(char not in ALPHABET for char in compact):
        return None
    if check_character(compact[:_BODY]) != compact[_BODY]:
        return None
    return _format(compact)


def _format(characters: str) -> str:
    return f"{PREFIX}-{characters[:4]}-{characters[4:]}"
