"""What is typed, as one of what is known: by its id or its name."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

MOST_LISTED = 15


def chosen(typed: str, known: Mapping[str, str]) -> str | None:
    """The id that was meant; `known` gives each id the name it may be called by instead."""
    return _written(known).get(typed.strip().casefold())


def hint(typed: str, known: Mapping[str, str]) -> str:
    """What is nearest to it, or else what there is."""
    written = _written(known)
    near = get_close_matches(typed.strip().casefold(), written, n=3, cutoff=0.6)
    if near:
        meant = dict.fromkeys(written[one] for one in near)
        return f"mungkin {' atau '.join(_named(code, known) for code in meant)}"
    if len(known) <= MOST_LISTED:
        return f"pilih satu: {', '.join(_named(code, known) for code in known)}"
    return f"ada {len(known)} pilihan, misalnya {', '.join(sorted(known)[:5])}"


def _named(code: str, known: Mapping[str, str]) -> str:
    return code if known[code] == code else f"{code} ({known[code]})"


def _written(known: Mapping[str, str]) -> dict[str, str]:
    names = {name.casefold(): code for code, name in known.items()}
    return names | {code.casefold(): code for code in known}
