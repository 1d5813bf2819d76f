"""Candidate generation: which entries share words with the question, and how much.

Lists of numbers are NumPy arrays, so that a million phrases are looked through in milliseconds.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from knowledge_base.entry import Entry, text_of
from knowledge_base.language.normalise import Normaliser, raw_words
from knowledge_base.language.tables import Language
from knowledge_base.weighing import Weighing, is_filler, rarities

NAME, QUESTION, HINT, DETAIL = 1.0, 0.8, 0.5, 0.35
"""What it counts that an entry uses a word: in its names, questions, hints or other texts."""

SAID = {NAME: 1.5, QUESTION: 1.0, HINT: 2.0, DETAIL: 0.2}
"""How often a word counts as said when it stands there: what people say of a service."""

PRIOR = 20.0
"""An entry is taken to say this many words as all entries together do, besides its own."""

Positions = NDArray[np.int32]
Numbers = NDArray[np.float64]

NOWHERE: Positions = np.empty(0, np.int32)


@dataclass(frozen=True, slots=True)
class Phrases:
    """Names and example questions of all entries, entry by entry; one array element a phrase.

    `entry`: position of its entry, ascending. `mass`: weight of its words. `name_worth`: what a
    weight of shared words covers of a name (0 for a question). `words`: its canonical words.
    `by_word` maps a word of weight > 0 to the phrases with it.
    """

    entry: Positions
    mass: Numbers
    name_worth: Numbers
    words: tuple[tuple[str, ...], ...]
    by_word: Mapping[str, Positions]


@dataclass(frozen=True, slots=True)
class Said:
    """What only one entry says, word for word: hashes of word sets, ascending, and the entry."""

    keys: NDArray[np.int64]
    entry: Positions

    def of(self, words: Iterable[str]) -> int | None:
        """The one entry that has a phrase of exactly these words."""
        key = hash(frozenset(words))
        place = int(np.searchsorted(self.keys, key))
        found = place < len(self.keys) and self.keys[place] == key
        return int(self.entry[place]) if found else None


@dataclass(frozen=True, slots=True)
class Usage:
    """How the entries at positions `entries` (ascending) use one word, each 0..1.

    `rows`: the same positions for looking up one at a time, which numpy does slowly.
    `use`: where it stands, see `NAME`. `central`: share of the entry's phrases with the word.
    `pull`: ≥ 0, how much likelier the word is said of the entry than of any, as a logarithm.
    """

    entries: Positions
    rows: array[int]
    use: Numbers
    central: Numbers
    pull: Numbers

    def row(self, entry: int) -> int | None:
        """Where the entry at position `entry` stands in the columns, or None."""
        place = bisect_left(self.rows, entry)
        return place if place < len(self.rows) and self.rows[place] == entry else None


@dataclass(frozen=True, slots=True)
class Index:
    """Everything looked up at question time. Built once, never changed.

    `silence`: per entry, ≤ 0, the logarithm of how much rarer a word is that it never uses.
    """

    entries: tuple[Entry, ...]
    normaliser: Normaliser
    weighing: Weighing
    phrases: Phrases
    usage: Mapping[str, Usage]
    silence: Numbers
    said: Said

    def use(self, word: str, entry: int) -> float:
        """How much, 0..1, the entry at position `entry` uses `word`."""
        usage = self.usage.get(word)
        place = usage.row(entry) if usage is not None else None
        return 0.0 if usage is None or place is None else float(usage.use[place])

    def names_something(self, word: str) -> bool:
        """Whether the word stands in the name of some entry."""
        usage = self.usage.get(word)
        return usage is not None and bool((usage.use >= NAME).any())


def names(entry: Entry) -> tuple[str, ...]:
    """What the service is called."""
    return (entry.judul, entry.nama, *entry.sebutan)


def details(entry: Entry) -> tuple[str, ...]:
    """Texts that mention what the service involves."""
    return (
        entry.singkat.apa,
        *(text_of(fact) for fact in entry.persyaratan),
        *(difficulty.masalah for difficulty in entry.kesulitan),
        *(text_of(fact) for fact in entry.catatan),
        *(step.judul for step in entry.steps),
    )


def build(entries: Sequence[Entry], language: Language, also_known: Sequence[str] = ()) -> Index:
    """Index `entries`; their order does not matter. `also_known`: texts with correct words."""
    read = _raw(entries)
    known = chain.from_iterable((*read.values(), *map(raw_words, also_known)))
    normaliser = Normaliser(language, known)
    for text, words in read.items():
        read[text] = normaliser.canonical(words)
    core = [
        {word for text in (*names(e), *e.contoh_pertanyaan) for word in read[text]} for e in entries
    ]
    weighing = Weighing(language, rarities(core))
    phrases = _phrases(entries, read, weighing)
    usage, silence = _usage(entries, read, weighing)
    return Index(
        entries=tuple(entries),
        normaliser=normaliser,
        weighing=weighing,
        phrases=phrases,
        usage=usage,
        silence=silence,
        said=_said(phrases, weighing),
    )


Read = dict[str, tuple[str, ...]]
"""Text → its words."""


def _raw(entries: Sequence[Entry]) -> Read:
    """Raw words of all texts, names first: a typing error is sooner a name than a detail."""
    shared: dict[str, str] = {}
    read: Read = {}
    for texts in (names, _questions, _hints, details):
        for entry in entries:
            for text in texts(entry):
                if text not in read:
                    read[text] = tuple(shared.setdefault(word, word) for word in raw_words(text))
    return read


def _questions(entry: Entry) -> tuple[str, ...]:
    return entry.contoh_pertanyaan


def _hints(entry: Entry) -> tuple[str, ...]:
    return (entry.petunjuk,)


def _phrases(entries: Sequence[Entry], read: Read, weighing: Weighing) -> Phrases:
    postings: defaultdict[str, array[int]] = defaultdict(lambda: array("i"))
    owner, mass, name_worth = array("i"), array("d"), array("d")
    kept: list[tuple[str, ...]] = []
    for position, entry in enumerate(entries):
        seen: set[frozenset[str]] = set()
        named = len(names(entry))
        for place, text in enumerate((*names(entry), *entry.contoh_pertanyaan)):
            weights = {word: w for word in read[text] if (w := weighing.weight(word)) > 0}
            words = frozenset(weights)
            if not words or words in seen:
                continue
            seen.add(words)
            for word in words:
                postings[word].append(len(owner))
            whole = sum(weights.values())
            owner.append(position)
            mass.append(whole)
            name_worth.append(min(1.0, whole) / whole if place < named else 0.0)
            kept.append(read[text])
    return Phrases(
        entry=np.array(owner, np.int32),
        mass=np.array(mass, np.float64),
        name_worth=np.array(name_worth, np.float64),
        words=tuple(kept),
        by_word={word: np.array(found, np.int32) for word, found in postings.items()},
    )


def _said(phrases: Phrases, weighing: Weighing) -> Said:
    keys, owner = array("q"), array("i")
    for position, spoken in zip(phrases.entry.tolist(), phrases.words, strict=True):
        words = frozenset(word for word in spoken if weighing.weight(word) > 0)
        if not all(is_filler(word, weighing.language) for word in words):
            keys.append(hash(words))
            owner.append(position)
    by_key = np.argsort(np.array(keys, np.int64), kind="stable")
    ordered, owners = np.array(keys, np.int64)[by_key], np.array(owner, np.int32)[by_key]
    if not len(ordered):
        return Said(ordered, owners)
    starts = np.flatnonzero(np.r_[True, np.diff(ordered) != 0])
    first, last = np.minimum.reduceat(owners, starts), np.maximum.reduceat(owners, starts)
    alone = first == last
    return Said(ordered[starts][alone], first[alone])


def _usage(
    entries: Sequence[Entry], read: Read, weighing: Weighing
) -> tuple[Mapping[str, Usage], Numbers]:
    rows: defaultdict[str, list[tuple[int, float, float, float]]] = defaultdict(list)
    sizes = np.zeros(len(entries))
    for position, entry in enumerate(entries):
        phrases = {*names(entry), *entry.contoh_pertanyaan}
        counts: defaultdict[str, int] = defaultdict(int)
        for text in phrases:
            for word in set(read[text]):
                counts[word] += 1
        use, said = _use(entry, read)
        sizes[position] = sum(times for word, times in said.items() if weighing.weight(word) > 0)
        for word, best in use.items():
            rows[word].append((position, best, counts.get(word, 0) / len(phrases), said[word]))
    whole = float(sizes.sum()) or 1.0
    usage = {word: _columns(found, whole) for word, found in rows.items()}
    return usage, np.log(PRIOR / (sizes + PRIOR))


def _columns(rows: list[tuple[int, float, float, float]], whole: float) -> Usage:
    entries, use, central, said = map(np.array, zip(*rows, strict=True))
    pull = np.log1p(said / (PRIOR * said.sum() / whole))
    positions = entries.astype(np.int32)
    return Usage(positions, array("i", positions.tolist()), use, central, pull)


def _use(entry: Entry, read: Read) -> tuple[dict[str, float], dict[str, float]]:
    """Per word: the most important place where it stands, and how often it counts as said."""
    use: dict[str, float] = {}
    said: defaultdict[str, float] = defaultdict(float)
    layers = (
        (details(entry), DETAIL),
        (_hints(entry), HINT),
        (_questions(entry), QUESTION),
        (names(entry), NAME),
    )
    for texts, worth in layers:
        for text in texts:
            for word in set(read[text]):
                use[word] = worth
                said[word] += SAID[worth]
    return use, said
