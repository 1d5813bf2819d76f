"""The resident's own data: seeing it and erasing it (UU 27/2022)."""

from __future__ import annotations

from bot.dialogue.actions import Erase, GoHome
from bot.dialogue.conversation import Conversation, Turn
from bot.dialogue.effects import EraseAll, Export
from bot.dialogue.events import Event
from bot.dialogue.message import Attachment, phrase
from bot.dialogue.ticket_events import DataErased, DataExported
from bot.dialogue.turns import answer_in_place, at_home, button, say, turn
from bot.dialogue.world import World


def export(conversation: Conversation, world: World) -> Turn:
    """Collect everything; in a group it would be shown to all, so not there."""
    if world.group:
        return turn(conversation, say((phrase("group.private_only"),)))
    return turn(conversation, Export())


def exported(conversation: Conversation, event: DataExported) -> Turn:
    attachment = Attachment("data-saya.json", "application/json", event.json)
    return turn(conversation, say((phrase("export.done"),), attachment=attachment))


def erase(conversation: Conversation, event: Event, world: World, *, sure: bool) -> Turn:
    """Ask once, then erase."""
    if world.group:
        return turn(conversation, say((phrase("group.private_only"),)))
    if sure:
        return turn(at_home(conversation), EraseAll())
    rows = (
        (button("button.erase_sure", Erase(sure=True)),),
        (button("button.keep", GoHome()),),
    )
    return turn(conversation, answer_in_place(event, (phrase("erase.sure"),), rows))


def erased(conversation: Conversation, event: DataErased) -> Turn:
    """Say so, and remember nothing but the language."""
    fresh = Conversation(language=conversation.language)
    return turn(fresh, say((phrase("erase.done", reports=event.reports),)))
