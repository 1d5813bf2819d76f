"""The language tables: YAML files of this folder, read once into one frozen value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

from knowledge_base.entry import Aspect

FOLDER = Path(__file__).parent

WORD_FILES = ("slang", "spelling", "synonyms", "javanese", "sundanese")
"""Tables of one-word variants. A variant that stands in two files is a fault (tested)."""


@dataclass(frozen=True, slots=True)
class Language:
    """What the engine knows of the languages residents write.

    `words` maps a variant to its canonical word and is closed: no value is a key.
    `phrases` maps canonical words in a row to the term they mean, usually one word.
    `stop`, `generic`, `ordinary` and `landmarks` are the classes that decide a word's weight;
    `situations` change which service of a thing is meant. `negations` set aside the thing or
    situation after them; words of `passed_over` may stand between. `elsewhere`: words of talk and
    trades that are no public service. `offices`, `queues`: words for an office or
    a queue that is not named; `times`: days and months.
    `aspects` holds the cues in order of priority, as texts; an aspect may stand twice, its weak
    cues last ("name/lemah" in the file). `cue_words` are their canonical words.
    """

    words: Mapping[str, str]
    phrases: Mapping[tuple[str, ...], tuple[str, ...]]
    stop: frozenset[str]
    generic: frozenset[str]
    ordinary: frozenset[str]
    landmarks: frozenset[str]
    situations: frozenset[str]
    negations: frozenset[str]
    passed_over: frozenset[str]
    elsewhere: frozenset[str]
    offices: frozenset[str]
    queues: frozenset[str]
    times: frozenset[str]
    aspects: tuple[tuple[Aspect, bool, tuple[str, ...]], ...]
    cue_words: frozenset[str]

    @property
    def fixed(self) -> frozenset[str]:
        """Words that are known as they are and must not be stemmed or repaired."""
        terms = frozenset(self.words.values()).union(*self.phrases.values())
        return (
            terms
            | self.stop
            | self.generic
            | self.ordinary
            | self.landmarks
            | self.situations
            | self.elsewhere
            | self.offices
            | self.queues
            | self.times
            | self.cue_words
        )


def read_table(name: str) -> Mapping[str, object]:
    """One YAML table; every scalar stays text, so `no` and `17` are words."""
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    data = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - builds plain strings only
    if not isinstance(data, dict):
        raise TypeError(f"{name}.yaml: must be a mapping")
    return data


def closed(rows: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Follow variant → word → word until nothing changes; a circle is a fault.

    Raises:
        ValueError: a word leads back to itself.
    """
    direct = dict(rows)
    result: dict[str, str] = {}
    for variant, target in direct.items():
        word, seen = target, {variant}
        while word in direct:
            if word in seen:
                raise ValueError(f"tabel bahasa berputar pada '{word}'")
            seen.add(word)
            word = direct[word]
        result[variant] = word
    return MappingProxyType(result)


@cache
def language() -> Language:
    """The shipped tables."""
    rows = [row for name in WORD_FILES for row in word_rows(name)]
    words = closed(rows)

    def canonical(text: str) -> tuple[str, ...]:
        return tuple(words.get(word, word) for word in text.split())

    phrases = {
        canonical(text): tuple(term.split()) for term, texts in _lists("phrases") for text in texts
    }
    return Language(
        words=words,
        phrases=MappingProxyType(phrases),
        stop=_words("stopwords", words) | _words("places", words),
        generic=_words("generic", words),
        ordinary=_words("ordinary", words),
        landmarks=_words("landmarks", words),
        situations=_words("situations", words),
        negations=_words("negations", words, "kata"),
        passed_over=_words("negations", words, "lewati") | _words("stopwords", words),
        elsewhere=_words("elsewhere", words),
        offices=_words("offices", words, "kata"),
        queues=_words("offices", words, "antre"),
        times=_words("offices", words, "waktu"),
        aspects=tuple(_cues(name, texts) for name, texts in _lists("aspects")),
        cue_words=frozenset(
            word for _, texts in _lists("aspects") for text in texts for word in canonical(text)
        ),
    )


def _cues(name: str, texts: list[str]) -> tuple[Aspect, bool, tuple[str, ...]]:
    aspect, _, strength = name.partition("/")
    return Aspect(aspect), strength == "lemah", tuple(texts)


def word_rows(name: str) -> list[tuple[str, str]]:
    """(variant, canonical word) of one word table."""
    return [
        (variant, word)
        for word, variants in read_table(name).items()
        for variant in str(variants).split()
    ]


def _lists(name: str) -> list[tuple[str, list[str]]]:
    table = read_table(name)
    return [
        (key, [str(one) for one in value])
        for key, value in table.items()
        if isinstance(value, list)
    ]


def _words(name: str, words: Mapping[str, str], key: str | None = None) -> frozenset[str]:
    """All words of a table, or those of one of its rows."""
    table = read_table(name)
    rows = (str(row).split() for row in ([table[key]] if key else table.values()))
    return frozenset(words.get(word, word) for row in rows for word in row)
