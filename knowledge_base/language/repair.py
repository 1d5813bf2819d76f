"""Typing errors: known words near an unknown one, found without scanning the vocabulary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz.distance import OSA

VOWELS = frozenset("aiueo")

LONG, LONGEST = 8, 18
"""Letters from which two errors are forgiven, and up to which a word may be a typing error."""


class Repairs:
    """Words by their deletion neighbourhood and by their consonants. Immutable once built."""

    __slots__ = ("_deletions", "_rank", "_skeletons")

    def __init__(self, words: Iterable[str]) -> None:
        """`words` in order of preference: the earlier wins among equally near ones."""
        self._rank: dict[str, int] = {}
        deletions: defaultdict[str, list[str]] = defaultdict(list)
        skeletons: defaultdict[str, list[str]] = defaultdict(list)
        for word in words:
            if word in self._rank or len(word) < 4 or not word.isalpha():
                continue
            self._rank[word] = len(self._rank)
            skeletons[skeleton(word)].append(word)
            for shorter in neighbourhood(word):
                deletions[shorter].append(word)
        self._deletions = dict(deletions)
        self._skeletons = dict(skeletons)

    def nearest(self, word: str) -> str | None:
        """The known word that `word` was probably meant to be, or None."""
        if not word.isalpha() or not 3 <= len(word) <= LONGEST:
            return None
        return self._abbreviated(word) or (self._mistyped(word) if len(word) > 3 else None)

    def _abbreviated(self, word: str) -> str | None:
        """ "krtu" and "kbpten": the consonants of a known word with vowels left out."""
        bones = skeleton(word)
        if len(bones) < 3:
            return None
        fits = [
            known
            for known in self._skeletons.get(bones, ())
            if len(known) > len(word) and _is_inside(word, known)
        ]
        return min(fits, key=lambda known: self._rank[known], default=None)

    def _mistyped(self, word: str) -> str | None:
        limit = 2 if len(word) >= LONG else 1
        best: tuple[int, int, str] | None = None
        for known in self._near(word):
            if known[0] != word[0]:
                continue
            distance = OSA.distance(word, known, score_cutoff=limit)
            if distance > limit or _is_risky(word, known):
                continue
            found = (distance, self._rank[known], known)
            best = found if best is None else min(best, found)
        return best[2] if best else None

    def _near(self, word: str) -> set[str]:
        shared = self._deletions.keys() & neighbourhood(word)
        return {known for shorter in shared for known in self._deletions[shorter]}


def skeleton(word: str) -> str:
    """First letter and consonants, doubled ones once: "kartu" → "krt"."""
    bones = word[0]
    for letter in word[1:]:
        if letter not in VOWELS and letter != bones[-1]:
            bones += letter
    return bones


def neighbourhood(word: str) -> set[str]:
    """The word and every form with one letter left out; two for long words.

    The first letter stays: a word that begins otherwise is another word.
    """
    once = {word[:place] + word[place + 1 :] for place in range(1, len(word))}
    near = {word, *once}
    if len(word) >= LONG:
        for place in range(1, len(word)):
            rest = word[place + 1 :]
            near.update(
                word[:place] + rest[:later] + rest[later + 1 :] for later in range(len(rest))
            )
    return near


def _is_inside(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)


def _is_risky(word: str, known: str) -> bool:
    """Four letters with one exchanged are usually another word: "kata" is not "kaca"."""
    return len(word) == len(known) <= 4 and sorted(word) != sorted(known)
