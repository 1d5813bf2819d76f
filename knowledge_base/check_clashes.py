"""Entries that would be mistaken for one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge_base.base import KnowledgeBase
from knowledge_base.decide import Answered
from knowledge_base.language.normalise import raw_words
from knowledge_base.load import Fault, LoadedEntry
from knowledge_base.located import fault


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
    """Example questions that the engine itself answers with another entry."""
    knowledge = KnowledgeBase.from_entries(one.entry for one in loaded)
    for one in loaded:
        for place, text in enumerate(one.entry.contoh_pertanyaan):
            decision = knowledge.decide(text)
            if isinstance(decision, Answered) and decision.entry.id != one.entry.id:
                problem = f"'{text}' dijawab dengan '{decision.entry.id}'"
                mend = "tulis lebih khas, atau pindahkan ke layanan itu"
                yield fault(one, ("contoh_pertanyaan", place), problem, mend)
