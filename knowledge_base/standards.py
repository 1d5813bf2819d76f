"""Which parts of a *standar pelayanan* no source establishes (PermenPANRB 15/2014)."""

from __future__ import annotations

from knowledge_base.entry import Entry, Unsure

PARTS = ("persyaratan", "prosedur", "jangka_waktu", "biaya", "produk", "pengaduan")


def missing_parts(entry: Entry) -> tuple[str, ...]:
    """The parts in which at least one statement is `belum_pasti`."""
    return tuple(part for part in PARTS if any(isinstance(x, Unsure) for x in _facts(entry, part)))


def _facts(entry: Entry, part: str) -> list[object]:
    if part == "prosedur":
        return [step.teks for step in entry.steps]
    return list(getattr(entry, part))
