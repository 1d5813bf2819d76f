"""One base class for everything the program refuses; the docstring is the message."""

from __future__ import annotations


class TanyaKotaError(Exception):
    """Tanya Kota tidak dapat melanjutkan."""

    def __init__(self, *facts: object) -> None:
        message = (type(self).__doc__ or "").strip()
        super().__init__(": ".join([message, *(str(fact) for fact in facts)]))
