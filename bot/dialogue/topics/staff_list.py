"""The staff list, for admins."""

from __future__ import annotations

from bot.civic.roles import Role
from bot.dialogue.conversation import Conversation, Turn
from bot.dialogue.message import BLANK, Choice, Piece, phrase
from bot.dialogue.staff_actions import DropMember
from bot.dialogue.staff_effects import GrantRole, ListStaff, RevokeRole
from bot.dialogue.staff_events import StaffListed, StaffRefused
from bot.dialogue.topics.case_text import agency_name
from bot.dialogue.turns import at_home, button, say, turn
from bot.dialogue.world import World


def command(conversation: Conversation, argument: str, world: World) -> Turn:
    """`/petugas` lists; `/petugas <id> <peran> [instansi]` gives a role."""
    if world.role is not Role.ADMIN or world.group:
        key = "group.private_only" if world.group else "staff.only_admin"
        return turn(conversation, say((phrase(key),)))
    conversation = at_home(conversation)
    words = argument.split()
    if not words:
        return turn(conversation, ListStaff())
    wish = _wish(words, world)
    if isinstance(wish, GrantRole):
        return turn(conversation, wish)
    return turn(conversation, say((phrase(wish), phrase("staff.usage"))))


def listed(conversation: Conversation, event: StaffListed, world: World) -> Turn:
    """Everyone on the list, and a button to take each off it."""
    lines: list[Piece] = [phrase("staff.title")]
    for person, role, agency, granted_by in event.members:
        where = agency_name(agency, world) if role.has_agency else phrase("staff.all_agencies")
        name = phrase(f"role.{role}")
        lines.append(phrase("staff.line", person=person, role=name, where=where, by=granted_by))
    lines += [BLANK, phrase("staff.usage")]
    rows = tuple(
        (Choice(phrase("staff.drop", person=person), DropMember(person)),)
        for person, *_ in event.members
    )
    return turn(conversation, say(lines, rows))


def drop(conversation: Conversation, action: DropMember, world: World) -> Turn:
    """Ask once, then take them off."""
    if world.role is not Role.ADMIN:
        return turn(conversation, say((phrase("staff.only_admin"),)))
    if action.sure:
        return turn(conversation, RevokeRole(action.person))
    rows = ((button("staff.drop_sure", DropMember(action.person, sure=True)),),)
    return turn(conversation, say((phrase("staff.ask_drop", person=action.person),), rows))


def refused(conversation: Conversation, event: StaffRefused) -> Turn:
    return turn(conversation, say((phrase(f"staff.refused.{event.reason}"),)))


def _wish(words: list[str], world: World) -> GrantRole | str:
    """What was typed, or the key of what is wrong with it."""
    person, role_name, *rest = [*words, ""] if len(words) == 1 else words
    if not person.isdigit():
        return "staff.bad_id"
    if role_name not in Role.__members__.values() or role_name == Role.WARGA:
        return "staff.bad_role"
    role = Role(role_name)
    agency = rest[0] if rest else None
    if role.has_agency and (agency is None or world.city.agency(agency) is None):
        return "staff.bad_agency"
    return GrantRole(person, role, agency if role.has_agency else None)
