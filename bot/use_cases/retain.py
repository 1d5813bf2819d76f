"""Let go of what is no longer needed. Idempotent: run it as often as you like."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.clock import Clock
from bot.dialogue.conversation import decode, encode
from bot.dialogue.turns import at_home
from bot.use_cases.ports import Database

SECRETS = timedelta(minutes=15)
"""So long the buttons of an anonymous ticket work; then nothing names it beside the person."""

FORMS = {"adding-note": SECRETS, "composing": timedelta(hours=2)}
"""So long words are waited for: what is typed later was not meant for a note or an announcement."""

ERASED = timedelta(hours=1)
UNUSED_PHOTOS = timedelta(days=1)
DOCUMENTS = timedelta(days=1)
"""A made file, once no message waits that needs it; it can be made again."""

MESSAGES = timedelta(days=30)

RECEIVED = timedelta(days=30)
"""So long it is known who got an announcement: it may have to be corrected or taken back."""

LET_GO_AT_ONCE = 10_000
"""Deliveries of one transaction; the others follow a minute later."""


@dataclass(frozen=True, slots=True)
class Retain:
    """Applies the periods that docs/privacy.md promises."""

    database: Database
    clock: Clock

    def __call__(self) -> None:
        now = self.clock()
        with self.database.transaction() as work:
            work.outbox.hide_secrets(now - SECRETS)
            for kind, period in FORMS.items():
                for conversation_id, state, revision in work.conversations.idle(kind, now - period):
                    closed = encode(at_home(decode(state)))
                    work.conversations.save(conversation_id, closed, revision, now)
            work.people.forget_erased(now - ERASED)
            photos, documents = work.announcements.needed(now - MESSAGES)
            work.photos.drop_unused(now - UNUSED_PHOTOS, photos)
            work.documents.drop_sent(now - DOCUMENTS, documents)
            work.inbox.drop_old(now - MESSAGES)
            work.outbox.drop_old(now - MESSAGES)
        with self.database.transaction() as work:
            work.received.let_go(now - RECEIVED, LET_GO_AT_ONCE)
