"""Announcements on the chat page: a line of the conversation, written with its delivery."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime

from bot.clock import Clock
from bot.dialogue.world import World
from bot.use_cases.broadcast import rendered
from bot.use_cases.deliveries import NewDelivery, OutboxKind, Sent
from bot.use_cases.ports import Database, Wording

PAGE = "web"
AT_ONCE = 500
"""Lines written in one transaction."""


def show_on_page(
    database: Database, world: Callable[[datetime], World], wording: Wording, clock: Clock
) -> int:
    """Show, change or take back what is due on the page; how many lines were written."""
    total = 0
    while count := _some(database, world(clock()), wording):
        total += count
    return total


def _some(database: Database, world: World, wording: Wording) -> int:
    with database.transaction() as work:
        found = work.ledger.claim(PAGE, AT_ONCE, world.local, ahead=None)
        deliveries = rendered(work, found, wording, world)
        rows, results = [], {}
        for one, delivery in zip(found, deliveries, strict=True):
            token = secrets.token_urlsafe(12)
            edits = one.message
            rows.append(
                NewDelivery(
                    token=token,
                    channel=PAGE,
                    address=one.address,
                    conversation_id=one.conversation_id,
                    kind=OutboxKind.EDIT if edits else OutboxKind.SEND,
                    rendered=delivery.rendered,
                    edits=edits,
                )
            )
            results[one.id, one.attempt] = Sent(edits or token)
        work.outbox.add(rows, world.now)
        work.ledger.settle(results, world.now)
        return len(found)
