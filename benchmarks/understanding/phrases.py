"""The content as (service, phrase) rows, and as many synthetic phrasings as wanted."""

import random
from collections.abc import Iterator

from knowledge_base import Entry


def of(entries: tuple[Entry, ...]) -> list[tuple[str, str]]:
    """Names and example questions of all entries."""
    return [
        (entry.id, text)
        for entry in entries
        for text in (entry.judul, entry.nama, *entry.sebutan, *entry.contoh_pertanyaan)
    ]


def names(entries: tuple[Entry, ...]) -> list[tuple[str, str]]:
    """Names only."""
    return [(e.id, text) for e in entries for text in (e.judul, e.nama, *e.sebutan)]


def grown(entries: tuple[Entry, ...], size: int) -> tuple[Entry, ...]:
    """The same services with about `size` phrasings: theirs, with words put in or left out."""
    return tuple(
        entry.model_copy(update={"contoh_pertanyaan": tuple(_variants(entry, size, entries))})
        for entry in entries
    )


def _variants(entry: Entry, size: int, entries: tuple[Entry, ...]) -> Iterator[str]:
    chance = random.Random(entry.id)
    words = sorted({word for one in entries for t in one.contoh_pertanyaan for word in t.split()})
    wanted = max(0, size // len(entries) - len(entry.sebutan) - 2)
    yield from entry.contoh_pertanyaan[:wanted]
    for _ in range(wanted - len(entry.contoh_pertanyaan)):
        said = chance.choice(entry.contoh_pertanyaan).split()
        for _ in range(chance.randint(1, 4)):
            said.insert(chance.randrange(len(said) + 1), chance.choice(words))
        if chance.random() < 0.3:
            said.pop(chance.randrange(len(said)))
        yield " ".join(said)
