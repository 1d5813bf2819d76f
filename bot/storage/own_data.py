"""Everything that is stored about a person, for themselves."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.civic.skm import Unsur
from bot.dialogue.conversation import decode
from bot.storage.codec import Row
from bot.storage.subscriptions import SqlSubscriptions
from bot.storage.tables import (
    announcement_run,
    attempt,
    conversation,
    delivery,
    document,
    feedback,
    handover,
    outbox,
    photo,
    question,
    report,
    report_event,
    report_words,
    skm,
)


class OwnData:
    """Collects it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def export(self, conversation_id: int) -> Mapping[str, object]:
        """Ready for JSON."""
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
            "pengumuman": [self._delivery(one) for one in self._announced(conversation_id)],
            **self._voices(conversation_id),
            "laporan": [self._report(one) for one in self._rows(report, conversation_id)],
            "berkas": self._count(document, conversation_id),
            "pesan_keluar": self._count(outbox, conversation_id),
        }

    def _voices(self, conversation_id: int) -> dict[str, object]:
        return {
            "usaha": [
                {
                    "waktu": one["opened_at"].isoformat(),
                    "layanan": one["service"],
                    "hasil": one["outcome"],
                    "kemudahan": one["ease"],
                    "hambatan": one["burden"],
                    "tahap": one["stage"],
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

    def _announced(self, conversation_id: int) -> list[Row]:
        query = (
            sa.select(delivery, announcement_run.c.announcement_id, announcement_run.c.kind)
            .join(announcement_run, announcement_run.c.id == delivery.c.run_id)
            .where(delivery.c.conversation_id == conversation_id)
            .order_by(delivery.c.id)
        )
        return list(self._connection.execute(query).mappings())

    def _delivery(self, row: Row) -> dict[str, object]:
        return {
            "nomor": row["announcement_id"],
            "jenis": row["kind"],
            "keadaan": row["state"],
            "waktu": row["settled_at"].isoformat() if row["settled_at"] else None,
            "tombol_ditekan": row["pressed"] > 0,
            "topik_dihentikan": row["opted_out"],
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
