"""Which counts stay unseen, so that small ones cannot be worked out from sums shown beside them.

Small is what fewer than ten stand behind. With the sum of a list known, those hidden in it must be
several, and so many together that each of them could still be anything from one to nine.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TypeVar

from bot.civic.indicator.method import HIDDEN_BELOW

Key = TypeVar("Key", str, tuple[str, str])
Pair = tuple[str, str]
"""Service and stage."""

TOGETHER = "\x00together"
"""Where the services of agencies lie whose own counts are unseen: only their sum is known."""


def unseen(counts: Mapping[Key, int], besides: Collection[Key] = ()) -> frozenset[Key] | None:
    """Names to hide in a list whose sum is known: small ones, `besides`, the smallest others.

    None where even all of them together are too few to hide among: then none may be listed.
    """
    secret = _small(counts) | frozenset(besides)
    for _, name in sorted((count, name) for name, count in counts.items() if name not in secret):
        if _covered([counts[one] for one in secret]):
            break
        secret |= {name}
    return secret if _covered([counts[one] for one in secret]) else None


def seen_pairs(
    counts: Mapping[Pair, int], agency_of: Mapping[str, str], agencies: Mapping[str, int | None]
) -> dict[Pair, int | None]:
    """Service x stage beside the counts of their agencies: None where hidden, absent where untold.

    `agencies` are the counts that are shown, None where one is hidden, absent where none is told.
    """
    groups: dict[str, dict[Pair, int]] = {}
    for pair, count in counts.items():
        agency = agency_of.get(pair[0], "")
        group = agency if agencies.get(agency) is not None else TOGETHER
        groups.setdefault(group, {})[pair] = count
    hidden = {name for name, count in agencies.items() if count is None}
    found: dict[Pair, int | None] = {}
    for group_counts in groups.values():
        besides = _within_services(group_counts)
        besides |= _one_of_each(group_counts, besides, agency_of, hidden)
        secret = unseen(group_counts, besides)
        if secret is not None:
            found |= {one: None if one in secret else n for one, n in group_counts.items()}
    return found


def _covered(hidden: Collection[int]) -> bool:
    return not hidden or (len(hidden) > 1 and sum(hidden) >= len(hidden) - 1 + HIDDEN_BELOW - 1)


def _small(counts: Mapping[Key, int]) -> frozenset[Key]:
    return frozenset(name for name, count in counts.items() if 0 < count < HIDDEN_BELOW)


def _within_services(counts: Mapping[Pair, int]) -> frozenset[Pair]:
    """What each service would hide if its own sum were known, too."""
    found: frozenset[Pair] = _small(counts)
    for service in {service for service, _ in counts}:
        own = {pair: count for pair, count in counts.items() if pair[0] == service}
        found |= unseen(own) or frozenset()
    return found


def _one_of_each(
    counts: Mapping[Pair, int],
    secret: Collection[Pair],
    agency_of: Mapping[str, str],
    hidden: Collection[str],
) -> frozenset[Pair]:
    """The smallest pair of every hidden agency that hides none: all shown, they would tell it."""
    covered = {agency_of.get(service, "") for service, _ in secret}
    own: dict[str, list[Pair]] = {}
    for pair in counts:
        agency = agency_of.get(pair[0], "")
        if agency in hidden and agency not in covered:
            own.setdefault(agency, []).append(pair)
    return frozenset(min(pairs, key=lambda one: (counts[one], one)) for pairs in own.values())
