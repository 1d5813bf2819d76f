"""Faults of guides: steps that lead nowhere, ids in use, texts that do not fit, past reviews."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date

from knowledge_base.guide import Guide
from knowledge_base.load import Fault, LoadedGuide

Length = Callable[[Guide], int]
"""Characters of the message that a guide becomes."""


def guide_faults(
    guides: Sequence[LoadedGuide],
    services: Collection[str],
    today: date,
    length: Length,
    limit: int = 4096,
) -> Iterator[Fault]:
    """All faults of `guides`; `services`: ids of the entries. `limit`: most characters."""
    for one in guides:
        guide = one.guide
        if guide.id != one.document.file.stem:
            mend = f"ganti nama berkas menjadi {guide.id}.yaml"
            yield _fault(one, ("id",), f"id '{guide.id}' berbeda dari nama berkas", mend)
        if guide.id in services:
            mend = "pilih id lain; tautan tidak bisa membedakannya"
            yield _fault(one, ("id",), f"id '{guide.id}' sudah dipakai layanan", mend)
        if guide.tinjau_sebelum < today:
            mend = "periksa lagi, lalu perbarui 'diperiksa' dan 'tinjau_sebelum'"
            yield _fault(one, ("tinjau_sebelum",), "tinjauan jatuh tempo", mend)
        if length(guide) > limit:
            problem = f"panduan {length(guide)} huruf, paling banyak {limit}"
            yield _fault(one, ("langkah",), problem, "persingkat")
        for place, step in enumerate(guide.langkah):
            if step.layanan is not None and step.layanan not in services:
                mend = "perbaiki ejaan id, atau hapus"
                problem = f"layanan '{step.layanan}' tidak ada"
                yield _fault(one, ("langkah", place, "layanan"), problem, mend)


def _fault(one: LoadedGuide, at: tuple[str | int, ...], problem: str, mend: str) -> Fault:
    return Fault(one.document.file, one.document.line(at), problem, mend)
