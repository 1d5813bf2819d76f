"""Friction reports with an append-only history; residents' words and photos lie apart."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.civic.reports import (
    FrictionReport,
    Identity,
    Obstacle,
    ReportEventKind,
    ReportStatus,
    Severity,
    Ticket,
    TicketEntry,
)
from bot.storage.codec import Row
from bot.storage.tables import photo, report, report_event, report_words


class SqlReports:
    """Implements the `Reports` port."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def file(
        self,
        conversation_id: int,
        number: str,
        draft: str,
        filed: FrictionReport,
        promised: date,
        now: datetime,
    ) -> str:
        known = self._connection.execute(sa.select(report.c.number).where(report.c.draft == draft))
        if (before := known.scalar()) is not None:
            return str(before)
        anonymous = filed.identity is Identity.ANONIM
        # The hour, not the second: an exact time could be laid beside the chat's own times.
        at = now.replace(minute=0, second=0, microsecond=0) if anonymous else now
        report_id = self._connection.execute(
            sa.insert(report)
            .values(
                number=number,
                draft=None if anonymous else draft,
                conversation_id=None if anonymous else conversation_id,
                service=filed.service,
                step=filed.step,
                stage=filed.stage,
                obstacle=filed.obstacle.value,
                severity=filed.severity.value,
                kecamatan=filed.kecamatan,
                kelurahan=filed.kelurahan,
                identity=filed.identity.value,
                status=ReportStatus.DITERIMA.value,
                filed_at=at,
                promised=promised,
            )
            .returning(report.c.id)
        ).scalar_one()
        event = self._append(report_id, ReportEventKind.DITERIMA, at)
        self._attach(event, conversation_id, filed.words, filed.photos, hide=anonymous, at=at)
        return number

    def find(self, conversation_id: int, number: str) -> Ticket | None:
        row = self._row(number)
        return self._ticket(row, conversation_id) if row is not None else None

    def own(self, conversation_id: int, limit: int) -> tuple[Ticket, ...]:
        query = sa.select(report).where(report.c.conversation_id == conversation_id)
        latest = query.order_by(report.c.id.desc()).limit(limit)
        rows = self._connection.execute(latest).mappings()
        return tuple(self._ticket(row, conversation_id) for row in rows)

    def add_note(
        self,
        conversation_id: int,
        number: str,
        words: str | None,
        photo_id: int | None,
        now: datetime,
    ) -> bool:
        row = self._changeable(conversation_id, number)
        if row is None:
            return False
        anonymous = row["identity"] == Identity.ANONIM
        at = now.replace(minute=0, second=0, microsecond=0) if anonymous else now
        event = self._append(row["id"], ReportEventKind.DITAMBAH, at)
        photos = (photo_id,) if photo_id is not None else ()
        self._attach(event, conversation_id, words, photos, hide=anonymous, at=at)
        return True

    def withdraw(self, conversation_id: int, number: str, now: datetime) -> bool:
        row = self._changeable(conversation_id, number)
        if row is None:
            return False
        change = sa.update(report).where(report.c.id == row["id"])
        self._connection.execute(change.values(status=ReportStatus.DITARIK.value))
        self._append(row["id"], ReportEventKind.DITARIK, now)
        return True

    def any_anonymous(self, numbers: Collection[str]) -> bool:
        if not numbers:
            return False
        named = sa.and_(report.c.number.in_(numbers), report.c.identity == Identity.ANONIM.value)
        return self._connection.execute(sa.select(report.c.id).where(named)).first() is not None

    def _row(self, number: str) -> Row | None:
        query = sa.select(report).where(report.c.number == number)
        return self._connection.execute(query).mappings().first()

    def _changeable(self, conversation_id: int, number: str) -> Row | None:
        row = self._row(number)
        if row is None or not _is_own(row, conversation_id):
            return None
        return row if ReportStatus(row["status"]).is_open else None

    def _append(self, report_id: int, kind: ReportEventKind, at: datetime) -> int:
        row = sa.insert(report_event).values(report_id=report_id, kind=kind.value, at=at)
        return int(self._connection.execute(row.returning(report_event.c.id)).scalar_one())

    def _attach(
        self,
        event: int,
        conversation_id: int,
        words: str | None,
        photos: Collection[int],
        *,
        hide: bool,
        at: datetime,
    ) -> None:
        if words:
            self._connection.execute(sa.insert(report_words).values(event_id=event, words=words))
        if photos:
            # Only pictures this person sent, and only ones that belong to no report yet.
            free = sa.update(photo).where(
                photo.c.id.in_(photos),
                photo.c.conversation_id == conversation_id,
                photo.c.event_id.is_(None),
            )
            link = {"conversation_id": None, "kept_at": at} if hide else {}
            self._connection.execute(free.values(event_id=event, **link))

    def _ticket(self, row: Row, conversation_id: int) -> Ticket:
        own = _is_own(row, conversation_id)
        events = self._connection.execute(
            sa.select(report_event, report_words.c.words)
            .outerjoin(report_words, report_words.c.event_id == report_event.c.id)
            .where(report_event.c.report_id == row["id"])
            .order_by(report_event.c.id)
        ).all()
        photos = self._connection.execute(
            sa.select(photo.c.id)
            .join(report_event, report_event.c.id == photo.c.event_id)
            .where(report_event.c.report_id == row["id"])
            .order_by(photo.c.id)
        ).scalars()
        first = events[0].words if events else None
        return Ticket(
            number=row["number"],
            report=_report(row, first if own else None, tuple(photos) if own else ()),
            status=ReportStatus(row["status"]),
            filed_at=row["filed_at"],
            promised=row["promised"],
            history=tuple(
                TicketEntry(ReportEventKind(one.kind), one.at, one.words if own and n else None)
                for n, one in enumerate(events)
            ),
            own=own,
        )


def _is_own(row: Row, conversation_id: int) -> bool:
    """An anonymous ticket belongs to whoever holds its number."""
    return bool(
        row["conversation_id"] == conversation_id or row["identity"] == Identity.ANONIM.value
    )


def _report(row: Row, words: str | None, photos: tuple[int, ...]) -> FrictionReport:
    return FrictionReport(
        service=row["service"],
        step=row["step"],
        stage=row["stage"],
        obstacle=Obstacle(row["obstacle"]),
        severity=Severity(row["severity"]),
        words=words,
        photos=photos,
        kecamatan=row["kecamatan"],
        kelurahan=row["kelurahan"],
        identity=Identity(row["identity"]),
    )
