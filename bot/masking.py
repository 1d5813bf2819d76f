"""Personal numbers are taken out before a text is stored or logged anywhere.

`lokal` knows the Indonesian kinds by their shape and neighbouring words. Behind it stands a plain
net of our own for what it lets through: any long run of digits, telephone numbers, e-mail.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lokal import PiiType, detect_pii

KINDS: tuple[PiiType, ...] = (
    "NIK",
    "KK",
    "NPWP",
    "PASSPORT",
    "SIM",
    "NIP",
    "BPJS",
    "NISN",
    "PHONE",
    "EMAIL",
    "BANK_ACCOUNT",
    "CARD",
)

_LONG_RUN = re.compile(r"(?<![\w.,-])(?<!Rp)(?<!Rp )\d(?:[ .\-]?\d){12,}(?![\w])", re.IGNORECASE)
_TELEPHONE = re.compile(r"(?<![\w.,-])(?:\+62|62|0)(?:[ .\-]?\d){8,12}(?![\w])")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")

_MAY_BE_PERSONAL = re.compile(r"[\d@]")
"""Every kind has a digit or is an address; most messages have neither and are read no further."""

_NETS = ((_LONG_RUN, "[NOMOR]"), (_TELEPHONE, "[PHONE]"), (_EMAIL, "[EMAIL]"))


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without personal numbers; `found` says whether there were any."""

    text: str
    found: bool


def mask(text: str) -> Masked:
    """Replace each personal number by its kind in square brackets.

    Ticket numbers, short hotlines, amounts, years and law numbers stay.
    """
    if not _MAY_BE_PERSONAL.search(text):
        return Masked(text, found=False)
    masked = text
    for match in reversed(detect_pii(text, types=KINDS)):
        masked = f"{masked[: match.start]}[{match.type}]{masked[match.end :]}"
    for pattern, placeholder in _NETS:
        masked = pattern.sub(placeholder, masked)
    return Masked(masked, masked != text)
