"""What codes are called in tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.civic.indicator.method import Component

ALL = "semua"

OUTCOMES = {
    "answered": "Dijawab",
    "clarified": "Ditanya balik",
    "unanswered": "Belum terjawab",
    "small_talk": "Obrolan",
    "emergency": "Darurat",
}
COMPONENTS = {
    Component.KEMUDAHAN: "Kemudahan",
    Component.TUNTAS: "Tuntas",
    Component.BEBAS_HAMBATAN: "Bebas hambatan",
    Component.SELESAI: "Laporan selesai",
    Component.PUAS: "Puas (SKM)",
    Component.MERATA: "Merata",
}
CHANNELS = {"web": "Halaman obrolan", "telegram": "Telegram", "console": "Terminal"}
FILTERS = {
    "agency": "instansi",
    "service": "layanan",
    "kecamatan": "kecamatan",
    "stage": "tahap",
    "status": "status",
    "channel": "kanal",
}


@dataclass(frozen=True, slots=True)
class Names:
    """Names of services, agencies and kecamatan by id or code, and the city's zone."""

    services: Mapping[str, str]
    agencies: Mapping[str, str]
    kecamatan: Mapping[str, str]
    zone: ZoneInfo


def plain(code: str) -> str:
    """A code whose own word is Indonesian: "menunggu_warga" is "Menunggu warga"."""
    return code.replace("_", " ").capitalize()
