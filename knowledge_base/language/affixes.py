"""Light stripping of Indonesian affixes, formal and casual.

Only proposes: the caller accepts a proposal when it knows the word, so over-stripping such as
"berkas" → "kas" needs no list of exceptions here.
"""

from __future__ import annotations

from collections.abc import Iterator

SUFFIXES = ("nya", "kan", "keun", "lah", "kah", "ku", "an", "in", "ne", "na", "i", "e", "")

PREFIXES = (
    ("memper", ("",)),
    ("diper", ("",)),
    ("menge", ("",)),
    ("penge", ("",)),
    ("meny", ("s",)),
    ("peny", ("s",)),
    ("meng", ("", "k")),
    ("peng", ("", "k")),
    ("nge", ("",)),
    ("mem", ("", "p")),
    ("pem", ("", "p")),
    ("men", ("", "t")),
    ("pen", ("", "t")),
    ("ber", ("",)),
    ("ter", ("",)),
    ("per", ("",)),
    ("me", ("",)),
    ("pe", ("",)),
    ("ny", ("s", "c")),
    ("ng", ("", "k")),
    ("di", ("",)),
    ("ke", ("",)),
    ("se", ("",)),
    ("n", ("", "t")),
    ("m", ("p",)),
    ("", ("",)),
)
"""Prefix and what it may have replaced: "menyewa" hides an s."""

_RESTORED = dict(PREFIXES)
_LONGEST_PREFIX = max(map(len, _RESTORED))

SHORTEST = 4
"""Roots shorter than this are too often accidents."""


def roots(word: str) -> Iterator[str]:
    """Possible roots of `word`, least stripped first, `word` itself excluded."""
    found: set[str] = set()
    for suffix in SUFFIXES:
        if not word.endswith(suffix):
            continue
        stem = word[: len(word) - len(suffix)]
        for size in range(min(_LONGEST_PREFIX, len(stem) - SHORTEST + 1) + 1):
            restored = _RESTORED.get(stem[:size])
            if restored is not None:
                found.update(first + stem[size:] for first in restored)
    found.discard(word)
    yield from sorted((root for root in found if len(root) >= SHORTEST), key=lambda r: (-len(r), r))


def without_possessive(word: str) -> str | None:
    """The word before "nya"/"ku"/"mu", for short names such as "kknya"; None without one."""
    for suffix in ("nya", "ku", "mu"):
        if word.endswith(suffix) and len(word) - len(suffix) >= 2:
            return word[: -len(suffix)]
    return None
