"""How a question was read, word by word, and what spoke for each candidate."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge_base.engine import Engine
from knowledge_base.entry import Aspect
from knowledge_base.features import NAMES, gather, read
from knowledge_base.language.normalise import raw_words
from knowledge_base.weighing import is_filler

SHOWN = 3
"""Candidates whose evidence is shown."""


@dataclass(frozen=True, slots=True)
class Word:
    """`written` was read as `read`; `how` says why, in Indonesian."""

    written: str
    read: str
    how: str


@dataclass(frozen=True, slots=True)
class Term:
    """A canonical word after phrases were joined, and its weight (0 to 1.25)."""

    word: str
    weight: float
    kind: str


@dataclass(frozen=True, slots=True)
class Grounds:
    """A candidate's id, its score (0..1) and its features by name."""

    entry: str
    score: float
    features: dict[str, float]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that `decide` saw in a text."""

    words: tuple[Word, ...]
    terms: tuple[Term, ...]
    aspect: Aspect | None
    grounds: tuple[Grounds, ...]


def explain(engine: Engine, text: str) -> Explanation:
    """Read `text` as `Engine.decide` does, and say what was seen."""
    index = engine.index
    question = read(index, text)
    evidence = {one.entry: one.features for one in gather(index, question)}
    return Explanation(
        words=tuple(_word(engine, raw) for raw in raw_words(text)),
        terms=tuple(
            Term(word, question.weights.get(word, 0.0), _kind(engine, word))
            for word in question.words
        ),
        aspect=engine.aspect(text),
        grounds=tuple(
            Grounds(
                index.entries[at].id,
                score,
                dict(zip(NAMES, evidence[at], strict=True)) if at in evidence else {},
            )
            for score, at in engine.rank(question)[:SHOWN]
        ),
    )


def _word(engine: Engine, raw: str) -> Word:
    normaliser = engine.index.normaliser
    term = normaliser.term(raw)
    if normaliser.is_known(term):
        return Word(raw, term, "dikenal" if term == raw else "tabel bahasa atau kata dasar")
    mended = " ".join(normaliser.repaired(term))
    return Word(raw, mended, "tidak dikenal" if mended == term else "ejaan diperbaiki")


def _kind(engine: Engine, word: str) -> str:
    weighing = engine.index.weighing
    language = weighing.language
    if word in language.stop:
        return "kata sambung"
    if is_filler(word, language):
        return "kata tanya umum"
    if weighing.is_landmark(word):
        return "benda layanan"
    if word in language.situations:
        return "keadaan"
    return "kata isi" if word in engine.index.usage else "tidak ada di isi"
