"""Survei Kepuasan Masyarakat: nine unsur, answers 1 to 4 (PermenPANRB 14/2017)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

LOWEST, HIGHEST = 1, 4


class Unsur(StrEnum):
    """The nine unsur by name; publishers swap the numbers of the last two."""

    PERSYARATAN = "persyaratan"
    PROSEDUR = "prosedur"
    WAKTU = "waktu"
    BIAYA = "biaya"
    PRODUK = "produk"
    KOMPETENSI = "kompetensi"
    PERILAKU = "perilaku"
    PENGADUAN = "pengaduan"
    SARANA = "sarana"


class Grade(StrEnum):
    """Mutu pelayanan."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


_FLOORS = ((Grade.A, Decimal("88.31")), (Grade.B, Decimal("76.61")), (Grade.C, Decimal("65.00")))

Answers = Mapping[Unsur, int]
"""What one respondent said: 1 to 4 by unsur. Unsur that were not reached are missing."""


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """The result: NRR by unsur (1 to 4), IKM (25 to 100, unrounded), how many took part."""

    averages: Mapping[Unsur, float]
    ikm: float
    respondents: int

    @property
    def grade(self) -> Grade:
        return grade(self.ikm)


def satisfaction(responses: Iterable[Answers]) -> Satisfaction | None:
    """IKM = 25 x mean of the nine NRR, each weighing exactly 1/9; None while an unsur is missing.

    NRR of an unsur = sum of its answers / number of its answers, so that a survey that was stopped
    half-way counts for what was answered.
    """
    kept = [answers for answers in responses if answers]
    averages: dict[Unsur, float] = {}
    for unsur in Unsur:
        values = [answers[unsur] for answers in kept if unsur in answers]
        if not values:
            return None
        averages[unsur] = sum(values) / len(values)
    return Satisfaction(averages, ikm_of(averages), len(kept))


def ikm_of(averages: Mapping[Unsur, float]) -> float:
    """IKM (25 to 100) of the nine NRR."""
    return 25 * sum(averages[unsur] for unsur in Unsur) / len(Unsur)


def grade(ikm: float) -> Grade:
    """The grade; the bands have gaps, so the IKM is rounded to two decimals first."""
    rounded = Decimal(repr(ikm)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return next((name for name, floor in _FLOORS if rounded >= floor), Grade.D)
