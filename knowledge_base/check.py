"""What an editor must mend before content is published: `kb check`.

The loader has already refused files of the wrong shape; this looks at what shapes cannot say:
names that clash, parts that are missing, links that lead nowhere, texts that do not fit.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date

from knowledge_base.check_addresses import address_faults
from knowledge_base.check_clashes import clash_faults
from knowledge_base.check_facts import fact_faults
from knowledge_base.check_texts import text_faults
from knowledge_base.entry import Entry
from knowledge_base.load import Fault, LoadedEntry
from knowledge_base.located import fault

QUESTIONS, NAMES, SOURCES = 12, 3, 1
"""Least numbers of example questions, names and sources of an entry."""

Lengths = Callable[[Entry], Iterable[tuple[str, int]]]
"""Every message an entry can become: (name of the part, characters)."""


def check(
    loaded: Sequence[LoadedEntry],
    today: date,
    agencies: Collection[str],
    lengths: Lengths,
    limit: int = 4096,
) -> tuple[Fault, ...]:
    """All faults, by file and line. `limit`: most characters of one message."""
    known = {one.entry.id for one in loaded}
    faults: list[Fault] = []
    for one in loaded:
        faults += _identity(one)
        faults += _completeness(one)
        faults += _links(one, known)
        faults += _agency(one, agencies)
        faults += _freshness(one, today)
        faults += _fitting(one, lengths, limit)
        faults += address_faults(one)
        faults += text_faults(one)
    faults += clash_faults(loaded)
    faults += fact_faults(loaded)
    return tuple(sorted(faults, key=lambda one: (str(one.file), one.line, one.problem)))


def _identity(one: LoadedEntry) -> Iterator[Fault]:
    name = one.document.file.stem
    if one.entry.id != name:
        mend = f"ganti nama berkas menjadi {one.entry.id}.yaml, atau id menjadi {name}"
        yield fault(one, ("id",), f"id '{one.entry.id}' berbeda dari nama berkas", mend)


def _completeness(one: LoadedEntry) -> Iterator[Fault]:
    parts = (
        ("contoh_pertanyaan", len(one.entry.contoh_pertanyaan), QUESTIONS),
        ("sebutan", len(one.entry.sebutan), NAMES),
        ("sumber", len(one.entry.sumber), SOURCES),
    )
    for part, count, least in parts:
        if count < least:
            problem = f"{part}: baru {count}, paling sedikit {least}"
            yield fault(one, (part,), problem, "tambahkan cara warga menyebut atau menanyakannya")


def _links(one: LoadedEntry, known: Collection[str]) -> Iterator[Fault]:
    targets: list[tuple[tuple[str | int, ...], str]] = [
        (("terkait", place), target) for place, target in enumerate(one.entry.terkait)
    ]
    targets += [
        (("bukan_ini", place, "lihat"), other.lihat)
        for place, other in enumerate(one.entry.bukan_ini)
    ]
    for location, target in targets:
        if target == one.entry.id:
            yield fault(one, location, f"'{target}' menunjuk dirinya sendiri", "hapus")
        elif target not in known:
            mend = "perbaiki ejaan id, tulis layanannya, atau hapus"
            yield fault(one, location, f"layanan '{target}' tidak ada", mend)


def _agency(one: LoadedEntry, agencies: Collection[str]) -> Iterator[Fault]:
    agency = one.entry.instansi.daerah
    if agency not in agencies:
        mend = "pakai id dinas dari berkas kota, atau tambahkan dinas itu di sana"
        yield fault(one, ("instansi", "daerah"), f"instansi '{agency}' tidak dikenal", mend)


def _freshness(one: LoadedEntry, today: date) -> Iterator[Fault]:
    if one.entry.is_stale(today):
        problem = f"tinjauan jatuh tempo {one.entry.tinjau_sebelum:%Y-%m-%d}"
        mend = "periksa lagi ke sumbernya, lalu perbarui 'diperiksa' dan 'tinjau_sebelum'"
        yield fault(one, ("tinjau_sebelum",), problem, mend)
    if one.entry.diperiksa > today:
        yield fault(one, ("diperiksa",), "tanggal pemeriksaan belum terjadi", "perbaiki tanggal")


def _fitting(one: LoadedEntry, lengths: Lengths, limit: int) -> Iterator[Fault]:
    for part, length in lengths(one.entry):
        if length > limit:
            problem = f"{part}: {length} huruf, pesan hanya memuat {limit}"
            yield fault(one, (part,), problem, "persingkat atau pecah menjadi dua layanan")
