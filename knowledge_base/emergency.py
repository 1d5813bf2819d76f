"""Somebody in danger: recognised before anything else, from `language/emergencies.yaml`.

Precision first: a resident who asks for a death certificate must not be sent to the fire brigade.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from knowledge_base.language.plain import Rows, read_plain, rows
from knowledge_base.language.tables import read_table

VETOES = "batal_semua"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of emergency.

    `cues`: rows whose words may have `gap` others between them. `whole`: messages that mean it
    when they are all that is said. `vetoes`: words that make it a question about a service.
    """

    id: str
    cues: Rows
    whole: frozenset[tuple[str, ...]]
    gap: int
    vetoes: frozenset[str]

    def is_meant(self, words: tuple[str, ...]) -> bool:
        """Whether canonical `words` report this."""
        if words in self.whole:
            return True
        return self.vetoes.isdisjoint(words) and self.cues.stands_in(words, self.gap)


@dataclass(frozen=True, slots=True)
class Emergencies:
    """The kinds, in the order in which they are tried."""

    kinds: tuple[Kind, ...]

    def of(self, text: str) -> str | None:
        """Id of the kind of emergency `text` reports, or None."""
        words = read_plain(text)
        return next((kind.id for kind in self.kinds if kind.is_meant(words)), None)


def emergencies() -> Emergencies:
    """The shipped table."""
    table = cast("dict[str, dict[str, list[str] | str]]", dict(read_table("emergencies")))
    common = _words(table.pop(VETOES)["kata"])
    return Emergencies(tuple(_kind(name, row, common) for name, row in table.items()))


def _kind(name: str, row: dict[str, list[str] | str], common: frozenset[str]) -> Kind:
    return Kind(
        id=name,
        cues=rows(row["frasa"]),
        whole=frozenset(read_plain(text) for text in row.get("persis", [])),
        gap=int(str(row["jarak"])),
        vetoes=_words(row["batal"])
        if "batal" in row
        else common | _words(row.get("batal_juga", [])),
    )


def _words(texts: list[str] | str) -> frozenset[str]:
    return frozenset(word for text in texts for word in read_plain(text))
