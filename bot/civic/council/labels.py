"""What stages of friction are called in official papers."""

from __future__ import annotations

from collections.abc import Mapping

from bot.civic.indicator.inputs import UNNAMED_STAGE

STAGES: Mapping[str, str] = {
    "informasi": "Informasi",
    "persyaratan": "Persyaratan",
    "akses": "Akses/akun",
    "pengajuan": "Pengajuan",
    "proses": "Proses",
    "biaya": "Biaya",
    "hasil": "Hasil",
    "pengaduan": "Pengaduan",
    UNNAMED_STAGE: "Tidak disebut",
}
"""In the order of a resident's way through a service."""
