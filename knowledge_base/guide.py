"""Guides for life events (*peristiwa hidup*): the services to go through, in order."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from knowledge_base.entry import ButtonLabel, Fact, Frozen, Line, ShortLines, Slug

FOLDER = "panduan"
"""The folder of the content that holds guides instead of services."""


class GuideStep(Frozen):
    """One thing to do. `id` stays when texts change: ticks refer to it.

    `layanan` is the entry that explains it; a step may also be a thing no service is needed for.
    """

    id: Slug
    judul: ButtonLabel
    teks: Fact
    layanan: Slug | None = None


class Guide(Frozen):
    """A checklist for something that happens in a life. One YAML file a guide."""

    id: Slug
    judul: ButtonLabel
    sebutan: ShortLines
    contoh_pertanyaan: ShortLines
    pembuka: Line
    langkah: Annotated[tuple[GuideStep, ...], Field(strict=False, min_length=3)]
    diperiksa: date
    tinjau_sebelum: date

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        ids = [step.id for step in self.langkah]
        twice = sorted({one for one in ids if ids.count(one) > 1})
        if twice:
            raise ValueError(f"id langkah dipakai dua kali: {', '.join(twice)}")
        if self.tinjau_sebelum <= self.diperiksa:
            raise ValueError("'tinjau_sebelum' harus sesudah 'diperiksa'")
        return self
