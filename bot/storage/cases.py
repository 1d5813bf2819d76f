"""Cases as officers see them: under the case number, with the whole history."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.civic.cases import Case, CaseCounts, CaseEvent, CaseLine
from bot.civic.clocks import OVERSIGHT
from bot.civic.reports import ReportStatus
from bot.dialogue.staff_effects import CaseFilter
from bot.storage.case_rows import Ledger, announced_of, report_of, state_of
from bot.storage.codec import Row
from bot.storage.tables import report, report_join
from bot.use_cases.case_ports import NOTHING, Running, Sent

_NOT_CLOSED = [status.value for status in ReportStatus if status.is_open]
Condition = sa.ColumnElement[bool]


class SqlCases:
    """Implements the `Cases` port."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._ledger = Ledger(connection)

    def find(self, case_number: str) -> Case | None:
        row = self._row(case_number)
        return self._case(row) if row is not None else None

    def _case(self, row: Row) -> Case:
        history = self._ledger.history(row["id"])
        words = history[0].note if history else None
        photos = tuple(photo for line in history for photo in line.photos if not line.staff)
        joins = sa.select(sa.func.count()).where(report_join.c.report_id == row["id"])
        filed = report_of(row, words, photos, announced_of(self._connection, row))
        return Case(
            number=row["case_number"],
            report=filed,
            state=state_of(row),
            filed_at=row["filed_at"],
            reply_by=row["reply_by"] or row["filed_at"],
            oversight=filed.obstacle in OVERSIGHT,
            reachable=row["conversation_id"] is not None,
            joined=self._connection.execute(joins).scalar_one(),
            history=history,
        )

    def lines(
        self, agency: str | None, kind: CaseFilter, today: date, window: tuple[int, int]
    ) -> tuple[CaseLine, ...]:
        limit, offset = window
        query = (
            sa.select(report)
            .where(*_agency(agency), _filter(kind, today))
            .order_by(report.c.level.desc(), report.c.promised, report.c.id)
            .limit(limit)
            .offset(offset)
        )
        return tuple(_line(row) for row in self._connection.execute(query).mappings())

    def counts(self, agency: str | None, today: date) -> CaseCounts:
        kinds: tuple[CaseFilter, ...] = ("open", "overdue", "new", "waiting")
        sums = [
            sa.func.coalesce(sa.func.sum(sa.case((_filter(kind, today), 1), else_=0)), 0)
            for kind in kinds
        ]
        here = [*_agency(agency), report.c.status.in_(_NOT_CLOSED)]
        row = self._connection.execute(sa.select(*sums).where(*here)).one()
        return CaseCounts(*(int(value) for value in row))

    def record(
        self,
        case_number: str,
        event: CaseEvent,
        actor: str,
        words: str | None = None,
        sent: Sent = NOTHING,
    ) -> Case:
        row = self._row(case_number)
        if row is None:
            raise LookupError(case_number)
        event_id = self._ledger.append(row, event, actor)
        self._ledger.attach_words(event_id, words)
        self._ledger.attach_photos(event_id, sent.photos, sent.by, None)
        if sent.file is not None:
            self._ledger.attach_file(event_id, sent.file, sent.by)
        return self._case(self._row(case_number) or row)

    def running(self) -> tuple[Running, ...]:
        query = sa.select(report).where(report.c.status.in_(_NOT_CLOSED)).order_by(report.c.id)
        return tuple(
            Running(row["case_number"], state_of(row), row["reply_by"] or row["filed_at"])
            for row in self._connection.execute(query).mappings()
        )

    def unjudged(self, since: datetime, before: datetime) -> tuple[tuple[str, datetime], ...]:
        asked_once = sa.and_(
            report.c.closed_at.between(since, before),
            report.c.status.in_(("selesai", "ditolak")),
            report.c.confirmed_at.is_(None),
            report.c.conversation_id.is_not(None),
        )
        query = sa.select(report.c.case_number, report.c.closed_at).where(asked_once)
        rows = self._connection.execute(query.order_by(report.c.id))
        return tuple((row.case_number, row.closed_at) for row in rows)

    def reporter(self, case_number: str) -> tuple[str, int] | None:
        query = sa.select(report.c.number, report.c.conversation_id).where(
            report.c.case_number == case_number, report.c.conversation_id.is_not(None)
        )
        row = self._connection.execute(query).first()
        return (row.number, row.conversation_id) if row else None

    def joiners(self, case_number: str) -> tuple[int, ...]:
        query = (
            sa.select(report_join.c.conversation_id)
            .join(report, report.c.id == report_join.c.report_id)
            .where(report.c.case_number == case_number, report_join.c.conversation_id.is_not(None))
            .order_by(report_join.c.id)
        )
        return tuple(self._connection.execute(query).scalars())

    def _row(self, case_number: str) -> Row | None:
        query = sa.select(report).where(report.c.case_number == case_number).with_for_update()
        return self._connection.execute(query).mappings().first()


def _agency(agency: str | None) -> list[Condition]:
    return [report.c.agency == agency] if agency is not None else []


def _filter(kind: CaseFilter, today: date) -> Condition:
    match kind:
        case "open":
            return report.c.status.in_(_NOT_CLOSED)
        case "overdue":
            return sa.and_(report.c.status.in_(_NOT_CLOSED), report.c.promised < today)
        case "new":
            return sa.and_(report.c.status.in_(_NOT_CLOSED), report.c.first_reply_at.is_(None))
        case "waiting":
            return report.c.status == ReportStatus.MENUNGGU_WARGA.value


def _line(row: Row) -> CaseLine:
    return CaseLine(
        row["case_number"],
        row["service"],
        row["severity"],
        ReportStatus(row["status"]),
        row["level"],
        row["promised"],
        row["agency"],
        is_reply=row["announcement_id"] is not None,
    )
