"""Rows of cases to values and back: the history is written first, the row follows from it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.civic.announcements.title import title_of
from bot.civic.cases import CaseEvent, CaseState, ClosingTag, after
from bot.civic.kept_file import KeptFile
from bot.civic.reports import (
    Announced,
    FrictionReport,
    HistoryLine,
    Identity,
    Obstacle,
    ReportEventKind,
    ReportStatus,
    Severity,
)
from bot.storage.codec import Row
from bot.storage.plan_codec import PLAN
from bot.storage.tables import (
    announcement,
    document,
    photo,
    report,
    report_event,
    report_words,
)
from bot.storage.touch import touch_report

STAFF_MARK = ":"
"""Actors of staff are `channel:person`; the reporter and the program itself have no colon."""


def state_of(row: Row) -> CaseState:
    """Where the case of a report row stands."""
    return CaseState(
        status=ReportStatus(row["status"]),
        agency=row["agency"],
        due=row["due"],
        promised=row["promised"],
        level=row["level"],
        first_reply_at=row["first_reply_at"],
        settled_at=row["settled_at"],
        closed_at=row["closed_at"],
        confirmed_at=row["confirmed_at"],
        disputed_at=row["disputed_at"],
        reminded_at=row["reminded_at"],
        tag=ClosingTag(row["tag"]) if row["tag"] else None,
        waiting_since=row["waiting_since"],
    )


def columns_of(state: CaseState) -> dict[str, object]:
    """The columns that hold a state."""
    return {
        "status": state.status.value,
        "agency": state.agency,
        "promised": state.promised,
        "level": state.level,
        "first_reply_at": state.first_reply_at,
        "settled_at": state.settled_at,
        "closed_at": state.closed_at,
        "confirmed_at": state.confirmed_at,
        "disputed_at": state.disputed_at,
        "reminded_at": state.reminded_at,
        "tag": state.tag.value if state.tag else None,
        "waiting_since": state.waiting_since,
    }


def event_of(row: Row) -> CaseEvent:
    """An event of the history as it was written."""
    return CaseEvent(
        kind=ReportEventKind(row["kind"]),
        at=row["at"],
        status=ReportStatus(row["status"]) if row["status"] else None,
        agency=row["agency"],
        level=row["level"],
        promised=row["promised"],
        tag=ClosingTag(row["tag"]) if row["tag"] else None,
        staff=STAFF_MARK in (row["actor"] or ""),
        public=row["public"],
    )


def announced_of(connection: Connection, row: Row) -> Announced | None:
    """The announcement that the report of a row answers, if it answers one."""
    number = row["announcement_id"]
    if number is None:
        return None
    query = sa.select(announcement.c.plan).where(announcement.c.id == number)
    plan = connection.execute(query).scalar()
    return Announced(number, title_of(PLAN.validate_json(plan)) if plan else "")


def report_of(
    row: Row, words: str | None, photos: tuple[int, ...], announced: Announced | None
) -> FrictionReport:
    """The report of a row, with what lies apart."""
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
        announcement=announced,
    )


class Ledger:
    """Writes events with the rows that follow from them, and reads histories."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(self, row: Row, event: CaseEvent, actor: str | None = None) -> int:
        """Write the event; the report's row becomes what the event makes of it."""
        state = after(state_of(row), event)
        change = sa.update(report).where(report.c.id == row["id"])
        self._connection.execute(change.values(**columns_of(state)))
        touch_report(self._connection, row["id"], row["filed_at"])
        return self.write(row["id"], event, actor)

    def write(self, report_id: int, event: CaseEvent, actor: str | None = None) -> int:
        """Write the event alone; its id."""
        values = {
            "report_id": report_id,
            "kind": event.kind.value,
            "at": event.at,
            "actor": actor,
            "status": event.status.value if event.status else None,
            "public": event.public,
            "agency": event.agency,
            "level": event.level,
            "promised": event.promised,
            "tag": event.tag.value if event.tag else None,
        }
        row = sa.insert(report_event).values(**values).returning(report_event.c.id)
        return int(self._connection.execute(row).scalar_one())

    def attach_words(self, event_id: int, words: str | None) -> None:
        """What was said lies apart from the event, so that it can be erased."""
        if words:
            self._connection.execute(sa.insert(report_words).values(event_id=event_id, words=words))

    def attach_photos(
        self,
        event_id: int,
        photos: Collection[int],
        conversation_id: int,
        hidden_at: datetime | None,
    ) -> None:
        """Only pictures this person sent, and only ones that belong to nothing yet."""
        if not photos:
            return
        free = sa.update(photo).where(
            photo.c.id.in_(photos),
            photo.c.conversation_id == conversation_id,
            photo.c.event_id.is_(None),
        )
        link = {"conversation_id": None, "kept_at": hidden_at} if hidden_at else {}
        self._connection.execute(free.values(event_id=event_id, **link))

    def attach_file(self, event_id: int, file: int, conversation_id: int) -> None:
        """Only a file this person sent, and only one that belongs to nothing yet."""
        free = sa.update(document).where(
            document.c.id == file,
            document.c.conversation_id == conversation_id,
            document.c.event_id.is_(None),
        )
        self._connection.execute(free.values(event_id=event_id))

    def history(self, report_id: int) -> tuple[HistoryLine, ...]:
        """Every event in order, with its words, photos and files."""
        events = self._connection.execute(
            sa.select(report_event, report_words.c.words)
            .outerjoin(report_words, report_words.c.event_id == report_event.c.id)
            .where(report_event.c.report_id == report_id)
            .order_by(report_event.c.id)
        ).mappings()
        photos, files = self._photos(report_id), self._files(report_id)
        return tuple(
            _line(row, photos.get(row["id"], ()), files.get(row["id"], ())) for row in events
        )

    def _photos(self, report_id: int) -> dict[int, tuple[int, ...]]:
        found = self._connection.execute(
            sa.select(photo.c.id, photo.c.event_id)
            .join(report_event, report_event.c.id == photo.c.event_id)
            .where(report_event.c.report_id == report_id)
            .order_by(photo.c.id)
        )
        photos: dict[int, tuple[int, ...]] = {}
        for row in found:
            photos[row.event_id] = (*photos.get(row.event_id, ()), row.id)
        return photos

    def _files(self, report_id: int) -> dict[int, tuple[KeptFile, ...]]:
        found = self._connection.execute(
            sa.select(document.c.id, document.c.name, document.c.event_id)
            .join(report_event, report_event.c.id == document.c.event_id)
            .where(report_event.c.report_id == report_id)
            .order_by(document.c.id)
        )
        files: dict[int, tuple[KeptFile, ...]] = {}
        for row in found:
            kept = KeptFile(row.id, row.name)
            files[row.event_id] = (*files.get(row.event_id, ()), kept)
        return files


def _line(row: Row, photos: tuple[int, ...], files: tuple[KeptFile, ...]) -> HistoryLine:
    event = event_of(row)
    return HistoryLine(
        event.kind,
        event.at,
        row["words"],
        event.status,
        event.staff,
        event.public,
        photos,
        event.level,
        row["actor"] if event.staff else None,
        files,
    )
