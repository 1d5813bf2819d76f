"""The composition root: builds every adapter and wires them. Only entry points import it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path

from bot.charts.council import CouncilPictures
from bot.charts.overview import VegaCharts
from bot.city_file import read_map
from bot.civic.roles import Member, Role
from bot.clock import now
from bot.dialogue.step import step
from bot.dialogue.world import World
from bot.files.pdf import TypstPaper
from bot.files.statistics import StatisticsFiles
from bot.live_content import LiveContent, Shared, world_of
from bot.settings import Settings, masked_url
from bot.storage.database import SqlDatabase
from bot.storage.engine import open_engine
from bot.storage.migrate import upgrade
from bot.use_cases.ask_attempts import AskAttempts
from bot.use_cases.broadcast import Broadcast
from bot.use_cases.clocks import CaseClocks
from bot.use_cases.converse import Converse
from bot.use_cases.council import MakeCouncilReport
from bot.use_cases.desk import Desk
from bot.use_cases.export_statistics import ExportStatistics
from bot.use_cases.measure import Measure
from bot.use_cases.open_data import OpenData
from bot.use_cases.pass_on import PassQuestionsOn
from bot.use_cases.ports import PhotoSource
from bot.use_cases.read_statistics import PackDays, ReadStatistics
from bot.use_cases.receive import Receive
from bot.use_cases.run_announcements import RunAnnouncements
from bot.use_cases.watch_spikes import WatchSpikes
from bot.use_cases.weekly import WeeklyDigest
from bot.use_cases.work import Signal
from bot.wording.render import CatalogueWording

ADMIN_CHANNEL = "telegram"


class NoPhotoSource:
    """For channels that hand pictures in themselves."""

    def fetch(self, channel: str, reference: str) -> bytes | None:  # noqa: ARG002 - the port's shape
        return None


@dataclass(frozen=True, slots=True)
class Bot:
    """The inside of the program, without channels."""

    settings: Settings
    content: LiveContent
    database: SqlDatabase
    signal: Signal

    @property
    def receive(self) -> Receive:
        return Receive(self.database, self.signal, now)

    @property
    def case_clocks(self) -> CaseClocks:
        wording = CatalogueWording(self.content.current.city.zona_waktu)
        return CaseClocks(self.database, self._own_world, wording, self.signal, now)

    @property
    def ask_attempts(self) -> AskAttempts:
        wording = CatalogueWording(self.content.current.city.zona_waktu)
        return AskAttempts(self.database, self._own_world, wording, self.signal, now)

    @property
    def pass_questions_on(self) -> PassQuestionsOn:
        wording = CatalogueWording(self.content.current.city.zona_waktu)
        return PassQuestionsOn(self.database, self._own_world, wording, self.signal, now)

    @property
    def desk(self) -> Desk:
        wording = CatalogueWording(self.content.current.city.zona_waktu)
        makers = (VegaCharts(), StatisticsFiles())
        return Desk(self.database, self._own_world, wording, *makers, self.signal, now)

    @property
    def weekly_digest(self) -> WeeklyDigest:
        wording = CatalogueWording(self.content.current.city.zona_waktu)
        return WeeklyDigest(self.database, self._own_world, wording, self.signal, now)

    @property
    def watch_spikes(self) -> WatchSpikes:
        wording = CatalogueWording(self.content.current.city.zona_waktu)
        return WatchSpikes(self.database, self._own_world, wording, self.signal, now)

    @property
    def run_announcements(self) -> RunAnnouncements:
        wording = CatalogueWording(self.content.current.city.zona_waktu)
        return RunAnnouncements(self.database, self._own_world, wording, self.signal, now)

    def broadcast(self, channel: str) -> Broadcast:
        """A channel's way to deliveries of announcements."""
        wording = CatalogueWording(self.content.current.city.zona_waktu)
        return Broadcast(self.database, channel, self._own_world, wording, now)

    @property
    def pack_days(self) -> PackDays:
        return PackDays(self.database, self._own_world, now)

    @property
    def statistics(self) -> ReadStatistics:
        return ReadStatistics(self.database, self._own_world, now)

    @property
    def export(self) -> ExportStatistics:
        return ExportStatistics(
            self.database, self._own_world, StatisticsFiles(), VegaCharts(), now
        )

    @property
    def measure(self) -> Measure:
        return Measure(self.database, self._own_world, now)

    @property
    def council_report(self) -> MakeCouncilReport:
        geometry = partial(read_map, Path(self.settings.content), self.content.current.city)
        return MakeCouncilReport(
            self.database,
            self._own_world,
            self.measure,
            CouncilPictures(geometry),
            TypstPaper(),
            now,
        )

    @property
    def open_data(self) -> OpenData:
        return OpenData(self.database, self._own_world, now)

    def converse(self, photos: PhotoSource) -> Converse:
        wording = CatalogueWording(self.content.current.city.zona_waktu)
        return Converse(
            self.database,
            step,
            self._world,
            wording,
            photos,
            VegaCharts(),
            StatisticsFiles(),
            self.signal,
            now,
        )

    @property
    def world(self) -> World:
        """The world as it is now, for acts nobody asked for."""
        return self._own_world(now())

    def _own_world(self, at: datetime) -> World:
        """What the program sees when it acts by itself."""
        return world_of(self.content.current, at, "")

    def _world(self, at: datetime, fresh_id: str, member: Member, group: bool) -> World:  # noqa: FBT001 - the port's shape
        return world_of(self.content.current, at, fresh_id, member, group=group)


def today() -> date:
    """The present day, for things that need no city."""
    return now().date()


@contextmanager
def open_database(settings: Settings) -> Iterator[SqlDatabase]:
    """The database in force, migrated.

    Raises:
        DatabaseUnreachableError, DatabaseTooNewError: in one line, the password masked.
    """
    engine = open_engine(settings.database_url)
    try:
        upgrade(engine, masked_url(settings.database_url))
        yield SqlDatabase(engine)
    finally:
        engine.dispose()


def _shared(database: SqlDatabase) -> Shared:
    with database.transaction() as work:
        return Shared(work.names.accepted(), work.spikes.running())


@contextmanager
def open_bot(settings: Settings) -> Iterator[Bot]:
    """Content, database and staff list, ready to work."""
    content = LiveContent(Path(settings.content), today)
    with open_database(settings) as database:
        content.share(partial(_shared, database))
        with database.transaction() as work:
            for admin in settings.admins:
                who = (ADMIN_CHANNEL, str(admin))
                work.staff.grant(who, Member(Role.ADMIN), "settings", now())
        yield Bot(settings, content, database, Signal())
