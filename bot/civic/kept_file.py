"""A made file, by the number under which it is kept."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that is kept under `id` until it is sent; `name` is what its reader sees."""

    id: int
    name: str
