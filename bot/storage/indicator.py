"""Rows for the index, and the readings that were kept."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from hashlib import sha256

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy import Connection

from bot.civic.indicator.inputs import Inputs, RawAttempt, RawCase, RawFriction, Survey
from bot.civic.indicator.method import FRICTION_DAYS, UNDISPUTED_DAYS, Component
from bot.civic.indicator.reading import Reading
from bot.civic.reports import ReportStatus
from bot.civic.skm import Unsur
from bot.storage.codec import Row
from bot.storage.tables import (
    IS_FRICTION,
    attempt,
    conversation,
    indicator_reading,
    report,
    report_join,
    skm,
)
from bot.use_cases.indicator_ports import RawRows, Span, Stored

_INPUTS: TypeAdapter[Inputs] = TypeAdapter(Inputs)
_READING: TypeAdapter[Reading] = TypeAdapter(Reading)
_PRIOR: TypeAdapter[dict[Component, float]] = TypeAdapter(dict[Component, float])


# Only what is used: a quarter of a large city is a quarter of a million reports.
_FRICTION = (
    *(report.c.pseudonym, report.c.service, report.c.stage),
    *(report.c.severity, report.c.filed_at, report.c.fingerprint),
)
_CASE = (
    *(report.c.agency, report.c.kecamatan, report.c.due, report.c.reply_by),
    *(report.c.first_reply_at, report.c.settled_at, report.c.disputed_at),
)
_ATTEMPT = (
    *(attempt.c.pseudonym, attempt.c.service, attempt.c.kecamatan, attempt.c.opened_at),
    *(attempt.c.asked_at, attempt.c.answered_at),
    *(attempt.c.outcome, attempt.c.ease, attempt.c.burden, attempt.c.stage),
)


class SqlIndicator:
    """Implements the `Indicator` port."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def raw(self, span: Span, agency_of: Callable[[str], str]) -> RawRows:
        return RawRows(
            tuple(self._attempts(span, agency_of)),
            tuple(self._frictions(span)),
            tuple(self._cases(span, agency_of)),
            tuple(self._surveys(span)),
        )

    def save(
        self, reading: Reading, inputs: Inputs, prior: Mapping[Component, float], as_of: datetime
    ) -> str:
        digest = self.hash_of(inputs)
        values = {
            "since": reading.since,
            "until": reading.until,
            "method": reading.method,
            "as_of": as_of,
            "inputs": zlib.compress(_INPUTS.dump_json(inputs)),
            "inputs_hash": digest,
            "prior": _PRIOR.dump_json(dict(prior)).decode(),
            "reading": _READING.dump_json(reading).decode(),
        }
        self._connection.execute(sa.insert(indicator_reading), values)
        return digest

    def stored(self) -> Iterator[Stored]:
        query = sa.select(indicator_reading).order_by(indicator_reading.c.id)
        for row in self._connection.execute(query).mappings().all():
            text = zlib.decompress(row["inputs"])
            yield Stored(
                row["id"],
                row["as_of"],
                _INPUTS.validate_json(text),
                row["inputs_hash"],
                sha256(text).hexdigest() == row["inputs_hash"],
                _PRIOR.validate_json(row["prior"]),
                _READING.validate_json(row["reading"]),
            )

    def latest(self, until: date) -> Reading | None:
        newest = (indicator_reading.c.until, indicator_reading.c.since, indicator_reading.c.id)
        query = (
            sa.select(indicator_reading.c.reading)
            .where(indicator_reading.c.until <= until)
            .order_by(*(column.desc() for column in newest))
            .limit(1)
        )
        text = self._connection.execute(query).scalar()
        return None if text is None else _READING.validate_json(text)

    def hash_of(self, inputs: Inputs) -> str:
        return sha256(_INPUTS.dump_json(inputs)).hexdigest()

    def _attempts(self, span: Span, agency_of: Callable[[str], str]) -> Iterator[RawAttempt]:
        here = attempt.c.opened_at.between(span.start, span.end)
        query = sa.select(*_ATTEMPT).where(here, attempt.c.opened_at < span.end)
        for row in self._connection.execute(query.order_by(attempt.c.id)).mappings():
            answered = row["answered_at"] is not None and row["answered_at"] <= span.as_of
            asked = row["asked_at"] is not None and row["asked_at"] <= span.as_of
            yield RawAttempt(
                person=row["pseudonym"],
                service=row["service"],
                agency=agency_of(row["service"]),
                opened=row["opened_at"],
                asked=asked,
                outcome=row["outcome"] if answered else None,
                ease=row["ease"] if answered else None,
                burden=row["burden"] if answered else None,
                stage=row["stage"] if answered else None,
                kecamatan=row["kecamatan"] if answered else None,
            )

    def _frictions(self, span: Span) -> Iterator[RawFriction]:
        """Reports of the attempts in the span may follow up to thirty days later."""
        until = min(span.end + timedelta(days=FRICTION_DAYS), span.as_of)
        since = span.start
        own = sa.select(*_FRICTION).where(
            report.c.filed_at.between(since, until), report.c.by_staff.is_(sa.false()), IS_FRICTION
        )
        for row in self._connection.execute(own.order_by(report.c.id)).mappings():
            yield _friction(row)
        joined = (
            sa.select(
                conversation.c.pseudonym,
                report.c.service,
                report.c.stage,
                report_join.c.severity,
                report_join.c.joined_at,
            )
            .join(report, report.c.id == report_join.c.report_id)
            .join(conversation, conversation.c.id == report_join.c.conversation_id)
            .where(report_join.c.joined_at.between(since, until), IS_FRICTION)
            .order_by(report_join.c.id)
        )
        for one in self._connection.execute(joined):
            yield RawFriction(*one)

    def _cases(self, span: Span, agency_of: Callable[[str], str]) -> Iterator[RawCase]:
        due = sa.select(*_FRICTION, *_CASE).where(
            report.c.due.between(span.since, span.until),
            report.c.by_staff.is_(sa.false()),
            IS_FRICTION,
            report.c.status != ReportStatus.DITARIK.value,
        )
        for row in self._connection.execute(due.order_by(report.c.id)).mappings():
            agency = row["agency"] or agency_of(row["service"])
            yield RawCase(_friction(row), agency, row["kecamatan"], _is_good(row, span))

    def _surveys(self, span: Span) -> Iterator[Survey]:
        here = sa.and_(skm.c.given_at >= span.start, skm.c.given_at < span.end)
        for row in self._connection.execute(
            sa.select(skm).where(here).order_by(skm.c.id)
        ).mappings():
            answers = {unsur: row[unsur.value] for unsur in Unsur if row[unsur.value] is not None}
            yield Survey(row["pseudonym"], answers)


def _friction(row: Row) -> RawFriction:
    return RawFriction(
        row["pseudonym"],
        row["service"],
        row["stage"],
        row["severity"],
        row["filed_at"],
        row["fingerprint"],
    )


def _is_good(row: Row, span: Span) -> bool:
    """Replied and closed in time, and not disputed within ten days, as known at that moment."""
    replied, settled, disputed = row["first_reply_at"], row["settled_at"], row["disputed_at"]
    if replied is None or replied > row["reply_by"]:
        return False
    if settled is None or settled > span.as_of:
        return False
    if settled.astimezone(span.zone).date() > row["due"]:
        return False
    if disputed is None or disputed > span.as_of:
        return True
    return bool(disputed - settled > timedelta(days=UNDISPUTED_DAYS))
