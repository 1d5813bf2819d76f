"""The ledger of deliveries: leased in turn, begun, settled; nobody is sent to twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import assert_never

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.civic.announcements.progress import DeliveryState, RunKind, RunStatus
from bot.civic.news import Quiet
from bot.storage.addresses import move, unreachable, wrote_since
from bot.storage.codec import Row
from bot.storage.pace import SqlPace
from bot.storage.tables import announcement_run, conversation, delivery
from bot.use_cases.announcement_ports import Outgoing
from bot.use_cases.deliveries import Gone, Moved, Refused, RetryAt, SendResult, Sent, Unsure

LEASE = timedelta(seconds=10)
"""Longer than a delivery waits for its turn; then another worker may have it."""

LONGEST_SEND = timedelta(seconds=50)
"""Longer than any send takes; a process that died in it leaves one that nobody can be sure of."""

BETWEEN = timedelta(seconds=1)
"""Between two announcements to one chat."""

JUST_NOW = timedelta(minutes=1)
MAX_AGE = timedelta(hours=24)
"""For so long a run without an end of its own keeps trying."""

AT_A_LOOK = 500
"""Rows that are looked at together: at night most of them only learn when quiet ends."""

MOST_LOOKS = 4
_WANTED = (
    delivery.c.id,
    delivery.c.conversation_id,
    delivery.c.channel,
    delivery.c.message,
    delivery.c.attempts,
    conversation.c.address,
    conversation.c.state.label("talk"),
    conversation.c.quiet_from,
    conversation.c.quiet_until,
    conversation.c.blocked_at,
    conversation.c.erased_at,
)
_IN_FLIGHT = [
    DeliveryState.LEASED.value,
    DeliveryState.SENDING.value,
    DeliveryState.UNSURE.value,
]


class SqlLedger:
    """Implements the `Ledger` port."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def is_busy(self) -> bool:
        going = announcement_run.c.status == RunStatus.BERJALAN.value
        query = sa.select(announcement_run.c.id).where(going).limit(1)
        return self._connection.execute(query).first() is not None

    def claim(
        self, channel: str, limit: int, now: datetime, *, ahead: float | None
    ) -> tuple[Outgoing, ...]:
        runs = self._running()
        self._recover([run["id"] for run in runs], now)
        pace = SqlPace(self._connection, channel)
        if ahead is not None:
            limit = min(limit, pace.room(now, ahead))
        found: list[tuple[Row, Row]] = []
        for run in runs:
            if limit > len(found) and (run["expires_at"] is None or run["expires_at"] > now):
                rows = self._due(run, channel, limit - len(found), now)
                self._lease(rows, now)
                found += [(run, row) for row in rows]
        waits: Sequence[float] = [0.0] * len(found)
        if found and ahead is not None:
            waits = pace.take(len(found), now)
        return tuple(
            _outgoing(run, row, wait) for (run, row), wait in zip(found, waits, strict=True)
        )

    def begin(self, delivery_id: int, attempt: int, now: datetime) -> bool:
        going = sa.exists().where(
            announcement_run.c.id == delivery.c.run_id,
            announcement_run.c.status == RunStatus.BERJALAN.value,
        )
        mine = sa.update(delivery).where(
            delivery.c.id == delivery_id,
            delivery.c.attempts == attempt,
            delivery.c.state == DeliveryState.LEASED.value,
            going,
        )
        begun = mine.values(state=DeliveryState.SENDING.value, lease_until=now + LONGEST_SEND)
        return self._connection.execute(begun).rowcount == 1

    def settle(self, results: Mapping[tuple[int, int], SendResult], now: datetime) -> None:
        for (delivery_id, attempt), result in results.items():
            row = self._held(delivery_id, attempt)
            if row is not None:
                self._settle(row, result, now)

    def hold(self, channel: str, until: datetime, now: datetime) -> None:
        SqlPace(self._connection, channel).hold(until, now)

    def reserve(self, channel: str, count: int, now: datetime) -> tuple[float, ...]:
        return SqlPace(self._connection, channel).reserve(count, now)

    def _running(self) -> Sequence[Row]:
        going = announcement_run.c.status == RunStatus.BERJALAN.value
        query = sa.select(announcement_run).where(going)
        ordered = query.order_by(announcement_run.c.urgent.desc(), announcement_run.c.id)
        return self._connection.execute(ordered).mappings().all()

    def _recover(self, runs: Sequence[int], now: datetime) -> None:
        """What a process that died had leased: back if it was not begun, unsure if it was."""
        late = sa.and_(delivery.c.run_id.in_(runs), delivery.c.lease_until <= now)
        for state, then in (
            (DeliveryState.LEASED, {"state": DeliveryState.WAITING.value}),
            (
                DeliveryState.SENDING,
                {
                    "state": DeliveryState.UNSURE.value,
                    "reason": "process died",
                    "settled_at": now,
                },
            ),
        ):
            held = sa.update(delivery).where(late, delivery.c.state == state.value)
            self._connection.execute(held.values(**then, lease_until=None))

    def _due(self, run: Row, channel: str, limit: int, now: datetime) -> list[Row]:
        """At most `limit` that may be sent now; what may not be is put off or ended."""
        chosen: list[Row] = []
        look = limit
        for _ in range(MOST_LOOKS):
            rows = self._waiting(run, channel, look, now, chosen)
            chosen += self._fit(run, rows, now)
            if len(rows) < look or len(chosen) >= limit:
                break
            look = AT_A_LOOK
        return chosen[:limit]

    def _waiting(
        self, run: Row, channel: str, limit: int, now: datetime, besides: Sequence[Row]
    ) -> Sequence[Row]:
        query = (
            sa.select(*_WANTED)
            .select_from(delivery)
            .outerjoin(conversation, conversation.c.id == delivery.c.conversation_id)
            .where(
                delivery.c.run_id == run["id"],
                delivery.c.channel == channel,
                delivery.c.state == DeliveryState.WAITING.value,
                delivery.c.not_before <= now,
                delivery.c.id.not_in([row["id"] for row in besides]),
            )
            .order_by(delivery.c.not_before, delivery.c.id)
            .limit(limit)
            .with_for_update(of=delivery, skip_locked=True)
        )
        return self._connection.execute(query).mappings().all()

    def _fit(self, run: Row, rows: Sequence[Row], now: datetime) -> list[Row]:
        """Those that may be sent now. The others learn when they may, or that they never will."""
        later: dict[datetime, list[int]] = defaultdict(list)
        never: dict[str, list[int]] = defaultdict(list)
        fit = []
        just_served = self._just_served([row["conversation_id"] for row in rows], now)
        for row in rows:
            quiet = None if run["urgent"] else _quiet_until(row, now)
            if row["conversation_id"] is None or row["erased_at"] is not None:
                never["erased"].append(row["id"])
            elif row["blocked_at"] is not None:
                never["blocked before"].append(row["id"])
            elif quiet is not None:
                later[quiet].append(row["id"])
            elif row["conversation_id"] in just_served:
                later[now + BETWEEN].append(row["id"])
            else:
                fit.append(row)
        for moment, ids in later.items():
            self._mark(ids, not_before=moment)
        for reason, ids in never.items():
            self._mark(ids, state=DeliveryState.GONE.value, reason=reason, settled_at=now)
        return fit

    def _lease(self, rows: Sequence[Row], now: datetime) -> None:
        self._mark(
            [row["id"] for row in rows],
            state=DeliveryState.LEASED.value,
            lease_until=now + LEASE,
            attempts=delivery.c.attempts + 1,
        )

    def _just_served(self, conversations: Sequence[int | None], now: datetime) -> set[int]:
        """Whoever has another announcement on its way, or got one a moment ago."""
        known = [one for one in conversations if one is not None]
        recent = sa.or_(delivery.c.state.in_(_IN_FLIGHT[:2]), delivery.c.settled_at > now - BETWEEN)
        query = sa.select(delivery.c.conversation_id)
        mine = query.where(delivery.c.conversation_id.in_(known), recent)
        return set(self._connection.execute(mine).scalars())

    def _held(self, delivery_id: int, attempt: int) -> Row | None:
        """The delivery, unless somebody else leased it since."""
        query = (
            sa.select(*_WANTED, announcement_run.c.started_at)
            .select_from(delivery)
            .join(announcement_run, announcement_run.c.id == delivery.c.run_id)
            .outerjoin(conversation, conversation.c.id == delivery.c.conversation_id)
            .where(
                delivery.c.id == delivery_id,
                delivery.c.attempts == attempt,
                delivery.c.state.in_(_IN_FLIGHT),
            )
        )
        return self._connection.execute(query).mappings().first()

    def _settle(self, row: Row, result: SendResult, now: datetime) -> None:
        match result:
            case Sent(message):
                self._end(row, DeliveryState.SENT, None, now, message=message or row["message"])
            case RetryAt():
                self._retry(row, result, now)
            case Gone(reason):
                self._end(row, DeliveryState.GONE, reason, now)
                self._gone(row, reason, now)
            case Refused(reason):
                self._end(row, DeliveryState.REFUSED, reason, now)
            case Unsure(reason):
                self._end(row, DeliveryState.UNSURE, reason, now)
            case Moved(address):
                if row["address"] is not None:
                    move(self._connection, row["channel"], row["address"], address)
                self._again(row, now)
            case _:
                assert_never(result)

    def _retry(self, row: Row, result: RetryAt, now: datetime) -> None:
        if result.everybody:
            SqlPace(self._connection, row["channel"]).hold(result.at, now)
        if row["started_at"] < now - MAX_AGE:
            self._end(row, DeliveryState.REFUSED, result.reason, now)
        else:
            self._again(row, result.at, reason=result.reason[:100])

    def _gone(self, row: Row, reason: str, now: datetime) -> None:
        talk = row["conversation_id"]
        if talk is not None and not wrote_since(self._connection, talk, now - JUST_NOW):
            unreachable(self._connection, row["channel"], row["address"], reason, now)

    def _again(self, row: Row, at: datetime, **more: object) -> None:
        waiting = {"state": DeliveryState.WAITING.value, "not_before": at, "lease_until": None}
        self._mark([row["id"]], **waiting, **more)

    def _end(
        self, row: Row, state: DeliveryState, reason: str | None, now: datetime, **more: object
    ) -> None:
        why = reason[:100] if reason else None
        done = {"state": state.value, "reason": why, "settled_at": now, "lease_until": None}
        self._mark([row["id"]], **done, **more)

    def _mark(self, ids: Iterable[int], **values: object) -> None:
        if ids:
            rows = sa.update(delivery).where(delivery.c.id.in_(list(ids)))
            self._connection.execute(rows.values(**values))


def _quiet_until(row: Row, now: datetime) -> datetime | None:
    if row["quiet_from"] is None:
        return None
    return Quiet(row["quiet_from"], row["quiet_until"]).ends(now)


def _outgoing(run: Row, row: Row, wait: float) -> Outgoing:
    return Outgoing(
        id=row["id"],
        conversation_id=row["conversation_id"],
        channel=row["channel"],
        address=row["address"],
        announcement=run["announcement_id"],
        kind=RunKind(run["kind"]),
        state=row["talk"],
        message=row["message"],
        attempt=row["attempts"] + 1,
        wait=wait,
    )
