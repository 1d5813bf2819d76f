"""Transactions: one unit of work, committed or rolled back as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, text

from bot.storage.announcements import SqlAnnouncements
from bot.storage.cases import SqlCases
from bot.storage.closures import SqlClosures
from bot.storage.conversations import SqlConversations
from bot.storage.documents import SqlDocuments
from bot.storage.engine import READING
from bot.storage.inbox import SqlInbox
from bot.storage.indicator import SqlIndicator
from bot.storage.ledger import SqlLedger
from bot.storage.names import SqlNames
from bot.storage.once import SqlOnce
from bot.storage.open_data import SqlOpenMonths
from bot.storage.outbox import SqlOutbox
from bot.storage.packs import Memory, SqlStatistics
from bot.storage.people import SqlPeople
from bot.storage.photos import SqlPhotos
from bot.storage.questions import SqlQuestions
from bot.storage.queue import Queue
from bot.storage.received import SqlReceived
from bot.storage.reports import SqlReports
from bot.storage.runs import SqlRuns
from bot.storage.seed import SqlSeeder
from bot.storage.spikes import SqlSpikes
from bot.storage.staff import SqlStaff
from bot.storage.subscriptions import SqlSubscriptions
from bot.storage.voices import SqlAttempts, SqlHandovers, SqlSurveys


@dataclass(frozen=True, slots=True)
class SqlUnitOfWork:
    """Implements the `UnitOfWork` port over one connection."""

    inbox: SqlInbox
    conversations: SqlConversations
    outbox: SqlOutbox
    people: SqlPeople
    staff: SqlStaff
    reports: SqlReports
    cases: SqlCases
    questions: SqlQuestions
    photos: SqlPhotos
    documents: SqlDocuments
    names: SqlNames
    once: SqlOnce
    attempts: SqlAttempts
    surveys: SqlSurveys
    handovers: SqlHandovers
    indicator: SqlIndicator
    seeder: SqlSeeder
    statistics: SqlStatistics
    subscribers: SqlSubscriptions
    closures: SqlClosures
    open_months: SqlOpenMonths
    spikes: SqlSpikes
    announcements: SqlAnnouncements
    runs: SqlRuns
    received: SqlReceived
    ledger: SqlLedger

    @classmethod
    def over(cls, connection: Connection, memory: Memory) -> SqlUnitOfWork:
        return cls(
            SqlInbox(connection),
            SqlConversations(connection),
            SqlOutbox(connection),
            SqlPeople(connection),
            SqlStaff(connection),
            SqlReports(connection),
            SqlCases(connection),
            SqlQuestions(connection),
            SqlPhotos(connection),
            SqlDocuments(connection),
            SqlNames(connection),
            SqlOnce(connection),
            SqlAttempts(connection),
            SqlSurveys(connection),
            SqlHandovers(connection),
            SqlIndicator(connection),
            SqlSeeder(connection),
            SqlStatistics(connection, memory),
            SqlSubscriptions(connection),
            SqlClosures(connection),
            SqlOpenMonths(connection),
            SqlSpikes(connection),
            SqlAnnouncements(connection),
            SqlRuns(connection),
            SqlReceived(connection),
            SqlLedger(connection),
        )


class SqlDatabase:
    """Implements the `Database` port.

    SQLite takes one writer at a time and lets the others try their luck until a time-out; within
    this process they queue instead, first come, first served.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._memory = Memory()
        self._turn: AbstractContextManager[None] = (
            Queue() if engine.dialect.name == "sqlite" else nullcontext()
        )

    @contextmanager
    def transaction(self) -> Iterator[SqlUnitOfWork]:
        with self._turn, self.engine.begin() as connection:
            yield SqlUnitOfWork.over(connection, self._memory)

    @contextmanager
    def reading(self) -> Iterator[SqlUnitOfWork]:
        """Sees one state of the database on SQLite; does not wait for writers, nor they for it."""
        with self.engine.connect().execution_options(**READING) as connection:
            yield SqlUnitOfWork.over(connection, self._memory)

    def is_ready(self) -> bool:
        """True when the database answers."""
        with self.engine.connect() as connection:
            return connection.execute(text("SELECT 1")).scalar() == 1

    def close(self) -> None:
        self.engine.dispose()
