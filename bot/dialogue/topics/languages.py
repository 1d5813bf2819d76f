"""Languages that residents can choose: those of the interface, and those of the city's data."""

from __future__ import annotations

from bot.civic.city import City

INTERFACE = {"id": "Bahasa Indonesia", "en": "English"}
"""Languages that everything is said in, each by its own name."""


def language_codes(city: City) -> tuple[str, ...]:
    """What announcements may be written in, the first first."""
    own = (one.kode for one in city.bahasa if one.kode not in INTERFACE)
    return (*INTERFACE, *own)


def language_name(code: str, city: City) -> str:
    """What people call it."""
    own = next((one.nama for one in city.bahasa if one.kode == code), code)
    return INTERFACE.get(code, own)
