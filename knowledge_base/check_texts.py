"""Wording rules that a machine can see."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge_base.load import Fault, LoadedEntry
from knowledge_base.located import fault, texts

_AMOUNT = re.compile(r"\b(?:[Rr][Pp]|RP|IDR)\.?\s?\d[\d.,]*|\b\d[\d.]*\s?(?:rupiah|ribu rupiah)\b")
_RIGHT = re.compile(r"Rp(?:0|[1-9]\d{0,2}(?:\.\d{3})*)")

RESIDENTS_WORDS = ("contoh_pertanyaan", "sebutan")
"""Parts that quote residents, who write as they like."""


def text_faults(one: LoadedEntry) -> Iterator[Fault]:
    """Amounts that are not written as `Rp100.000`."""
    for location, text in texts(one.document.data):
        if location[0] in RESIDENTS_WORDS or location[-1] == "alamat":
            continue
        for wrong in wrong_amounts(text):
            mend = "tulis seperti Rp100.000 (tanpa spasi, titik sebagai pemisah ribuan)"
            yield fault(one, location, f"jumlah uang ditulis '{wrong}'", mend)


def wrong_amounts(text: str) -> list[str]:
    """Amounts of money in `text` that are written otherwise."""
    found = [match.rstrip(".,") for match in _AMOUNT.findall(text)]
    return [amount for amount in found if not _RIGHT.fullmatch(amount)]
