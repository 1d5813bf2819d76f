"""Example questions asked where they are not among the examples: how others would fare."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from knowledge_base.engine import Engine
from knowledge_base.entry import Entry


def held_out(
    entries: Sequence[Entry], folds: int, build: Callable[[Sequence[Entry]], Engine]
) -> Iterator[tuple[Engine, Entry, str]]:
    """(engine without the question, its entry, the question), every example question once."""
    for fold in range(folds):
        engine = build([_without(entry, fold, folds) for entry in entries])
        for entry in entries:
            for text in entry.contoh_pertanyaan[fold::folds]:
                yield engine, entry, text


def _without(entry: Entry, fold: int, folds: int) -> Entry:
    kept = tuple(
        text for place, text in enumerate(entry.contoh_pertanyaan) if place % folds != fold
    )
    return entry.model_copy(update={"contoh_pertanyaan": kept})
