"""Faults of an entry, placed on the line where the editor must look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from knowledge_base.load import Fault, LoadedEntry

Location = Sequence[str | int]


def fault(one: LoadedEntry, location: Location, problem: str, mend: str) -> Fault:
    """A fault at the line of the value at `location`."""
    return Fault(one.document.file, one.document.line(location), problem, mend)


def texts(
    data: object, at: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text of parsed YAML with its location."""
    if isinstance(data, str):
        yield at, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from texts(value, (*at, str(key)))
    elif isinstance(data, list):
        for place, value in enumerate(data):
            yield from texts(value, (*at, place))
