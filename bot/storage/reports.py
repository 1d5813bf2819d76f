"""Friction reports as their reporters see them: under the ticket number they were given."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.civic.cases import TOP_LEVEL, CaseEvent
from bot.civic.reports import (
    FrictionReport,
    HistoryLine,
    Identity,
    ReportEventKind,
    ReportStatus,
    StatusType,
    Ticket,
)
from bot.dialogue.effects import FileReport
from bot.storage.case_rows import Ledger, announced_of, report_of, state_of
from bot.storage.codec import Row, insert_new
from bot.storage.tables import (
    IS_FRICTION,
    conversation,
    report,
    report_event,
    report_join,
    report_words,
)
from bot.storage.touch import touch_report
from bot.storage.voices import pseudonym_of
from bot.use_cases.case_ports import Similar

JUDGED = (ReportStatus.SELESAI, ReportStatus.DITOLAK)
"""Closings the reporter is asked about."""


class SqlReports:
    """Implements the `Reports` port."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._ledger = Ledger(connection)

    def file(
        self, conversation_id: int, numbers: tuple[str, str], filing: FileReport, now: datetime
    ) -> str:
        filed = filing.report
        known = self._connection.execute(
            sa.select(report.c.number).where(report.c.draft == filing.draft)
        )
        if (before := known.scalar()) is not None:
            return str(before)
        number, case_number = numbers
        anonymous = filed.identity is Identity.ANONIM
        at = _blurred(now) if anonymous else now
        report_id = self._connection.execute(
            sa.insert(report)
            .values(
                number=number,
                # Officers know an anonymous report by another number than its reporter.
                case_number=case_number if anonymous else number,
                draft=None if anonymous else filing.draft,
                conversation_id=None if anonymous else conversation_id,
                channel=self._channel(conversation_id),
                pseudonym=None if anonymous else pseudonym_of(self._connection, conversation_id),
                by_staff=filing.by_staff,
                fingerprint=filing.fingerprint,
                agency=filing.agency,
                status=ReportStatus.DITERIMA.value,
                filed_at=at,
                reply_by=at + (filing.deadlines.reply_by - now),
                due=filing.deadlines.promised,
                promised=filing.deadlines.promised,
                **_told(filed),
            )
            .returning(report.c.id)
        ).scalar_one()
        event = self._ledger.write(report_id, CaseEvent(ReportEventKind.DITERIMA, at))
        self._attach(event, conversation_id, filed.words, filed.photos, at if anonymous else None)
        return number

    def find(self, conversation_id: int, number: str) -> Ticket | None:
        row = self._row(number)
        if row is None or _hidden_from(row, conversation_id):
            return None
        return self._ticket(row, conversation_id)

    def own(self, conversation_id: int, limit: int) -> tuple[Ticket, ...]:
        query = sa.select(report).where(report.c.conversation_id == conversation_id)
        latest = query.order_by(report.c.id.desc()).limit(limit)
        rows = self._connection.execute(latest).mappings()
        return tuple(self._ticket(row, conversation_id) for row in rows)

    def case_number(self, number: str) -> str | None:
        query = sa.select(report.c.case_number).where(report.c.number == number)
        return self._connection.execute(query).scalar()

    def add_note(
        self,
        conversation_id: int,
        number: str,
        words: str | None,
        photo_id: int | None,
        now: datetime,
    ) -> bool:
        row = self._own_row(conversation_id, number)
        if row is None or not ReportStatus(row["status"]).is_open:
            return False
        waited = ReportStatus(row["status"]).type is StatusType.WAITING
        back = ReportStatus.DIPROSES if waited else None
        at = _at(row, now)
        event = self._ledger.append(row, CaseEvent(ReportEventKind.DITAMBAH, at, status=back))
        photos = (photo_id,) if photo_id is not None else ()
        hidden_at = at if row["identity"] == Identity.ANONIM else None
        self._attach(event, conversation_id, words, photos, hidden_at)
        return True

    def withdraw(self, conversation_id: int, number: str, now: datetime) -> bool:
        row = self._own_row(conversation_id, number)
        if row is None or not ReportStatus(row["status"]).is_open:
            return False
        gone = CaseEvent(ReportEventKind.DITARIK, _at(row, now), status=ReportStatus.DITARIK)
        self._ledger.append(row, gone)
        return True

    def judge(
        self, conversation_id: int, number: str, promised: date | None, now: datetime
    ) -> bool:
        row = self._own_row(conversation_id, number)
        if row is None or ReportStatus(row["status"]) not in JUDGED or row["confirmed_at"]:
            return False
        event = CaseEvent(ReportEventKind.BERES, _at(row, now))
        if promised is not None:
            event = replace(
                event,
                kind=ReportEventKind.BELUM,
                status=ReportStatus.DIBUKA_KEMBALI,
                level=min(row["level"] + 1, TOP_LEVEL),
                promised=promised,
            )
        self._ledger.append(row, event)
        return True

    def similar(
        self, conversation_id: int, mine: FrictionReport, since: datetime
    ) -> tuple[Similar, ...]:
        first_words = (
            sa.select(report_words.c.words)
            .join(report_event, report_event.c.id == report_words.c.event_id)
            .where(report_event.c.report_id == report.c.id)
            .order_by(report_words.c.id)
            .limit(1)
            .scalar_subquery()
        )
        joins = (
            sa.select(sa.func.count())
            .where(report_join.c.report_id == report.c.id)
            .scalar_subquery()
        )
        same_step = report.c.step == mine.step if mine.step else report.c.step.is_(None)
        query = sa.select(report.c.case_number, first_words.label("words"), joins.label("joined"))
        rows = self._connection.execute(
            query.where(
                IS_FRICTION,
                report.c.service == mine.service,
                same_step,
                report.c.obstacle == mine.obstacle.value,
                report.c.filed_at >= since,
                # A rahasia report stays out of everything that others see.
                report.c.identity == Identity.TERBUKA.value,
                report.c.status.in_([one.value for one in ReportStatus if one.is_open]),
                report.c.conversation_id != conversation_id,
            )
            .order_by(report.c.id)
            .limit(200)
        )
        return tuple(Similar(row.case_number, row.words or "", row.joined) for row in rows)

    def join(
        self, conversation_id: int, case_number: str, mine: FrictionReport, now: datetime
    ) -> bool:
        query = sa.select(report).where(report.c.case_number == case_number)
        row = self._connection.execute(query.with_for_update()).mappings().first()
        if row is None or not ReportStatus(row["status"]).is_open:
            return False
        values = {
            "report_id": row["id"],
            "conversation_id": conversation_id,
            "severity": mine.severity.value,
            "kecamatan": mine.kecamatan,
            "joined_at": now,
        }
        known = insert_new(self._connection, report_join).values(**values)
        if self._connection.execute(known.returning(report_join.c.id)).first() is not None:
            self._ledger.write(row["id"], CaseEvent(ReportEventKind.IKUT, now, public=False))
            touch_report(self._connection, row["id"], row["filed_at"])
        return True

    def any_anonymous(self, numbers: Collection[str]) -> bool:
        if not numbers:
            return False
        named = sa.and_(report.c.number.in_(numbers), report.c.identity == Identity.ANONIM.value)
        return self._connection.execute(sa.select(report.c.id).where(named)).first() is not None

    def _row(self, number: str) -> Row | None:
        query = sa.select(report).where(report.c.number == number).with_for_update()
        return self._connection.execute(query).mappings().first()

    def _own_row(self, conversation_id: int, number: str) -> Row | None:
        row = self._row(number)
        return row if row is not None and _is_own(row, conversation_id) else None

    def _channel(self, conversation_id: int) -> str:
        query = sa.select(conversation.c.channel).where(conversation.c.id == conversation_id)
        return str(self._connection.execute(query).scalar_one())

    def _attach(
        self,
        event: int,
        conversation_id: int,
        words: str | None,
        photos: Collection[int],
        hidden_at: datetime | None,
    ) -> None:
        self._ledger.attach_words(event, words)
        self._ledger.attach_photos(event, photos, conversation_id, hidden_at)

    def _ticket(self, row: Row, conversation_id: int) -> Ticket:
        own = _is_own(row, conversation_id)
        history = self._ledger.history(row["id"])
        sent = tuple(photo for line in history if not line.staff for photo in line.photos)
        words = history[0].note if own and history else None
        state = state_of(row)
        announced = announced_of(self._connection, row)
        confirmed = True if state.confirmed_at else None
        joins = sa.select(sa.func.count()).where(report_join.c.report_id == row["id"])
        return Ticket(
            number=row["number"],
            report=report_of(row, words, sent if own else (), announced),
            status=state.status,
            filed_at=row["filed_at"],
            promised=state.promised,
            history=tuple(_shown(history, own=own)),
            own=own,
            confirmed=confirmed,
            joined=self._connection.execute(joins).scalar_one(),
            waiting_since=state.waiting_since,
        )


def _shown(history: Sequence[HistoryLine], *, own: bool) -> list[HistoryLine]:
    """What residents see: public lines; the first one's words stand above, not here."""
    lines = [line for line in history if line.public]
    return [
        replace(
            line,
            note=line.note if own and place else None,
            who=None,
            files=line.files if own else (),
        )
        for place, line in enumerate(lines)
    ]


def _told(filed: FrictionReport) -> dict[str, object]:
    return {
        "service": filed.service,
        "step": filed.step,
        "stage": filed.stage,
        "obstacle": filed.obstacle.value,
        "severity": filed.severity.value,
        "kecamatan": filed.kecamatan,
        "kelurahan": filed.kelurahan,
        "identity": filed.identity.value,
        "announcement_id": filed.announcement.id if filed.announcement else None,
    }


def _at(row: Row, now: datetime) -> datetime:
    return _blurred(now) if row["identity"] == Identity.ANONIM else now


def _blurred(now: datetime) -> datetime:
    """The hour, not the second: an exact time could be laid beside the chat's own times."""
    return now - timedelta(minutes=now.minute, seconds=now.second, microseconds=now.microsecond)


def _hidden_from(row: Row, conversation_id: int) -> bool:
    """A rahasia report is nobody's business but its reporter's and its officers'."""
    return row["identity"] == Identity.RAHASIA and not _is_own(row, conversation_id)


def _is_own(row: Row, conversation_id: int) -> bool:
    """An anonymous ticket belongs to whoever holds its number."""
    return bool(
        row["conversation_id"] == conversation_id or row["identity"] == Identity.ANONIM.value
    )
