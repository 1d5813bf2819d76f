"""Residents behind conversations: opt-out, blocking, export and erasure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.civic.skm import Unsur
from bot.dialogue.conversation import decode
from bot.storage.addresses import WAITING
from bot.storage.announcement_media import needed_photos
from bot.storage.codec import Row
from bot.storage.outbox import HIDDEN
from bot.storage.subscriptions import SqlSubscriptions, end, switch
from bot.storage.tables import (
    attempt,
    conversation,
    document,
    feedback,
    handover,
    inbox,
    outbox,
    photo,
    question,
    report,
    report_event,
    report_join,
    report_words,
    skm,
)
from bot.storage.touch import touch_report
from bot.use_cases.case_ports import Recipient


class SqlPeople:
    """Implements the `People` port."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def subscribe(self, conversation_id: int, *, on: bool, now: datetime) -> None:
        self._change(conversation_id, subscribed=on, updated_at=now)
        switch(self._connection, conversation_id, on=on)

    def mark_blocked(self, conversation_id: int, now: datetime) -> None:
        self._change(conversation_id, blocked_at=now)
        end(self._connection, conversation.c.id == conversation_id)
        waiting = sa.update(outbox).where(
            outbox.c.conversation_id == conversation_id, outbox.c.status.in_(WAITING)
        )
        self._connection.execute(
            waiting.values(status="gone", reason="blocked", settled_at=now, lease_until=None)
        )

    def export(self, conversation_id: int) -> Mapping[str, object]:
        mine = self._row(conversation_id)
        state = decode(mine["state"])
        asked = SqlSubscriptions(self._connection).of(conversation_id)
        return {
            "kanal": mine["channel"],
            "alamat": mine["address"],
            "sejak": mine["created_at"].isoformat(),
            "terima_kabar": mine["subscribed"],
            "langganan": sorted(asked.topics),
            "wilayah_kabar": asked.area,
            "jam_tenang": [asked.quiet.since, asked.quiet.until],
            "bahasa": state.language,
            "layanan_terakhir": state.last.entry if state.last else None,
            "panduan": {one.guide: sorted(one.done) for one in state.checklists},
            "pertanyaan": [
                {
                    "waktu": one["asked_at"].isoformat(),
                    "teks": one["text"],
                    "hasil": one["outcome"],
                    "layanan": one["entry"],
                }
                for one in self._rows(question, conversation_id)
            ],
            "penilaian": [
                {
                    "waktu": one["given_at"].isoformat(),
                    "layanan": one["entry"],
                    "membantu": one["helpful"],
                    "alasan": one["why"],
                }
                for one in self._rows(feedback, conversation_id)
            ],
            **self._voices(conversation_id),
            "laporan": [self._report(one) for one in self._rows(report, conversation_id)],
            "berkas": self._count(document, conversation_id),
            "pesan_keluar": self._count(outbox, conversation_id),
        }

    def erase(self, conversation_id: int, now: datetime) -> int:
        """Erase; reports and questions stay as counts, without words, photos or link."""
        events = (
            sa.select(report_event.c.id)
            .join(report, report.c.id == report_event.c.report_id)
            .where(report.c.conversation_id == conversation_id)
        )
        run = self._connection.execute
        run(sa.delete(report_words).where(report_words.c.event_id.in_(events)))
        own_photo = photo.c.conversation_id == conversation_id
        private = photo.c.id.not_in(needed_photos(self._connection))
        run(sa.delete(photo).where(sa.or_(own_photo & private, photo.c.event_id.in_(events))))
        run(sa.delete(document).where(document.c.conversation_id == conversation_id))
        run(
            self._unlink(question, conversation_id).values(text="", gist=None, conversation_id=None)
        )
        run(self._unlink(feedback, conversation_id).values(conversation_id=None))
        for table in (attempt, skm):
            run(self._unlink(table, conversation_id).values(conversation_id=None))
        run(self._unlink(handover, conversation_id).values(question="", conversation_id=None))
        self._leave_reports(conversation_id)
        cut = run(self._unlink(report, conversation_id).values(conversation_id=None))
        said = outbox.c.conversation_id == conversation_id
        run(sa.delete(outbox).where(said, outbox.c.status.not_in(WAITING)))
        run(sa.update(outbox).where(said).values(payload=HIDDEN))
        done = sa.and_(inbox.c.conversation_id == conversation_id, inbox.c.status != "pending")
        run(sa.delete(inbox).where(done))
        end(self._connection, conversation.c.id == conversation_id)
        self._change(
            conversation_id, erased_at=now, subscribed=False, pseudonym=None, news_area=None
        )
        return cut.rowcount

    def _leave_reports(self, conversation_id: int) -> None:
        """A report that was joined has one join less from now on."""
        mine = report_join.c.conversation_id == conversation_id
        joined = sa.select(report.c.id, report.c.filed_at).join(report_join).where(mine)
        for report_id, filed_at in self._connection.execute(joined).all():
            touch_report(self._connection, report_id, filed_at)
        self._connection.execute(sa.delete(report_join).where(mine))

    def recipient(self, conversation_id: int) -> Recipient | None:
        columns = (conversation.c.id, conversation.c.channel, conversation.c.address)
        query = sa.select(*columns, conversation.c.state).where(
            conversation.c.id == conversation_id,
            conversation.c.blocked_at.is_(None),
            conversation.c.erased_at.is_(None),
        )
        row = self._connection.execute(query).first()
        return Recipient(*row) if row else None

    def forget_erased(self, before: datetime) -> int:
        """Drop the addresses of people erased before that moment, once nothing waits for them."""
        waits = sa.exists().where(
            outbox.c.conversation_id == conversation.c.id, outbox.c.status.in_(WAITING)
        )
        gone = sa.delete(conversation).where(conversation.c.erased_at < before, ~waits)
        return self._connection.execute(gone).rowcount

    def _voices(self, conversation_id: int) -> dict[str, object]:
        return {
            "usaha": [
                {
                    "waktu": one["opened_at"].isoformat(),
                    "layanan": one["service"],
                    "hasil": one["outcome"],
                    "kemudahan": one["ease"],
                    "hambatan": one["burden"],
                    "kecamatan": one["kecamatan"],
                }
                for one in self._rows(attempt, conversation_id)
            ],
            "survei": [
                {"waktu": one["given_at"].isoformat(), "layanan": one["service"]}
                | {unsur.value: one[unsur.value] for unsur in Unsur}
                for one in self._rows(skm, conversation_id)
            ],
            "pertanyaan_untuk_petugas": [
                {"waktu": one["asked_at"].isoformat(), "teks": one["question"]}
                for one in self._rows(handover, conversation_id)
            ],
        }

    def _report(self, row: Row) -> dict[str, object]:
        words = (
            sa.select(report_words.c.words)
            .join(report_event, report_event.c.id == report_words.c.event_id)
            .where(report_event.c.report_id == row["id"])
            .order_by(report_words.c.id)
        )
        photos = (
            sa.select(sa.func.count())
            .select_from(photo)
            .join(report_event, report_event.c.id == photo.c.event_id)
            .where(report_event.c.report_id == row["id"])
        )
        kept = ("number", "service", "step", "stage", "obstacle", "severity", "kecamatan")
        return {name: row[name] for name in (*kept, "kelurahan", "identity", "status")} | {
            "filed_at": row["filed_at"].isoformat(),
            "words": list(self._connection.execute(words).scalars()),
            "photos": self._connection.execute(photos).scalar_one(),
        }

    def _row(self, conversation_id: int) -> Row:
        query = sa.select(conversation).where(conversation.c.id == conversation_id)
        return self._connection.execute(query).mappings().one()

    def _rows(self, table: sa.Table, conversation_id: int) -> list[Row]:
        mine = table.c.conversation_id == conversation_id
        query = sa.select(table).where(mine).order_by(table.c.id)
        return list(self._connection.execute(query).mappings())

    def _count(self, table: sa.Table, conversation_id: int) -> int:
        mine = sa.select(sa.func.count()).where(table.c.conversation_id == conversation_id)
        return self._connection.execute(mine).scalar_one()

    def _change(self, conversation_id: int, **values: object) -> None:
        change = sa.update(conversation).where(conversation.c.id == conversation_id)
        self._connection.execute(change.values(**values))

    def _unlink(self, table: sa.Table, conversation_id: int) -> sa.Update:
        return sa.update(table).where(table.c.conversation_id == conversation_id)
