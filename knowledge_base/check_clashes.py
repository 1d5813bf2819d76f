"""Entries that would be mistaken for one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from knowledge_base.decide import Ambiguous, Answered, Decision, Unanswered
from knowledge_base.engine import Engine
from knowledge_base.entry import Entry
from knowledge_base.held_out import held_out
from knowledge_base.language.normalise import raw_words
from knowledge_base.language.tables import language
from knowledge_base.load import Fault, LoadedEntry
from knowledge_base.located import fault
from knowledge_base.match import model

FOLDS = 3
"""How often the content is read to ask each example question where it is not an example."""


@dataclass(frozen=True, slots=True)
class _Said:
    """Something one entry says, in normalised spelling."""

    one: LoadedEntry
    location: tuple[str | int, ...]
    text: str


def clash_faults(loaded: Sequence[LoadedEntry]) -> Iterator[Fault]:
    """Duplicate ids and names, and example questions that lead elsewhere."""
    yield from _twice([_Said(one, ("id",), one.entry.id) for one in loaded], "id")
    yield from _twice([said for one in loaded for said in _names(one)], "sebutan")
    yield from _twice([said for one in loaded for said in _questions(one)], "contoh pertanyaan")
    ids = [one.entry.id for one in loaded]
    if len(set(ids)) == len(ids):
        yield from _stolen(loaded)
        yield from _unreached(loaded)


def _names(one: LoadedEntry) -> Iterator[_Said]:
    seen: set[str] = set()
    rows: list[tuple[tuple[str | int, ...], str]] = [
        (("nama",), one.entry.nama),
        (("judul",), one.entry.judul),
        *((("sebutan", place), text) for place, text in enumerate(one.entry.sebutan)),
    ]
    for location, text in rows:
        key = _key(text)
        if key not in seen:
            seen.add(key)
            yield _Said(one, location, key)


def _questions(one: LoadedEntry) -> Iterator[_Said]:
    for place, text in enumerate(one.entry.contoh_pertanyaan):
        yield _Said(one, ("contoh_pertanyaan", place), _key(text))


def _key(text: str) -> str:
    return " ".join(raw_words(text))


def _twice(rows: Sequence[_Said], what: str) -> Iterator[Fault]:
    first: dict[str, _Said] = {}
    for said in rows:
        other = first.setdefault(said.text, said)
        if other is said:
            continue
        line = other.one.document.line(other.location)
        problem = f"{what} '{said.text}' sudah dipakai di {other.one.document.file.name}:{line}"
        yield fault(said.one, said.location, problem, "ubah salah satunya supaya tidak tertukar")


def _stolen(loaded: Sequence[LoadedEntry]) -> Iterator[Fault]:
    """Example questions that are nearer to another entry than to their own."""
    engine = _engine([one.entry for one in loaded])
    for one in loaded:
        for place, text in enumerate(one.entry.contoh_pertanyaan):
            decision = engine.decide_by_evidence(text)
            if isinstance(decision, Answered) and decision.entry.id != one.entry.id:
                problem = f"'{text}' lebih dekat ke '{decision.entry.id}'"
                mend = "tulis lebih khas, atau pindahkan ke layanan itu"
                yield fault(one, ("contoh_pertanyaan", place), problem, mend)


def _unreached(loaded: Sequence[LoadedEntry]) -> Iterator[Fault]:
    """Entries that none of their own questions would find if it were new."""
    reached = {
        entry.id
        for engine, entry, text in held_out([one.entry for one in loaded], FOLDS, _engine)
        if entry.id in _offered(engine.decide(text, None))
    }
    for one in loaded:
        enough = len(one.entry.contoh_pertanyaan) > FOLDS
        if enough and one.entry.id not in reached:
            mend = "tambahkan contoh pertanyaan yang mirip satu sama lain dan khas layanan ini"
            yield fault(one, ("contoh_pertanyaan",), "tidak terjangkau pertanyaan mana pun", mend)


def _engine(entries: Sequence[Entry]) -> Engine:
    return Engine(entries, language(), model())


def _offered(decision: Decision) -> set[str]:
    match decision:
        case Answered(entry=entry):
            return {entry.id}
        case Ambiguous(options=options):
            return {entry.id for entry in options}
        case Unanswered():
            return set()
    assert_never(decision)
