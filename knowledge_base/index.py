"""Candidate generation: which entries share words with the question, and how much."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge_base.entry import Entry, text_of
from knowledge_base.language.normalise import Normaliser, raw_words
from knowledge_base.language.tables import Language
from knowledge_base.weighing import Weighing, is_filler, rarities

NAME, QUESTION, DETAIL = 1.0, 0.8, 0.35
"""What it counts that an entry uses a word: in its names, example questions or other texts."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A name or example question of the entry at `entry` (a position), as words of weight > 0."""

    entry: int
    words: frozenset[str]
    mass: float
    is_name: bool
    text: str


@dataclass(frozen=True, slots=True)
class Index:
    """Everything looked up at question time. Built once, never changed.

    `use[n]` maps a word to how much entry `n` uses it (0..1); `central[n]` maps a word to the share
    of the entry's names and questions that contain it (0..1). `by_word` maps a word to positions
    in `phrases`; `entries_by_word` to positions in `entries`. `said` maps the words of a phrase
    that only one entry has to that entry.
    """

    entries: tuple[Entry, ...]
    normaliser: Normaliser
    weighing: Weighing
    phrases: tuple[Phrase, ...]
    by_word: Mapping[str, tuple[int, ...]]
    use: tuple[Mapping[str, float], ...]
    central: tuple[Mapping[str, float], ...]
    entries_by_word: Mapping[str, tuple[int, ...]]
    said: Mapping[frozenset[str], int]


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
    normaliser = Normaliser(language, _vocabulary(entries))
    read = {text: normaliser.words(text, repair=False) for text in _texts(entries)}
    core = [
        {word for text in (*names(e), *e.contoh_pertanyaan) for word in read[text]} for e in entries
    ]
    weighing = Weighing(language, rarities(core))
    phrases = tuple(
        phrase
        for position, entry in enumerate(entries)
        for phrase in _phrases(position, entry, read, weighing)
    )
    use = tuple(_use(entry, read) for entry in entries)
    return Index(
        entries=tuple(entries),
        normaliser=normaliser,
        weighing=weighing,
        phrases=phrases,
        by_word=_postings([phrase.words for phrase in phrases]),
        use=use,
        central=tuple(_central(entry, read) for entry in entries),
        entries_by_word=_postings([frozenset(one) for one in use]),
        said=_said(phrases, language),
    )


def _texts(entries: Sequence[Entry]) -> set[str]:
    return {text for e in entries for text in (*names(e), *e.contoh_pertanyaan, *details(e))}


def _vocabulary(entries: Sequence[Entry]) -> list[str]:
    """Words of the articles, names first: a typing error is sooner a name than a detail."""
    texts = [text for e in entries for text in names(e)]
    texts += [text for e in entries for text in e.contoh_pertanyaan]
    texts += [text for e in entries for text in details(e)]
    return [word for text in texts for word in raw_words(text)]


def _phrases(
    position: int, entry: Entry, read: Mapping[str, tuple[str, ...]], weighing: Weighing
) -> list[Phrase]:
    found: dict[frozenset[str], Phrase] = {}
    named = [(text, True) for text in names(entry)]
    for text, is_name in [*named, *((text, False) for text in entry.contoh_pertanyaan)]:
        words = frozenset(word for word in read[text] if weighing.weight(word) > 0)
        if words and words not in found:
            mass = sum(map(weighing.weight, words))
            found[words] = Phrase(position, words, mass, is_name, " ".join(read[text]))
    return list(found.values())


def _use(entry: Entry, read: Mapping[str, tuple[str, ...]]) -> Mapping[str, float]:
    use: dict[str, float] = {}
    layers = ((details(entry), DETAIL), (entry.contoh_pertanyaan, QUESTION), (names(entry), NAME))
    for texts, worth in layers:
        for text in texts:
            use.update(dict.fromkeys(read[text], worth))
    return use


def _said(phrases: Sequence[Phrase], language: Language) -> Mapping[frozenset[str], int]:
    owners: defaultdict[frozenset[str], set[int]] = defaultdict(set)
    for phrase in phrases:
        if not all(is_filler(word, language) for word in phrase.words):
            owners[phrase.words].add(phrase.entry)
    return {words: min(found) for words, found in owners.items() if len(found) == 1}


def _central(entry: Entry, read: Mapping[str, tuple[str, ...]]) -> Mapping[str, float]:
    """How much the entry is about a word: "KTP" stands in all its phrases, "dompet" in one."""
    texts = {*names(entry), *entry.contoh_pertanyaan}
    counts = Counter(word for text in texts for word in set(read[text]))
    return {word: count / len(texts) for word, count in counts.items()}


def _postings(rows: Sequence[frozenset[str]]) -> Mapping[str, tuple[int, ...]]:
    postings: defaultdict[str, list[int]] = defaultdict(list)
    for position, words in enumerate(rows):
        for word in words:
            postings[word].append(position)
    return {word: tuple(positions) for word, positions in postings.items()}
