"""A spike at a service: the notice above its answers, and what staff are told and may do."""

from __future__ import annotations

from bot.civic.roles import Role
from bot.civic.spikes import Finding
from bot.dialogue.conversation import Conversation, Turn
from bot.dialogue.message import BLANK, Choice, OutboundMessage, Piece, phrase
from bot.dialogue.staff_actions import ShowCases, ShowSpike
from bot.dialogue.staff_effects import SetSpike
from bot.dialogue.staff_events import SpikeSet
from bot.dialogue.topics.case_text import service_name, step_name
from bot.dialogue.turns import button, say, turn
from bot.dialogue.world import World


def notice(service: str, world: World) -> tuple[Piece, ...]:
    """What stands above the answer while many get stuck; nothing otherwise."""
    spike = next((one for one in world.spikes if one.service == service and one.shown), None)
    if spike is None:
        return ()
    told = phrase("spike.notice.told") if spike.told else ""
    entry = world.knowledge.get(service)
    step = entry.step(spike.step) if entry and spike.step else None
    if step is None:
        return (phrase("spike.notice.service", at=spike.since, told=told), BLANK)
    return (phrase("spike.notice.step", step=step.judul, at=spike.since, told=told), BLANK)


def to_staff(found: Finding, world: World) -> OutboundMessage:
    """Somewhere far more people are stuck than usual."""
    return OutboundMessage(_lines(found, world), (_cases(),), for_staff=True)


def to_admins(spike_id: int, found: Finding, world: World) -> OutboundMessage:
    """The same for those who may take the notice down."""
    row = (button("spike.hide", ShowSpike(spike_id, shown=False)),)
    lines = (*_lines(found, world), phrase("spike.staff.false_alarm"))
    return OutboundMessage(lines, (_cases(), row), for_staff=True)


def show(conversation: Conversation, action: ShowSpike, world: World) -> Turn:
    """Take the notice down, or put it up again."""
    if world.role is not Role.ADMIN:
        return turn(conversation, say((phrase("staff.only_admin"),)))
    return turn(conversation, SetSpike(action.spike, action.shown))


def changed(conversation: Conversation, event: SpikeSet, world: World) -> Turn:
    """What residents see now, and the way back."""
    spike = event.spike
    if spike is None:
        return turn(conversation, say((phrase("spike.over"),)))
    name = service_name(spike.service, world)
    if spike.shown:
        back = button("spike.hide", ShowSpike(spike.id, shown=False))
        return turn(conversation, say((phrase("spike.is_shown", service=name),), ((back,),)))
    back = button("spike.show", ShowSpike(spike.id, shown=True))
    return turn(conversation, say((phrase("spike.is_hidden", service=name),), ((back,),)))


def _lines(found: Finding, world: World) -> tuple[Piece, ...]:
    usual = phrase("spike.staff.rare")
    if round(found.usual):
        usual = phrase("spike.staff.usual", count=round(found.usual))
    where = phrase("spike.staff.anywhere")
    if found.step:
        where = phrase("summary.step", text=step_name(found.service, found.step, world))
    return (
        phrase("spike.staff.title", service=service_name(found.service, world)),
        where,
        phrase("spike.staff.people", count=found.people, usual=usual),
        phrase("spike.staff.seen"),
    )


def _cases() -> tuple[Choice, ...]:
    return (button("button.cases", ShowCases()),)
