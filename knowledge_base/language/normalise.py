"""What a resident wrote → canonical words. The same way for questions and for articles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from knowledge_base.language.affixes import roots, without_possessive
from knowledge_base.language.repair import Repairs
from knowledge_base.language.tables import Language

_WORD = re.compile(r"[^\W_]+")
_STRETCHED = re.compile(r"(.)\1{2,}")
_DOUBLED = re.compile(r"(.)\1")
_TWO = re.compile(r"\b([^\W\d_]{3,})2(?=[^\W\d_]*\b)")
_TWICE = re.compile(r"\b(\w{3,})[-\s]+\1(?=\w{0,3}\b)")

LONGEST, LATEST = 2000, 600
"""Characters that are read of a message, and how many of them from its end."""

OPENING, CLOSING = 60, 40
"""Words that are read from a long story: how it begins, and what is asked at its end."""

LONGEST_WORD = 28
"""Letters; two Indonesian words written as one are seldom longer."""

MOST_TRIED = 12
"""A message with more unknown words than this is no question; mending it would only cost time."""


def raw_words(text: str) -> list[str]:
    """Lower-case words without punctuation, stretched letters shortened, "x-x" said once."""
    plain = text if len(text) <= LONGEST else text[: LONGEST - LATEST] + " " + text[-LATEST:]
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = plain.lower().replace("'", "")
    plain = _TWICE.sub(r"\1", _TWO.sub(r"\1", _STRETCHED.sub(r"\1", plain)))
    return _WORD.findall(plain)


@dataclass(frozen=True, slots=True)
class Reading:
    """Canonical words in order; `mended` are guesses at words that were mistyped."""

    words: tuple[str, ...]
    mended: frozenset[str]


class Normaliser:
    """Turns text into canonical words. Immutable; the cache inside is safe to share."""

    __slots__ = (
        "_fixed",
        "_known",
        "_language",
        "_openings",
        "_phrases",
        "_repairs",
        "repaired",
        "term",
    )

    def __init__(self, language: Language, vocabulary: Iterable[str]) -> None:
        """`vocabulary`: words of the articles, the ones worth repairing to first."""
        own = tuple(dict.fromkeys(vocabulary))
        self._language = language
        self._fixed = language.fixed
        self._known = self._fixed | frozenset(own)
        wanted = [*own, *language.words.values(), *language.landmarks, *language.words]
        self._repairs = Repairs(wanted)
        self.term: Callable[[str], str] = lru_cache(maxsize=50_000)(self._term)
        self.repaired: Callable[[str], tuple[str, ...]] = lru_cache(maxsize=20_000)(self._repaired)
        self._phrases = {
            tuple(map(self.term, words)): meaning for words, meaning in language.phrases.items()
        }
        self._openings = _openings(self._phrases)

    def words(self, text: str, *, repair: bool = True) -> tuple[str, ...]:
        """Canonical words of `text` in order; phrases become one term.

        With `repair`, unknown words are split or corrected to known ones where that is likely.
        """
        return self.read(text, repair=repair).words

    def canonical(self, raw: Iterable[str]) -> tuple[str, ...]:
        """Canonical words of correctly written `raw` words (see `raw_words`)."""
        return self._joined([self.term(word) for word in raw])

    def read(self, text: str, *, repair: bool = True) -> Reading:
        """Like `words`, and which of them were mended."""
        found: list[str] = []
        mended: set[str] = set()
        tried = 0
        words = raw_words(text)
        if len(words) > OPENING + CLOSING:
            words = words[:OPENING] + words[-CLOSING:]
        terms = [self.term(word) for word in words]
        for term in terms:
            if repair and term not in self._known and tried < MOST_TRIED:
                tried += 1
                likely = self.repaired(term)
                mended.update(one for one in likely if one != term)
                found.extend(likely)
            else:
                found.append(term)
        return Reading(self._joined(found), frozenset(mended.difference(terms)))

    def is_known(self, word: str) -> bool:
        """Whether the tables or the articles use this word."""
        return word in self._known

    def _term(self, word: str) -> str:
        for _ in range(5):
            shorter = self._one_step(word)
            if shorter == word:
                return word
            word = shorter
        return word

    def _one_step(self, word: str) -> str:
        words = self._language.words
        if word in words:
            return words[word]
        if word in self._fixed:
            return word
        once = _DOUBLED.sub(r"\1", word)
        if once != word and self._is_word(once):
            return once
        owner = without_possessive(word)
        if owner is not None and (owner in self._language.landmarks or owner in words):
            return owner
        return next((root for root in roots(word) if self._is_word(root)), word)

    def _is_word(self, word: str) -> bool:
        return word in self._known or word in self._language.words

    def _repaired(self, word: str) -> tuple[str, ...]:
        if not 3 <= len(word) <= LONGEST_WORD or not word.isalpha():
            return (word,)
        split = self._split(word)
        if split:
            return split
        near = self._repairs.nearest(word)
        return (word,) if near is None else (self.term(near),)

    def _split(self, word: str) -> tuple[str, ...] | None:
        """ "aktelahir" → akta lahir: both halves known, one of them a thing of its own."""
        for place in range(2, len(word) - 2):
            first = self.term(word[:place])
            if not self._is_half(first):
                continue
            second = self.term(word[place:])
            if self._is_half(second) and not self._language.landmarks.isdisjoint((first, second)):
                return first, second
        return None

    def _is_half(self, term: str) -> bool:
        return self._is_word(term) and (len(term) >= 3 or term in self._language.landmarks)

    def _joined(self, words: list[str]) -> tuple[str, ...]:
        """Phrases joined and echoes dropped, until nothing changes ("kartu kartu keluarga")."""
        while True:
            once = [word for place, word in enumerate(words) if words[place - 1 : place] != [word]]
            if self._openings.keys().isdisjoint(once):
                return tuple(once)
            joined = self._joined_once(once)
            if joined == words:
                return tuple(joined)
            words = joined

    def _joined_once(self, words: list[str]) -> list[str]:
        result: list[str] = []
        place = 0
        while place < len(words):
            for size in self._openings.get(words[place], ()):
                term = self._phrases.get(tuple(words[place : place + size]))
                if term is not None:
                    result.extend(term)
                    place += size
                    break
            else:
                result.append(words[place])
                place += 1
        return result


def _openings(phrases: Iterable[tuple[str, ...]]) -> dict[str, tuple[int, ...]]:
    """First word of a phrase → how many words such phrases have, longest first."""
    sizes: dict[str, set[int]] = {}
    for words in phrases:
        sizes.setdefault(words[0], set()).add(len(words))
    return {word: tuple(sorted(found, reverse=True)) for word, found in sizes.items()}
