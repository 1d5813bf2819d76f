"""The outbox as channels see it: lease what is due, write down what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.clock import Clock
from bot.use_cases.deliveries import Delivery, RetryAt, SendResult
from bot.use_cases.documents import Document
from bot.use_cases.ports import Database, UnitOfWork

LEASE = timedelta(seconds=60)
"""Longer than any send may take; a lease that ran out means that a process died."""


@dataclass(frozen=True, slots=True)
class Deliver:
    """One channel's way to its rows."""

    database: Database
    channel: str
    clock: Clock

    def claim(self, limit: int) -> tuple[Delivery, ...]:
        """At most one row an address, the oldest first."""
        now = self.clock()
        with self.database.transaction() as work:
            rows = work.outbox.claim(self.channel, limit, now, now + LEASE)
            if rows:
                waits = work.ledger.reserve(self.channel, len(rows), now)
                rows = tuple(replace(row, wait=wait) for row, wait in zip(rows, waits, strict=True))
            kept = {row.rendered.document.id for row in rows if row.rendered.document}
            documents = {one: work.documents.get(one) for one in kept}
            return tuple(_with_files(work, row, documents) for row in rows)

    def settle(self, results: Mapping[int, SendResult]) -> None:
        """What became of leased rows, by row id."""
        with self.database.transaction() as work:
            work.outbox.settle(results, self.clock())
            for result in results.values():
                if isinstance(result, RetryAt) and result.everybody:
                    work.ledger.hold(self.channel, result.at, self.clock())


def _with_files(
    work: UnitOfWork, row: Delivery, documents: Mapping[int, Document | None]
) -> Delivery:
    photo, kept = row.rendered.photo, row.rendered.document
    picture = None if photo is None else work.photos.get(photo)
    return replace(row, picture=picture, document=documents[kept.id] if kept else None)
