"""Announcements on their way to residents: approved, sent by the channel, or shown on the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.civic.announcements.life import Announcement, AnnouncementStatus
from bot.civic.announcements.plan import Plan
from bot.civic.news import NEVER_QUIET
from bot.dialogue.events import ButtonPressed, InboundEvent, Incoming, TextSent
from bot.use_cases.broadcast import Broadcast
from bot.use_cases.deliveries import Delivery, SendResult, Sent
from bot.use_cases.run_announcements import RunAnnouncements
from bot.use_cases.work import Signal
from bot.wording.render import CatalogueWording
from tests.dialogue.talk import CITY
from tests.use_cases.rig import Rig
from tests.use_cases.staff import ADMIN

PLAN = Plan("pajak", (("id", "Loket pajak tutup besok.\nBuka lagi Senin."),))
WORDING = CatalogueWording(CITY.zona_waktu)


def subscribed(rig: Rig, address: str, topic: str = "pajak") -> None:
    """Somebody who wants that topic, at any hour."""
    rig.command("start", address=address)
    with rig.database.transaction() as work:
        me = work.photos.conversation_of(rig.channel, address)
        assert me is not None
        work.subscribers.want(me, topic, on=True)
        work.subscribers.be_quiet(me, NEVER_QUIET)


def approved(rig: Rig, plan: Plan = PLAN, agency: str | None = "disdukcapil") -> Announcement:
    """Written by an officer and approved by an admin."""
    with rig.database.transaction() as work:
        one = work.announcements.add(plan, "telegram:50", agency, rig.now)
        ready = replace(
            one,
            status=AnnouncementStatus.DISETUJUI,
            approver=f"telegram:{ADMIN}",
            approved_at=rig.now,
            approved_print=plan.fingerprint,
            next_start=rig.now,
        )
        assert work.announcements.save(ready)
        return replace(ready, revision=1)


def tick(rig: Rig) -> None:
    RunAnnouncements(rig.database, rig.own_world, WORDING, Signal(), rig.clock)()


def sent(
    rig: Rig, result: Callable[[Delivery], SendResult] = lambda one: Sent(f"t{one.id}")
) -> list[Delivery]:
    """Everything that is due on the channel, sent."""
    channel = Broadcast(rig.database, rig.channel, rig.own_world, WORDING, rig.clock)
    done: list[Delivery] = []
    rig.later(seconds=2)  # replies had their turns by then
    tick(rig)
    while claimed := channel.claim(50):
        going = [one for one in claimed if channel.begin(one)]
        channel.settle([(one, result(one)) for one in going])
        done += going
        rig.later(seconds=2)
    tick(rig)
    return done


def press(rig: Rig, delivery: Delivery, label: str, address: str) -> list[Delivery]:
    """Press a button under an announcement, as that address."""
    token, choice = rig.button([delivery], label)
    return rig.send(ButtonPressed(token, choice), address)


def reply(rig: Rig, delivery: Delivery, event: Incoming | str, address: str) -> list[Delivery]:
    """Use the chat's own reply to an announcement."""
    said = TextSent(event) if isinstance(event, str) else event
    inbound: InboundEvent = replace(rig.event(said, address), reply_to=f"t{delivery.id}")
    rig.receive([inbound])
    while rig.converse():
        pass
    everything = rig.deliver_all()
    for one in everything:
        if one.address != address:
            rig.news.setdefault(one.address, []).append(one)
    return [one for one in everything if one.address == address]
