"""Reading without domain synonyms: small talk and emergencies need the words as meant.

The engine reads "terbakar" and "robek" both as damaged; here a fire must stay a fire.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from knowledge_base.language.normalise import raw_words
from knowledge_base.language.tables import closed, read_table, word_rows

TABLES = ("slang", "spelling", "javanese", "sundanese")


@cache
def _words() -> Mapping[str, str]:
    return closed(row for name in TABLES for row in word_rows(name))


def read_plain(text: str) -> tuple[str, ...]:
    """Canonical words of `text`, slang and regional words translated."""
    words = _words()
    return tuple(words.get(word, word) for word in raw_words(text))


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of canonical words to look for."""

    rows: tuple[tuple[str, ...], ...]

    def places(self, words: tuple[str, ...]) -> set[int]:
        """Positions in `words` that belong to a row standing there word for word."""
        found: set[int] = set()
        for start in range(len(words)):
            for row in self.rows:
                if words[start : start + len(row)] == row:
                    found.update(range(start, start + len(row)))
        return found

    def stands_in(self, words: tuple[str, ...], gap: int) -> bool:
        """Whether some row's words occur in order, at most `gap` others between neighbours."""
        return any(
            _follows(row, words, start, gap) for row in self.rows for start in range(len(words))
        )


def _follows(row: tuple[str, ...], words: tuple[str, ...], start: int, gap: int) -> bool:
    if words[start] != row[0]:
        return False
    place = start
    for wanted in row[1:]:
        window = words[place + 1 : place + 2 + gap]
        if wanted not in window:
            return False
        place += 1 + window.index(wanted)
    return True


def rows(texts: Iterable[str]) -> Rows:
    """Read phrases the way messages are read."""
    return Rows(tuple(read_plain(text) for text in texts))


def rows_of(table: str) -> dict[str, Rows]:
    """Every list of a table, in the order of the file."""
    return {
        name: rows(str(text) for text in texts)
        for name, texts in read_table(table).items()
        if isinstance(texts, list)
    }
