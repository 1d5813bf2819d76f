"""Facts that two places of the content state differently: one thing, two fees or two numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from knowledge_base.entry import Channel, ChannelKind, Unsure
from knowledge_base.language.normalise import raw_words
from knowledge_base.load import Fault, LoadedEntry
from knowledge_base.located import fault

_AMOUNT = re.compile(r"Rp\d[\d.]*\d|Rp0")
_CONTACTS = frozenset({ChannelKind.TELEPON, ChannelKind.WHATSAPP, ChannelKind.SUREL})

LEAST_WORDS = 2
"""A line with fewer words beside the amount does not say what the amount is for."""


@dataclass(frozen=True, slots=True)
class _Stated:
    """`thing` is said to be `value` at `location` of an entry."""

    one: LoadedEntry
    location: tuple[str | int, ...]
    thing: tuple[str, ...]
    value: str


def fact_faults(loaded: Sequence[LoadedEntry]) -> Iterator[Fault]:
    """Two fees for one thing, and two numbers or addresses for one contact."""
    yield from _contradictions((said for one in loaded for said in _fees(one)), "biaya")
    yield from _contradictions((said for one in loaded for said in _contacts(one)), "kontak")


def _contradictions(rows: Iterable[_Stated], what: str) -> Iterator[Fault]:
    first: dict[tuple[str, ...], _Stated] = {}
    for said in rows:
        other = first.setdefault(said.thing, said)
        if other.value == said.value:
            continue
        line = other.one.document.line(other.location)
        where = f"{other.one.document.file.name}:{line}"
        problem = f"{what} '{said.value}' berbeda dari '{other.value}' di {where}"
        mend = "cocokkan dengan sumbernya, atau tulis apa bedanya"
        yield fault(said.one, said.location, problem, mend)


def _fees(one: LoadedEntry) -> Iterator[_Stated]:
    for place, line in enumerate(one.entry.biaya):
        amounts = [] if isinstance(line, Unsure) else _AMOUNT.findall(line)
        if isinstance(line, Unsure) or len(amounts) != 1:
            continue
        thing = tuple(sorted(raw_words(line.replace(amounts[0], " "))))
        if len(thing) >= LEAST_WORDS:
            yield _Stated(one, ("biaya", place), thing, amounts[0])


def _contacts(one: LoadedEntry) -> Iterator[_Stated]:
    for place, channel in enumerate(one.entry.kanal):
        if channel.jenis in _CONTACTS and channel.alamat:
            thing = (channel.jenis.value, *raw_words(channel.nama))
            yield _Stated(one, ("kanal", place), thing, _plain(channel))


def _plain(channel: Channel) -> str:
    address = (channel.alamat or "").lower()
    return address if channel.jenis is ChannelKind.SUREL else re.sub(r"\D", "", address)
