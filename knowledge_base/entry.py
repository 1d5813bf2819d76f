"""The shape of one public service in the knowledge base.

One YAML file holds one `Entry`. The keys are Indonesian because editors of the city write them;
`docs/glossary.md` explains the official terms. Validation is strict: YAML's guesses (octal phone
numbers, `no` as False, `8:00` as 480) are refused instead of stored.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=48)]
"""Lower-case identifier: `ktp-el-baru`. At most 48 characters, so that it fits a Telegram link."""

Line = Annotated[str, StringConstraints(min_length=2, max_length=600, pattern=r"^\S.*\S$")]
"""One line of plain text, 2 to 600 characters, no markup, no surrounding spaces."""

ShortLine = Annotated[str, StringConstraints(min_length=2, max_length=200, pattern=r"^\S.*\S$")]
ButtonLabel = Annotated[str, StringConstraints(min_length=2, max_length=32, pattern=r"^\S.*\S$")]
"""At most 32 characters: longer labels are cut on a phone 360 pixels wide."""


class Stage(StrEnum):
    """Stages of friction, as the indicator counts them (IMC method 1.0)."""

    INFORMASI = "informasi"
    PERSYARATAN = "persyaratan"
    AKSES = "akses"
    PENGAJUAN = "pengajuan"
    PROSES = "proses"
    BIAYA = "biaya"
    HASIL = "hasil"
    PENGADUAN = "pengaduan"


class Aspect(StrEnum):
    """What a question asks about a service."""

    SYARAT = "syarat"
    CARA = "cara"
    BIAYA = "biaya"
    WAKTU = "waktu"
    LOKASI = "lokasi"
    JADWAL = "jadwal"
    STATUS = "status"
    KONTAK = "kontak"
    KENDALA = "kendala"


class Frozen(BaseModel):
    """A strict, immutable value: unknown keys and wrong types are refused."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Unsure(Frozen):
    """A statement that no source establishes; the reader is told where to check."""

    belum_pasti: Line
    cek_di: ShortLine


Fact = Line | Unsure
"""A plain line is established by a source; anything else must say where to check."""


class Step(Frozen):
    """One step of the procedure. `id` stays when texts change: reports refer to it."""

    id: Slug
    judul: ButtonLabel
    teks: Fact
    tahap: Annotated[Stage, Field(strict=False)]


class Procedure(Frozen):
    """How to apply: online, at the counter, or both. Step ids are unique over both lists."""

    daring: Annotated[tuple[Step, ...], Field(strict=False)] = ()
    loket: Annotated[tuple[Step, ...], Field(strict=False)] = ()

    @property
    def steps(self) -> tuple[Step, ...]:
        return self.daring + self.loket

    @model_validator(mode="after")
    def _has_unique_steps(self) -> Self:
        ids = [step.id for step in self.steps]
        if not ids:
            raise ValueError("prosedur kosong: isi 'daring' atau 'loket'")
        twice = sorted({i for i in ids if ids.count(i) > 1})
        if twice:
            raise ValueError(f"id langkah dipakai dua kali: {', '.join(twice)}")
        return self


class Brief(Frozen):
    """The short answer: one sentence each."""

    apa: ShortLine
    di_mana: ShortLine | Unsure
    biaya: ShortLine | Unsure
    waktu: ShortLine | Unsure


class Agency(Frozen):
    """Who is responsible. `daerah` is an agency id from the city file."""

    nasional: ShortLine
    daerah: Slug


class ChannelKind(StrEnum):
    LOKET = "loket"
    SITUS = "situs"
    APLIKASI = "aplikasi"
    TELEPON = "telepon"
    WHATSAPP = "whatsapp"
    SUREL = "surel"


class Channel(Frozen):
    """Where the service is reached. `alamat` is a place, address, URL, number or e-mail by kind.

    `cek_di` marks an address that no source establishes.
    """

    jenis: Annotated[ChannelKind, Field(strict=False)]
    nama: ShortLine
    alamat: ShortLine | None = None
    cek_di: ShortLine | None = None

    @model_validator(mode="after")
    def _says_where(self) -> Self:
        if self.alamat is None and self.cek_di is None:
            raise ValueError(f"kanal '{self.nama}': isi 'alamat', atau 'cek_di' bila belum pasti")
        return self


class Difficulty(Frozen):
    """A common difficulty, the step (`pada`: a step id) where it occurs, and what to do."""

    pada: Slug
    masalah: Line
    solusi: Fact


class NotThis(Frozen):
    """A look-alike service: `bila` says what is different, `lihat` is the entry to read."""

    bila: ShortLine
    lihat: Slug


SourceDate = Annotated[
    str, StringConstraints(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?|tidak tercantum)$")
]


class Source(Frozen):
    """Where facts come from. `tanggal`: year, month or day in quotes, or 'tidak tercantum'."""

    judul: ShortLine
    alamat: ShortLine
    tanggal: SourceDate


Lines = Annotated[tuple[Line, ...], Field(strict=False)]
Words = Annotated[str, StringConstraints(max_length=1200, pattern=r"^(\S.*\S)?$")]
ShortLines = Annotated[tuple[ShortLine, ...], Field(strict=False, min_length=1)]
Facts = Annotated[tuple[Fact, ...], Field(strict=False, min_length=1)]


class Entry(Frozen):
    """One public service, with the six service-delivery parts of a *standar pelayanan*.

    The six parts (PermenPANRB 15/2014): persyaratan, prosedur, jangka_waktu, biaya, produk,
    pengaduan. `jenis` "kantor" is the office of an agency: what people ask of the place itself;
    "kantor-umum" one that nearly everybody goes to, offered when a question names no service.
    `petunjuk`: words by which a story is recognised that never says the service's name.
    """

    id: Slug
    jenis: Literal["layanan", "kantor", "kantor-umum"] = "layanan"
    nama: ShortLine
    judul: ButtonLabel
    sebutan: ShortLines
    contoh_pertanyaan: ShortLines
    petunjuk: Words = ""
    instansi: Agency
    singkat: Brief
    kanal: Annotated[tuple[Channel, ...], Field(strict=False, min_length=1)]
    persyaratan: Facts
    prosedur: Procedure
    jangka_waktu: Facts
    biaya: Facts
    produk: Facts
    pengaduan: Facts
    dasar_hukum: Facts
    kesulitan: Annotated[tuple[Difficulty, ...], Field(strict=False, min_length=1)]
    catatan: Annotated[tuple[Fact, ...], Field(strict=False)] = ()
    bukan_ini: Annotated[tuple[NotThis, ...], Field(strict=False)] = ()
    terkait: Annotated[tuple[Slug, ...], Field(strict=False)] = ()
    sumber: Annotated[tuple[Source, ...], Field(strict=False, min_length=1)]
    diperiksa: date
    tinjau_sebelum: date

    @property
    def steps(self) -> tuple[Step, ...]:
        return self.prosedur.steps

    def step(self, step_id: str) -> Step | None:
        """The step with that id, or None."""
        return next((step for step in self.steps if step.id == step_id), None)

    def is_stale(self, today: date) -> bool:
        """True once the review date has passed."""
        return today > self.tinjau_sebelum

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if self.tinjau_sebelum <= self.diperiksa:
            raise ValueError("'tinjau_sebelum' harus sesudah 'diperiksa'")
        for difficulty in self.kesulitan:
            if self.step(difficulty.pada) is None:
                raise ValueError(f"kesulitan pada '{difficulty.pada}': langkah itu tidak ada")
        return self


def text_of(fact: str | Unsure) -> str:
    """The bare text of a fact, sure or not."""
    return fact.belum_pasti if isinstance(fact, Unsure) else fact
