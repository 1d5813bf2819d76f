"""Runs of announcements: begun once, paused and ended, counted by state."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy import Connection

from bot.civic.announcements.figures import NewsFigures
from bot.civic.announcements.life import Announcement
from bot.civic.announcements.progress import (
    DeliveryState,
    RunKind,
    RunReport,
    RunStatus,
)
from bot.storage.codec import Row, dump, insert_new
from bot.storage.run_people import run_of, under_way, write_people
from bot.storage.tables import announcement, announcement_run, delivery
from bot.use_cases.announcement_ports import Line, Run

MOST_BUTTONS = 8
AT_ONCE = 10
TALLY: TypeAdapter[dict[DeliveryState, int]] = TypeAdapter(dict[DeliveryState, int])
UNLUCKY = (
    DeliveryState.GONE,
    DeliveryState.REFUSED,
    DeliveryState.UNSURE,
    DeliveryState.SKIPPED,
)

_UNSUMMED = sa.select(announcement_run.c.id).where(
    announcement_run.c.status.in_([RunStatus.SELESAI.value, RunStatus.DIBATALKAN.value]),
    announcement_run.c.tally.is_(None),
)


class SqlRuns:
    """Implements the `Runs` port."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def start(self, one: Announcement, kind: RunKind, occurrence: str, now: datetime) -> int | None:
        row = {
            "announcement_id": one.id,
            "kind": kind.value,
            "occurrence": occurrence,
            "status": RunStatus.BERJALAN.value,
            "urgent": one.plan.urgent,
            "training": one.plan.training,
            "written_to": 0,
            "expires_at": None if kind is RunKind.TARIK else one.plan.expires_at,
            "started_at": now,
        }
        begun = insert_new(self._connection, announcement_run).values(row)
        return self._connection.execute(begun.returning(announcement_run.c.id)).scalar()

    def active(self) -> tuple[Run, ...]:
        going = announcement_run.c.status.in_([RunStatus.BERJALAN, RunStatus.DIJEDA])
        query = sa.select(announcement_run).where(going).with_for_update(skip_locked=True)
        return self._runs(query.order_by(announcement_run.c.urgent.desc(), announcement_run.c.id))

    def of(self, announcement_id: int) -> tuple[Run, ...]:
        mine = announcement_run.c.announcement_id == announcement_id
        return self._runs(sa.select(announcement_run).where(mine).order_by(announcement_run.c.id))

    def write(self, run: Run, limit: int, now: datetime) -> int:
        return write_people(self._connection, run, limit, now)

    def switch(self, run_id: int, status: RunStatus, reason: str | None, now: datetime) -> None:
        over = status in (RunStatus.SELESAI, RunStatus.DIBATALKAN)
        values: dict[str, object] = {"status": status.value, "finished_at": now if over else None}
        if over:
            values["written_to"] = None
            self._skip(run_id, reason, now)
        mine = sa.update(announcement_run).where(announcement_run.c.id == run_id)
        self._connection.execute(mine.values(values))

    def is_done(self, run_id: int) -> bool:
        written = sa.select(announcement_run.c.written_to).where(announcement_run.c.id == run_id)
        if self._connection.execute(written).scalar_one() is not None:
            return False
        return not under_way(self._connection, run_id)

    def report(self, run_id: int) -> RunReport:
        query = sa.select(announcement_run).where(announcement_run.c.id == run_id)
        row = self._connection.execute(query).mappings().one()
        states = self._states(run_id)
        pressed, opted_out = self._pressed(run_id)
        return RunReport(
            id=run_id,
            kind=RunKind(row["kind"]),
            status=RunStatus(row["status"]),
            started_at=row["started_at"],
            finished_at=row["finished_at"],
            audience=sum(states.values()) if row["written_to"] is None else None,
            states=states,
            reasons=self._reasons(run_id) if any(state in states for state in UNLUCKY) else {},
            pressed=pressed,
            opted_out=opted_out,
        )

    def any_to_add_up(self) -> bool:
        return self._connection.execute(_UNSUMMED.limit(1)).first() is not None

    def add_up(self) -> int:
        ids = self._connection.execute(_UNSUMMED.limit(AT_ONCE)).scalars().all()
        settled = [one for one in ids if not under_way(self._connection, one)]
        for one in settled:
            tally = dump(TALLY, self._states(one))
            mine = sa.update(announcement_run).where(announcement_run.c.id == one)
            self._connection.execute(mine.values(tally=tally))
        return len(settled)

    def figures(self, since: datetime, until: datetime, agency: str | None) -> NewsFigures:
        sent = sa.and_(
            announcement_run.c.kind == RunKind.KIRIM.value,
            announcement_run.c.training.is_(sa.false()),
            announcement_run.c.started_at >= since,
            announcement_run.c.started_at < until,
        )
        query = sa.select(announcement_run.c.id, announcement_run.c.tally).where(sent)
        if agency is not None:
            query = query.join(announcement).where(announcement.c.agency == agency)
        states: Counter[DeliveryState] = Counter()
        rows = self._connection.execute(query).all()
        for run_id, tally in rows:
            states.update(TALLY.validate_json(tally) if tally else self._states(run_id))
        touched = [self._touched(run_id) for run_id, _ in rows]
        return NewsFigures(
            len(rows), dict(states), sum(one for one, _ in touched), sum(one for _, one in touched)
        )

    def _touched(self, run_id: int) -> tuple[int, int]:
        """(who pressed a button, who stopped the topic)."""
        some = sa.or_(delivery.c.pressed > 0, delivery.c.opted_out)
        pressed = sa.func.sum(sa.case((delivery.c.pressed > 0, 1), else_=0))
        left = sa.func.sum(sa.case((delivery.c.opted_out, 1), else_=0))
        query = sa.select(pressed, left).where(delivery.c.run_id == run_id, some)
        found = self._connection.execute(query).one()
        return found[0] or 0, found[1] or 0

    def lines(self, run_id: int, after: int, limit: int) -> tuple[Line, ...]:
        mine = sa.select(delivery).where(delivery.c.run_id == run_id, delivery.c.id > after)
        rows = self._connection.execute(mine.order_by(delivery.c.id).limit(limit)).mappings()
        return tuple(_line(row) for row in rows)

    def _skip(self, run_id: int, reason: str | None, now: datetime) -> None:
        held = delivery.c.state.in_([DeliveryState.WAITING, DeliveryState.LEASED])
        waiting = sa.update(delivery).where(delivery.c.run_id == run_id, held)
        skipped = {"state": DeliveryState.SKIPPED.value, "reason": reason, "settled_at": now}
        self._connection.execute(waiting.values(skipped))

    def _states(self, run_id: int) -> dict[DeliveryState, int]:
        # By channel too, which is the order of the index.
        by = (delivery.c.channel, delivery.c.state)
        query = sa.select(*by, sa.func.count()).where(delivery.c.run_id == run_id).group_by(*by)
        counted: Counter[DeliveryState] = Counter()
        for _, state, count in self._connection.execute(query):
            counted[DeliveryState(state)] += count
        return dict(counted)

    def _reasons(self, run_id: int) -> dict[str, int]:
        unlucky = delivery.c.state.in_([state.value for state in UNLUCKY])
        query = sa.select(delivery.c.reason, sa.func.count())
        mine = query.where(delivery.c.run_id == run_id, unlucky).group_by(delivery.c.reason)
        return {reason or "": count for reason, count in self._connection.execute(mine)}

    def _pressed(self, run_id: int) -> tuple[dict[int, int], int]:
        """People by button, and how many stopped the topic."""
        touched = sa.or_(delivery.c.pressed > 0, delivery.c.opted_out)
        bits, left = delivery.c.pressed, delivery.c.opted_out
        query = sa.select(bits, left, sa.func.count()).where(delivery.c.run_id == run_id, touched)
        rows = self._connection.execute(query.group_by(bits, left)).all()
        totals = {
            place: sum(count for set_bits, _, count in rows if set_bits >> place & 1)
            for place in range(MOST_BUTTONS)
        }
        pressed = {place: count for place, count in totals.items() if count}
        return pressed, sum(count for _, opted_out, count in rows if opted_out)

    def _runs(self, query: sa.Select[tuple[object, ...]]) -> tuple[Run, ...]:
        return tuple(run_of(row) for row in self._connection.execute(query).mappings())


def _line(row: Row) -> Line:
    return Line(
        id=row["id"],
        channel=row["channel"],
        state=DeliveryState(row["state"]),
        reason=row["reason"],
        at=row["settled_at"],
        pressed=row["pressed"] > 0,
        opted_out=row["opted_out"],
    )
