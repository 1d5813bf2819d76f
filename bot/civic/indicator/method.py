"""Indeks Masyarakat Cerdas (IMC), method 1.0: its constants. Explained in docs/indicator.md."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

METHOD = "1.0"


class Component(StrEnum):
    """The six components, each 0 to 100."""

    KEMUDAHAN = "K"
    TUNTAS = "T"
    BEBAS_HAMBATAN = "B"
    SELESAI = "S"
    PUAS = "P"
    MERATA = "M"


C = Component

NAMES: Mapping[Component, str] = {
    C.KEMUDAHAN: "Kemudahan",
    C.TUNTAS: "Tuntas",
    C.BEBAS_HAMBATAN: "Bebas hambatan",
    C.SELESAI: "Laporan selesai",
    C.PUAS: "Puas (SKM)",
    C.MERATA: "Merata",
}
"""Official terms: the same in every language and on every page."""

WEIGHTS: Mapping[Component, float] = {
    C.KEMUDAHAN: 0.20,
    C.TUNTAS: 0.20,
    C.BEBAS_HAMBATAN: 0.20,
    C.SELESAI: 0.15,
    C.PUAS: 0.10,
    C.MERATA: 0.15,
}
CORE_WEIGHTS: Mapping[Component, float] = {
    C.KEMUDAHAN: 0.267,
    C.TUNTAS: 0.267,
    C.BEBAS_HAMBATAN: 0.267,
    C.SELESAI: 0.20,
}
"""Of drill-downs (IMC-inti); they are renormalised where they are used."""

BURDENS: Mapping[str, float] = {
    "tidak_ada": 0.0,
    "ringan": 0.25,
    "sedang": 0.5,
    "berat": 0.75,
    "buntu": 1.0,
}
FLOOR = 1.0
"""Scores below count as this, so that one zero does not end the logarithm."""

TRIM = (1 / 3, 3.0)
"""Bounds of a kecamatan's weight."""

SMALLEST_STRATUM = 10
"""Persons; smaller kecamatan are merged."""

HIDDEN_BELOW = 10
OFFICIAL_FROM = 30
RELEASE_FROM = 384
"""Persons a city reading needs, by Krejcie-Morgan; fewer make it a trial ("percobaan")."""

DEFAULT_PRIOR_WEIGHT = 20.0
NEUTRAL = 50.0
"""What a component with few answers is drawn to where no earlier reading says better."""

ATTEMPTS_PER_QUARTER = 3
FRICTION_DAYS = 30
UNDISPUTED_DAYS = 10
PENDING_DAYS = 30
NEAR_DUPLICATES = 5
"""So many reports of the same words within 24 hours are set aside."""

DRAWS = 2000
SEED = 20260101
