"""Who wants which news, for which area, and when it must be quiet."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.civic.news import Quiet, Subscriptions, reaches
from bot.storage.codec import insert_new
from bot.storage.tables import conversation, subscription


class SqlSubscriptions:
    """Implements the `Subscribers` port."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keeper(self, conversation_id: int) -> int:
        mine = conversation.alias("mine")
        here = sa.and_(
            conversation.c.channel == mine.c.channel, conversation.c.address == mine.c.address
        )
        first = sa.select(sa.func.min(conversation.c.id)).join(mine, here)
        found = self._connection.execute(first.where(mine.c.id == conversation_id)).scalar()
        return conversation_id if found is None else found

    def of(self, conversation_id: int) -> Subscriptions:
        mine = sa.select(conversation).where(conversation.c.id == conversation_id)
        row = self._connection.execute(mine).mappings().one()
        topics = sa.select(subscription.c.topic).where(_own(conversation_id))
        return Subscriptions(
            frozenset(self._connection.execute(topics).scalars()),
            row["news_area"],
            Quiet(row["quiet_from"], row["quiet_until"]),
            row["subscribed"],
        )

    def want(self, conversation_id: int, topic: str, *, on: bool) -> None:
        if not on:
            gone = sa.delete(subscription).where(_own(conversation_id))
            self._connection.execute(gone.where(subscription.c.topic == topic))
            return
        self._person(conversation_id, subscribed=True)
        area = self.of(conversation_id).area or ""
        row = {"conversation_id": conversation_id, "topic": topic, "area": area}
        self._connection.execute(insert_new(self._connection, subscription).values(row))
        switch(self._connection, conversation_id, on=True)

    def live_in(self, conversation_id: int, area: str | None) -> None:
        self._person(conversation_id, news_area=area)
        here = sa.update(subscription).where(_own(conversation_id))
        self._connection.execute(here.values(area=area or ""))

    def be_quiet(self, conversation_id: int, quiet: Quiet) -> None:
        self._person(conversation_id, quiet_from=quiet.since, quiet_until=quiet.until)

    def count(self, topic: str, area: str | None) -> int:
        return count_audience(self._connection, topic, (area,) if area else ())

    def _person(self, conversation_id: int, **values: object) -> None:
        change = sa.update(conversation).where(conversation.c.id == conversation_id)
        self._connection.execute(change.values(**values))


def audience(topic: str, area: str | None) -> sa.ColumnElement[bool]:
    """The subscriptions that news of a topic for an area reaches; see `bot.civic.news.reaches`."""
    wanted = sa.and_(subscription.c.topic == topic, subscription.c.active)
    if not area:
        return wanted
    around = [area[:end] for end in range(len(area) + 1)]
    inside = sa.and_(subscription.c.area > area, subscription.c.area < f"{area}~")
    return sa.and_(wanted, sa.or_(subscription.c.area.in_(around), inside))


def count_audience(connection: Connection, topic: str, areas: tuple[str, ...]) -> int:
    """How many people news of a topic for any of these areas reaches; none is the whole city.

    Everybody follows one area: they are counted by it, along the index, and added up.
    """
    by_area = sa.select(subscription.c.area, sa.func.count())
    wanted = by_area.where(subscription.c.topic == topic, subscription.c.active)
    counted = connection.execute(wanted.group_by(subscription.c.area)).all()
    targets = areas or (None,)
    return sum(count for home, count in counted if any(reaches(home, target) for target in targets))


def switch(connection: Connection, conversation_id: int, *, on: bool) -> None:
    """All news of a person on or off; the choices are kept."""
    mine = sa.update(subscription).where(_own(conversation_id))
    connection.execute(mine.values(active=on))


def end(connection: Connection, who: sa.ColumnElement[bool]) -> None:
    """End the subscriptions of the conversations that `who` picks: they cannot be reached."""
    gone = subscription.c.conversation_id.in_(sa.select(conversation.c.id).where(who))
    connection.execute(sa.delete(subscription).where(gone))


def _own(conversation_id: int) -> sa.ColumnElement[bool]:
    return subscription.c.conversation_id == conversation_id
