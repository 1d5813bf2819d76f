"""Work one event off: lock, load, step, perform, render, save; all in one commit."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from bot.civic.roles import Member
from bot.clock import Clock
from bot.dialogue.conversation import Conversation, Turn, decode, encode
from bot.dialogue.effects import Edit, Say
from bot.dialogue.events import (
    ButtonPressed,
    CommandSent,
    Event,
    PhotoKept,
    TextSent,
)
from bot.dialogue.message import OutboundMessage, Plain, phrase
from bot.dialogue.world import World
from bot.use_cases.courier import Courier
from bot.use_cases.deliveries import Button, Claimed, NewDelivery, OutboxKind, Rendered
from bot.use_cases.documents import Files
from bot.use_cases.fetch import Fetch, to_fetch
from bot.use_cases.perform import Perform
from bot.use_cases.perform_announcements import PerformAnnouncements
from bot.use_cases.perform_news import PerformNews
from bot.use_cases.perform_staff import PerformStaff
from bot.use_cases.perform_voice import PerformVoice
from bot.use_cases.ports import Charts, Database, PhotoSource, UnitOfWork, WakeUp, Wording
from bot.use_cases.resolve import resolved

Step = Callable[[Conversation, Event, World], Turn]
WorldFactory = Callable[[datetime, str, Member, bool], World]

MAX_ROUNDS = 8
RETRY_AFTER = (timedelta(seconds=2), timedelta(seconds=10))
"""Pauses after the first and second failure; the third gives up."""

LANGUAGES = ("id", "en")
SHOWS_BOTH_SIDES = ("web",)
"""Channels whose page shows the person's own lines too."""

_TICKET = re.compile(r"\bTK-[0-9A-Z]{4}-[0-9A-Z]{4}\b")
_log = structlog.get_logger(__name__)


class LostRaceError(Exception):
    """Another worker saved this conversation meanwhile; the event is stepped again."""


class EndlessEffectsError(Exception):
    """Effects kept leading to more effects: a fault in a topic."""


@dataclass(frozen=True, slots=True)
class Converse:
    """Works events off, one call an event."""

    database: Database
    step: Step
    world: WorldFactory
    wording: Wording
    photos: PhotoSource
    charts: Charts
    files: Files
    wake: WakeUp
    clock: Clock

    def __call__(self) -> bool:
        """Work the oldest event of a free conversation off; False when none is waiting."""
        claimed: Claimed | None = None
        try:
            with self.database.transaction() as work:
                claimed = work.inbox.claim(self.clock())
                if claimed is None:
                    return False
                sent = to_fetch(claimed)
                if sent is None:
                    self._work_off(work, claimed)
            if sent is not None:
                Fetch(self.database, self.photos, self.clock)(claimed, sent)
                return True
        except LostRaceError:
            return True
        except Exception as error:
            if claimed is None:
                raise
            self._failed(claimed, error)
        self.wake.outbox()
        return True

    def _work_off(self, work: UnitOfWork, claimed: Claimed) -> None:
        now = self.clock()
        event, button = resolved(work, claimed, self._world(claimed, now).city)
        before = _with_language(decode(claimed.state), claimed.inbound.language)
        after, replies = self._turns(work, claimed, before, event, now)
        # A press that changes a message in place needs no line of its own.
        in_place = button is not None and any(isinstance(one, Edit) for one in replies)
        shown = _shows(claimed) and not in_place
        rows = _own_line(self.wording, claimed, button) if shown else []
        language = after.language or LANGUAGES[0]
        rows = _with_secrets(work, rows)
        for reply in replies:
            said = self._rendered(claimed, reply, language, button)
            rows += said if reply.message.for_staff else _with_secrets(work, said)
        work.outbox.add(rows, now)
        saved = work.conversations.save(
            claimed.conversation_id, encode(after), claimed.revision, now
        )
        if not saved:
            raise LostRaceError
        work.inbox.finish(claimed.inbox_id, now)

    def _turns(
        self, work: UnitOfWork, claimed: Claimed, talk: Conversation, event: Event, now: datetime
    ) -> tuple[Conversation, list[Say | Edit]]:
        perform = self._performer(work, claimed, now)
        replies: list[Say | Edit] = []
        waiting: list[Event] = [event]
        for _ in range(MAX_ROUNDS):
            if not waiting:
                return talk, replies
            turn = self.step(talk, waiting.pop(0), self._world(claimed, now))
            talk = turn.conversation
            for effect in turn.effects:
                if isinstance(effect, Say | Edit):
                    replies.append(effect)
                elif (result := perform(effect)) is not None:
                    waiting.append(result)
        raise EndlessEffectsError

    def _world(self, claimed: Claimed, now: datetime) -> World:
        return self.world(now, secrets.token_hex(8), claimed.member, claimed.inbound.group)

    def _performer(self, work: UnitOfWork, claimed: Claimed, now: datetime) -> Perform:
        me = claimed.conversation_id
        courier = Courier(work, self.wording, self._world(claimed, now), now, besides=me)
        who = (claimed.member, me, now)
        staff = PerformStaff(work, courier, self.charts, self.files, *who)
        voice = PerformVoice(work, courier, *who)
        announcements = PerformAnnouncements(work, courier, self.files, *who)
        news = PerformNews(work, me, now)
        return Perform(work, courier, staff, voice, news, announcements, me, now)

    def _rendered(
        self, claimed: Claimed, reply: Say | Edit, language: str, button: Button | None
    ) -> list[NewDelivery]:
        pages = self.wording.render(reply.message, language, claimed.inbound.channel)
        edits = button.message if isinstance(reply, Edit) and button else None
        return [
            _delivery(claimed, page, edits if place == 0 else None)
            for place, page in enumerate(pages)
        ]

    def _failed(self, claimed: Claimed, error: Exception) -> None:
        """Try again later; after the third failure say sorry, so that nobody waits in vain."""
        _log.error(
            "event failed",
            inbox=claimed.inbox_id,
            attempt=claimed.attempts + 1,
            error=type(error).__name__,
            exc_info=error,
        )
        now = self.clock()
        kind = type(error).__name__
        with self.database.transaction() as work:
            if claimed.attempts < len(RETRY_AFTER):
                work.inbox.put_off(claimed.inbox_id, kind, now + RETRY_AFTER[claimed.attempts])
                return
            sorry = OutboundMessage((phrase("error.apology"),))
            language = decode(claimed.state).language or LANGUAGES[0]
            pages = self.wording.render(sorry, language, claimed.inbound.channel)
            work.outbox.add([_delivery(claimed, page, None) for page in pages], now)
            work.inbox.give_up(claimed.inbox_id, kind, now)


def _with_language(talk: Conversation, told: str | None) -> Conversation:
    """The client's language counts until the person chooses one."""
    if talk.language is not None:
        return talk
    return replace(talk, language=told if told in LANGUAGES else LANGUAGES[0])


def _shows(claimed: Claimed) -> bool:
    return claimed.inbound.channel in SHOWS_BOTH_SIDES


def _own_line(wording: Wording, claimed: Claimed, button: Button | None) -> list[NewDelivery]:
    match claimed.inbound.event:
        case TextSent(text) if text.strip():
            line = text
        case CommandSent(name) if name != "start":
            line = f"/{name}"
        case ButtonPressed() if button is not None:
            line = button.label
        case PhotoKept(caption=caption):
            line = f"📷 {caption}".strip()
        case _:
            return []
    pages = wording.render(OutboundMessage((Plain(line),)), LANGUAGES[0], claimed.inbound.channel)
    return [replace(_delivery(claimed, page, None), kind=OutboxKind.SAID) for page in pages]


def _delivery(claimed: Claimed, page: Rendered, edits: str | None) -> NewDelivery:
    return NewDelivery(
        token=secrets.token_urlsafe(12),
        channel=claimed.inbound.channel,
        address=claimed.inbound.address,
        conversation_id=claimed.conversation_id,
        kind=OutboxKind.EDIT if edits else OutboxKind.SEND,
        rendered=page,
        edits=edits,
    )


def _with_secrets(work: UnitOfWork, rows: list[NewDelivery]) -> list[NewDelivery]:
    """Mark what names an anonymous report: it is hidden after a while."""
    named = {number for row in rows for number in _TICKET.findall(row.rendered.text)}
    if not work.reports.any_anonymous(named):
        return rows
    return [replace(row, secret=True) for row in rows]
