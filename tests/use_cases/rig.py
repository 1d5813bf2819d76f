"""A whole bot without channels: real storage, real dialogue, time as a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count

from bot.civic.roles import Member, Role
from bot.civic.spikes import Spike
from bot.civic.statistics.figures import Statistics
from bot.civic.working_days import Calendar
from bot.dialogue.events import ButtonPressed, CommandSent, InboundEvent, Incoming, TextSent
from bot.dialogue.step import step
from bot.dialogue.world import World
from bot.files.statistics import StatisticsFiles
from bot.storage.database import SqlDatabase
from bot.use_cases.ask_attempts import AskAttempts
from bot.use_cases.clocks import CaseClocks
from bot.use_cases.converse import Converse, Step
from bot.use_cases.deliver import Deliver
from bot.use_cases.deliveries import Delivery, OutboxKind, Sent
from bot.use_cases.pass_on import PassQuestionsOn
from bot.use_cases.receive import Receive
from bot.use_cases.retain import Retain
from bot.use_cases.watch_spikes import WatchSpikes
from bot.use_cases.weekly import WeeklyDigest
from bot.use_cases.work import Signal
from bot.wording.render import CatalogueWording
from knowledge_base import KnowledgeBase
from tests.dialogue.talk import CITY

START = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
HOLIDAYS = frozenset({date(2026, 12, 25)})


@dataclass
class NoPhotos:
    """Pictures by reference; anything else cannot be fetched."""

    pictures: dict[str, bytes] = field(default_factory=dict)

    def fetch(self, channel: str, reference: str) -> bytes | None:
        return self.pictures.get(reference)


class Drawn:
    """Charts that keep what they were asked to draw."""

    def __init__(self) -> None:
        self.figures: list[Statistics] = []

    def overview(self, figures: Statistics, title: str, districts: Mapping[str, str]) -> bytes:
        self.figures.append(figures)
        return b"\x89PNG" + title.encode()


@dataclass
class Rig:
    """The bot's inside with one clock; residents are addresses."""

    database: SqlDatabase
    knowledge: KnowledgeBase
    step: Step = step
    channel: str = "telegram"
    now: datetime = START
    photos: NoPhotos = field(default_factory=NoPhotos)
    charts: Drawn = field(default_factory=Drawn)
    news: dict[str, list[Delivery]] = field(default_factory=dict)
    """What reached an address since it was last looked at, without having been asked for."""

    spikes: tuple[Spike, ...] = ()
    """What this process last took from the database."""

    _updates: count = field(default_factory=lambda: count(1))

    def clock(self) -> datetime:
        return self.now

    def later(self, **duration: float) -> None:
        self.now += timedelta(**duration)

    @property
    def receive(self) -> Receive:
        return Receive(self.database, Signal(), self.clock)

    @property
    def converse(self) -> Converse:
        return Converse(
            self.database,
            self.step,
            self.world,
            CatalogueWording(CITY.zona_waktu),
            self.photos,
            self.charts,
            StatisticsFiles(),
            Signal(),
            self.clock,
        )

    @property
    def retain(self) -> Retain:
        return Retain(self.database, self.clock)

    @property
    def case_clocks(self) -> CaseClocks:
        wording = CatalogueWording(CITY.zona_waktu)
        return CaseClocks(self.database, self.own_world, wording, Signal(), self.clock)

    @property
    def ask_attempts(self) -> AskAttempts:
        wording = CatalogueWording(CITY.zona_waktu)
        return AskAttempts(self.database, self.own_world, wording, Signal(), self.clock)

    @property
    def pass_questions_on(self) -> PassQuestionsOn:
        wording = CatalogueWording(CITY.zona_waktu)
        return PassQuestionsOn(self.database, self.own_world, wording, Signal(), self.clock)

    @property
    def watch_spikes(self) -> WatchSpikes:
        wording = CatalogueWording(CITY.zona_waktu)
        return WatchSpikes(self.database, self.own_world, wording, Signal(), self.clock)

    @property
    def weekly_digest(self) -> WeeklyDigest:
        wording = CatalogueWording(CITY.zona_waktu)
        return WeeklyDigest(self.database, self.own_world, wording, Signal(), self.clock)

    def watch(self) -> None:
        """Look for spikes, and take them over as the processes do."""
        self.watch_spikes()
        self.refresh()

    def refresh(self) -> None:
        with self.database.transaction() as work:
            self.spikes = work.spikes.running()

    @property
    def deliver(self) -> Deliver:
        return Deliver(self.database, self.channel, self.clock)

    def world(self, now: datetime, fresh_id: str, member: Member, group: bool) -> World:
        calendar = Calendar(HOLIDAYS)
        return World(self.knowledge, CITY, calendar, now, fresh_id, member, group, self.spikes)

    def own_world(self, now: datetime) -> World:
        return self.world(now, "", Member(), False)

    def event(self, event: Incoming, address: str = "1", update: str | None = None) -> InboundEvent:
        return InboundEvent(
            self.channel, update or f"u{next(self._updates)}", address, address, event
        )

    def send(self, event: Incoming, address: str = "1") -> list[Delivery]:
        """One event, worked off and delivered; what was delivered to that address."""
        self.receive([self.event(event, address)])
        while self.converse():
            pass
        mine = []
        for one in self.deliver_all():
            (mine if one.address == address else self.news.setdefault(one.address, [])).append(one)
        return mine

    def news_for(self, address: str) -> list[Delivery]:
        """What the bot sent there by itself since the last look."""
        for one in self.deliver_all():
            self.news.setdefault(one.address, []).append(one)
        return self.news.pop(address, [])

    def hire(self, person: str, role: Role, agency: str | None = None) -> None:
        """Put somebody on the staff list; they have said hello to the bot."""
        with self.database.transaction() as work:
            work.staff.grant((self.channel, person), Member(role, agency), "test", self.now)
        self.command("start", address=person)

    def say(self, text: str, address: str = "1") -> list[Delivery]:
        return self.send(TextSent(text), address)

    def command(self, name: str, argument: str = "", address: str = "1") -> list[Delivery]:
        return self.send(CommandSent(name, argument), address)

    def press(self, delivered: list[Delivery], label: str, address: str = "1") -> list[Delivery]:
        token, choice = self.button(delivered, label)
        return self.send(ButtonPressed(token, choice), address)

    def button(self, delivered: list[Delivery], label: str) -> tuple[str, str]:
        for one in reversed(delivered):
            for row in one.rendered.rows:
                for choice in row:
                    if label.casefold() in choice.label.casefold():
                        return one.token, choice.id
        raise AssertionError(f"no button {label!r}")

    def deliver_all(self) -> list[Delivery]:
        """Deliver until nothing waits; every message gets an id of the channel's own."""
        done: list[Delivery] = []
        while claimed := self.deliver.claim(50):
            done += claimed
            results = {
                one.id: Sent(one.edits_message if one.kind is OutboxKind.EDIT else f"m{one.id}")
                for one in claimed
            }
            self.deliver.settle(results)
        return done

    def rows(self, query: str) -> list[dict]:
        with self.database.engine.connect() as connection:
            return [dict(row) for row in connection.exec_driver_sql(query).mappings()]


def text_of(delivered: list[Delivery]) -> str:
    return "\n".join(one.rendered.text for one in delivered)
