"""Why somebody got nothing, in few kinds: channels word it in many ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum

from bot.civic.announcements.progress import DeliveryState, RunReport

FAILED = (DeliveryState.GONE, DeliveryState.REFUSED, DeliveryState.SKIPPED)


class Why(StrEnum):
    """Kinds of reasons; `other` is whatever has none of these."""

    BLOCKED = "blocked"
    DELETED = "deleted"
    NOT_FOUND = "not_found"
    ERASED = "erased"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    TOO_OLD = "too_old"
    OTHER = "other"


_SIGNS: Mapping[str, Why] = {
    "blocked": Why.BLOCKED,
    "deactivated": Why.DELETED,
    "chat not found": Why.NOT_FOUND,
    "user not found": Why.NOT_FOUND,
    "peer_id_invalid": Why.NOT_FOUND,
    "erased": Why.ERASED,
    "expired": Why.EXPIRED,
    "cancelled": Why.CANCELLED,
    "recalled": Why.CANCELLED,
    "too old": Why.TOO_OLD,
}


def why(reason: str | None) -> Why:
    """The kind of a channel's or our own reason."""
    said = (reason or "").lower()
    return next((kind for sign, kind in _SIGNS.items() if sign in said), Why.OTHER)


def failures(report: RunReport) -> Mapping[Why, int]:
    """People by kind: their sum is that of the states gone, refused and skipped.

    Reasons of the unsure are none of these kinds, so what is left over is `other`.
    """
    kinds: Counter[Why] = Counter()
    for reason, count in report.reasons.items():
        kinds[why(reason)] += count
    del kinds[Why.OTHER]
    kinds[Why.OTHER] = report.count(*FAILED) - kinds.total()
    return {kind: kinds[kind] for kind in Why if kinds[kind] > 0}
