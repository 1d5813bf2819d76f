"""What a channel handed in, as the dialogue takes it: buttons and replies find what they mean."""

from __future__ import annotations

from bot.civic.announcements.life import is_as_approved
from bot.civic.announcements.plan import FIRST_LANGUAGE
from bot.civic.announcements.replies import about
from bot.civic.city import City
from bot.dialogue.actions import Action
from bot.dialogue.events import (
    AnnouncementReplied,
    ButtonPressed,
    Chosen,
    Event,
    InboundEvent,
    PhotoKept,
    PhotoRejected,
    PhotoSent,
    StaleButton,
    TextSent,
    UnreadableSent,
)
from bot.dialogue.file_events import FileSent
from bot.dialogue.topics.announcement_message import announcement_message
from bot.use_cases.broadcast import announcement_of
from bot.use_cases.deliveries import Button, Claimed
from bot.use_cases.ports import UnitOfWork


def resolved(work: UnitOfWork, claimed: Claimed, city: City) -> tuple[Event, Button | None]:
    """The event, and the button of the outbox that it pressed, if it pressed one."""
    inbound = claimed.inbound
    match inbound.event:
        case ButtonPressed(token, choice):
            button = work.outbox.find_button(inbound.channel, inbound.address, token, choice)
            if button is not None:
                return Chosen(button.action), button
            action = _of_announcement(work, inbound, token, choice, city)
            return (Chosen(action) if action else StaleButton()), None
        case PhotoSent():
            return _replied(work, inbound, claimed.prepared or PhotoRejected("unavailable")), None
        case FileSent():
            return claimed.prepared or UnreadableSent("document"), None
        case event:
            return _replied(work, inbound, event), None


def _of_announcement(
    work: UnitOfWork, inbound: InboundEvent, token: str, choice: str, city: City
) -> Action | None:
    """Buttons of announcements are the same for everybody, but act only for who got it."""
    number = announcement_of(token)
    if number is None or not work.received.by(inbound.channel, inbound.address, number):
        return None
    one = work.announcements.read(number)
    if one is None or not is_as_approved(one):
        return None
    rows = announcement_message(one, FIRST_LANGUAGE, city).rows
    places = {
        f"{row}.{column}": each.action
        for row, choices in enumerate(rows)
        for column, each in enumerate(choices)
    }
    return places.get(choice)


def _replied(work: UnitOfWork, inbound: InboundEvent, event: Event) -> Event:
    """The chat's own reply to an announcement says what it is about."""
    if inbound.reply_to is None or not isinstance(event, TextSent | PhotoKept):
        return event
    number = work.received.of_message(inbound.channel, inbound.address, inbound.reply_to)
    one = work.announcements.read(number) if number is not None else None
    if one is None:
        return event
    if isinstance(event, TextSent):
        return AnnouncementReplied(about(one), event.text, masked=event.masked)
    return AnnouncementReplied(about(one), event.caption, event.photo, event.masked)
