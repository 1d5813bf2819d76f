"""Writes a made-up city in bulk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.civic.skm import Unsur
from bot.storage.bulk import catch_up, insert_many, next_id
from bot.storage.case_rows import columns_of
from bot.storage.tables import (
    attempt,
    conversation,
    feedback,
    handover,
    question,
    report,
    report_event,
    report_join,
    report_words,
    skm,
)
from bot.use_cases.seed_ports import (
    SeededAttempt,
    SeededDay,
    SeededHandover,
    SeededQuestion,
    SeededReport,
)

CHANNEL = "demo"
OFFICER = "demo:petugas"
_REPORT = (
    "id",
    "number",
    "case_number",
    "conversation_id",
    "pseudonym",
    "channel",
    "service",
    "step",
    "stage",
    "obstacle",
    "severity",
    "kecamatan",
    "identity",
    "filed_at",
    "reply_by",
    "due",
    "by_staff",
)
_STATE = (
    "status",
    "agency",
    "promised",
    "level",
    "first_reply_at",
    "settled_at",
    "closed_at",
    "confirmed_at",
    "disputed_at",
    "reminded_at",
    "tag",
    "waiting_since",
)


class SqlSeeder:
    """Implements the `Seeder` port. Residents have the ids 1 and up."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def is_empty(self) -> bool:
        query = sa.select(conversation.c.id).limit(1)
        return self._connection.execute(query).first() is None

    def residents(self, count: int, since: datetime) -> None:
        columns = ("id", "channel", "address", "person", "pseudonym", "created_at", "updated_at")
        rows = (
            (n + 1, CHANNEL, f"demo-{n}", f"demo-{n}", f"demo-{n}", since, since)
            for n in range(count)
        )
        insert_many(self._connection, conversation, columns, rows)

    def day(self, day: SeededDay) -> None:
        if self._connection.dialect.name == "sqlite":
            # Indexes by person are written all over: in the usual two megabytes, again and again.
            self._connection.exec_driver_sql("PRAGMA cache_size = -500000")
        self._questions(day.questions)
        self._handovers(day.handovers)
        self._reports(day.reports)
        self._attempts(day.attempts)
        self._surveys(day.attempts)

    def finish(self) -> None:
        written = (conversation, question, feedback, handover, attempt, skm)
        catch_up(self._connection, (*written, report, report_event, report_join, report_words))
        self._connection.execute(sa.text("ANALYZE"))

    def _questions(self, rows: list[SeededQuestion]) -> None:
        columns = ("conversation_id", "channel", "text", "outcome", "entry", "candidates")
        insert_many(
            self._connection,
            question,
            (*columns, "gist", "asked_at"),
            (
                (
                    *(one.resident + 1, one.channel, one.text, one.outcome, one.service, "[]"),
                    *(one.gist, one.asked),
                )
                for one in rows
            ),
        )
        insert_many(
            self._connection,
            feedback,
            ("conversation_id", "channel", "entry", "helpful", "given_at"),
            (
                (one.resident + 1, one.channel, one.service, one.helpful, one.asked)
                for one in rows
                if one.helpful is not None
            ),
        )

    def _handovers(self, rows: list[SeededHandover]) -> None:
        columns = ("conversation_id", "question", "asked_at", "answer", "answered_by")
        insert_many(
            self._connection,
            handover,
            (*columns, "answered_at"),
            (
                (
                    *(one.resident + 1, one.text, one.asked, one.answer),
                    *(OFFICER if one.answer else None, one.answered),
                )
                for one in rows
            ),
        )

    def _reports(self, rows: list[SeededReport]) -> None:
        first = next_id(self._connection, report)
        filed = (
            (
                *(first + place, one.number, one.number, one.resident + 1, f"demo-{one.resident}"),
                *(one.channel, one.service, one.step, one.stage, one.obstacle.value),
                *(one.severity.value, one.kecamatan, "terbuka", one.filed, one.reply_by),
                *(one.state.due, False),
                *columns_of(one.state).values(),
            )
            for place, one in enumerate(rows)
        )
        insert_many(self._connection, report, (*_REPORT, *_STATE), filed)
        self._events(first, rows)
        insert_many(
            self._connection,
            report_join,
            ("report_id", "conversation_id", "severity", "kecamatan", "joined_at"),
            (
                (first + place, resident + 1, one.severity.value, one.kecamatan, at)
                for place, one in enumerate(rows)
                for resident, at in one.joins
            ),
        )

    def _events(self, first: int, rows: Iterable[SeededReport]) -> None:
        told = [
            (first + place, event, words)
            for place, one in enumerate(rows)
            for event, words in one.events
        ]
        start = next_id(self._connection, report_event)
        columns = ("id", "report_id", "kind", "at", "actor", "status", "public", "agency")
        insert_many(
            self._connection,
            report_event,
            (*columns, "level", "promised"),
            (
                (
                    *(start + place, report_id, event.kind.value, event.at),
                    *(
                        OFFICER if event.staff else None,
                        event.status.value if event.status else None,
                    ),
                    *(event.public, event.agency, event.level, event.promised),
                )
                for place, (report_id, event, _) in enumerate(told)
            ),
        )
        insert_many(
            self._connection,
            report_words,
            ("event_id", "words"),
            ((start + place, words) for place, (_, _, words) in enumerate(told) if words),
        )

    def _attempts(self, rows: list[SeededAttempt]) -> None:
        columns = ("conversation_id", "pseudonym", "channel", "service", "opened_at", "asked_at")
        told = ("answered_at", "outcome", "ease", "burden", "stage", "kecamatan")
        insert_many(
            self._connection,
            attempt,
            (*columns, *told),
            (
                (
                    *(one.resident + 1, f"demo-{one.resident}", one.channel, one.service),
                    *(one.opened, one.opened, one.opened if one.outcome else None),
                    *(one.outcome, one.ease, one.burden, one.stage, one.kecamatan),
                )
                for one in rows
            ),
        )

    def _surveys(self, rows: Iterable[SeededAttempt]) -> None:
        columns = ("conversation_id", "survey", "pseudonym", "channel", "service", "kecamatan")
        start = next_id(self._connection, skm)
        given = [one for one in rows if one.scores is not None]
        insert_many(
            self._connection,
            skm,
            (*columns, "given_at", *(unsur.value for unsur in Unsur)),
            (
                [one.resident + 1, f"demo-{start + place}", f"demo-{one.resident}", one.channel]
                + [one.service, one.kecamatan, one.opened]
                + [(one.scores or {})[unsur] for unsur in Unsur]
                for place, one in enumerate(given)
            ),
        )
