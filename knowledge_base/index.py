"""Candidate generation: which entries share words with the question, and how much.

Lists of numbers are NumPy arrays, so that a million phrases are looked through in milliseconds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge_base.entry import Entry, text_of
from knowledge_base.language.normalise import Normaliser, raw_words
from knowledge_base.language.tables import Language
from knowledge_base.weighing import Weighing, is_filler, rarities

NAME, QUESTION, DETAIL = 1.0, 0.8, 0.35
"""What it counts that an entry uses a word: in its names, example questions or other texts."""

Positions = NDArray[np.int32]
Numbers = NDArray[np.float64]

NOWHERE: Positions = np.empty(0, np.int32)


@dataclass(frozen=True, slots=True)
class Phrases:
    """Names and example questions of all entries, entry by entry; one array element a phrase.

    `entry`: position of its entry, ascending. `mass`: weight of its words. `name_worth`: what a
    weight of shared words covers of a name (0 for a question). `texts`: as canonical words.
    `by_word` maps a word of weight > 0 to the phrases with it. `said` maps the words of a phrase
    that only one entry has to that entry.
    """

    entry: Positions
    mass: Numbers
    name_worth: Numbers
    texts: tuple[str, ...]
    by_word: Mapping[str, Positions]
    said: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Usage:
    """How the entries at positions `entries` (ascending) use one word, each 0..1.

    `use`: where it stands, see `NAME`. `central`: share of the entry's phrases with the word.
    """

    entries: Positions
    use: Numbers
    central: Numbers


@dataclass(frozen=True, slots=True)
class Index:
    """Everything looked up at question time. Built once, never changed."""

    entries: tuple[Entry, ...]
    normaliser: Normaliser
    weighing: Weighing
    phrases: Phrases
    usage: Mapping[str, Usage]

    def use(self, word: str, entry: int) -> float:
        """How much, 0..1, the entry at position `entry` uses `word`."""
        usage = self.usage.get(word)
        if usage is None:
            return 0.0
        place = int(np.searchsorted(usage.entries, entry))
        found = place < len(usage.entries) and usage.entries[place] == entry
        return float(usage.use[place]) if found else 0.0

    def names_something(self, word: str) -> bool:
        """Whether the word stands in the name of some entry."""
        usage = self.usage.get(word)
        return usage is not None and bool((usage.use >= NAME).any())

    def said(self, words: Iterable[str]) -> int | None:
        """The one entry that has a phrase of exactly these words."""
        return self.phrases.said.get(hash(frozenset(words)))


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


def build(entries: Sequence[Entry], language: Language) -> Index:
    """Index `entries`; their order does not matter."""
    raw = {text: raw_words(text) for text in _texts(entries)}
    normaliser = Normaliser(language, (word for words in raw.values() for word in words))
    read = {text: normaliser.canonical(words) for text, words in raw.items()}
    core = [
        {word for text in (*names(e), *e.contoh_pertanyaan) for word in read[text]} for e in entries
    ]
    weighing = Weighing(language, rarities(core))
    return Index(
        entries=tuple(entries),
        normaliser=normaliser,
        weighing=weighing,
        phrases=_phrases(entries, read, weighing),
        usage=_usage(entries, read),
    )


def _texts(entries: Sequence[Entry]) -> dict[str, None]:
    """All texts, names first: a typing error is sooner a name than a detail."""
    texts = dict.fromkeys(text for e in entries for text in names(e))
    texts.update(dict.fromkeys(text for e in entries for text in e.contoh_pertanyaan))
    texts.update(dict.fromkeys(text for e in entries for text in details(e)))
    return texts


Read = Mapping[str, tuple[str, ...]]
"""Text → its canonical words."""


def _phrases(entries: Sequence[Entry], read: Read, weighing: Weighing) -> Phrases:
    language = weighing.language
    postings: defaultdict[str, list[int]] = defaultdict(list)
    owner: list[int] = []
    mass: list[float] = []
    name_worth: list[float] = []
    texts: list[str] = []
    said: dict[int, int] = {}
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
            texts.append(" ".join(read[text]))
            if not all(is_filler(word, language) for word in words):
                key = hash(words)
                said[key] = position if said.get(key, position) == position else SEVERAL
    return Phrases(
        entry=np.array(owner, np.int32),
        mass=np.array(mass, np.float64),
        name_worth=np.array(name_worth, np.float64),
        texts=tuple(texts),
        by_word={word: np.array(found, np.int32) for word, found in postings.items()},
        said={key: position for key, position in said.items() if position != SEVERAL},
    )


SEVERAL = -1
"""Marks words that phrases of several entries have in common."""


def _usage(entries: Sequence[Entry], read: Read) -> Mapping[str, Usage]:
    rows: defaultdict[str, list[tuple[int, float, float]]] = defaultdict(list)
    for position, entry in enumerate(entries):
        phrases = {*names(entry), *entry.contoh_pertanyaan}
        counts: defaultdict[str, int] = defaultdict(int)
        for text in phrases:
            for word in set(read[text]):
                counts[word] += 1
        for word, use in _use(entry, read).items():
            rows[word].append((position, use, counts.get(word, 0) / len(phrases)))
    return {word: _columns(found) for word, found in rows.items()}


def _columns(rows: list[tuple[int, float, float]]) -> Usage:
    entries, use, central = zip(*rows, strict=True)
    return Usage(np.array(entries, np.int32), np.array(use), np.array(central))


def _use(entry: Entry, read: Read) -> dict[str, float]:
    use: dict[str, float] = {}
    layers = ((details(entry), DETAIL), (entry.contoh_pertanyaan, QUESTION), (names(entry), NAME))
    for texts, worth in layers:
        for text in texts:
            use.update(dict.fromkeys(read[text], worth))
    return use
