"""An office that announces, residents who asked for news, and the tick that sends."""

from __future__ import annotations

from bot.civic.announcements.plan import Plan
from bot.dialogue.announcement_effects import (
    AnnouncementEffect,
    AnnouncementRefused,
    AnnouncementShown,
    NewAnnouncement,
)
from bot.files.statistics import StatisticsFiles
from bot.use_cases.broadcast import Broadcast
from bot.use_cases.deliveries import Delivery, Sent
from bot.use_cases.desk import Desk
from bot.use_cases.run_announcements import RunAnnouncements
from bot.use_cases.work import Signal
from bot.wording.render import CatalogueWording
from tests.dialogue.talk import CITY
from tests.use_cases.rig import Rig

WORDING = CatalogueWording(CITY.zona_waktu)
PLAN = Plan("pajak", (("id", "Loket pajak tutup besok."),))


def subscribe(rig: Rig, people: range, topic: str = "pajak") -> None:
    """Residents who want news of that topic."""
    for number in people:
        rig.command("start", address=str(number))
        with rig.database.transaction() as work:
            talk = work.photos.conversation_of(rig.channel, str(number))
            work.subscribers.want(talk, topic, on=True)


def desk_of(rig: Rig) -> Desk:
    files, signal = StatisticsFiles(), Signal()
    return Desk(rig.database, rig.own_world, WORDING, rig.charts, files, signal, rig.clock)


def act(rig: Rig, who: str, effect: AnnouncementEffect):
    return desk_of(rig)((rig.channel, who), effect)


def done(rig: Rig, who: str, effect: AnnouncementEffect) -> AnnouncementShown:
    result = act(rig, who, effect)
    assert isinstance(result, AnnouncementShown), result
    return result


def refused(rig: Rig, who: str, effect: AnnouncementEffect) -> str:
    result = act(rig, who, effect)
    assert isinstance(result, AnnouncementRefused), result
    return result.reason.value


def draft(rig: Rig, who: str, plan: Plan = PLAN) -> AnnouncementShown:
    return done(rig, who, NewAnnouncement(plan))


def tick(rig: Rig) -> None:
    RunAnnouncements(rig.database, rig.own_world, WORDING, Signal(), rig.clock)()


def broadcast(rig: Rig, rounds: int = 60) -> list[Delivery]:
    """Tick and send until nothing is under way; what was sent, in order."""
    sent: list[Delivery] = []
    way = Broadcast(rig.database, rig.channel, rig.own_world, WORDING, rig.clock)
    for _ in range(rounds):
        tick(rig)
        claimed = way.claim(100)
        for one in claimed:
            assert way.begin(one)
        way.settle([(one, Sent(f"a{one.id}")) for one in claimed])
        sent += claimed
        rig.later(seconds=1.5)
        with rig.database.reading() as work:
            if not work.runs.active():
                break
    return sent
