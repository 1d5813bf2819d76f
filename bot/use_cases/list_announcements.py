"""The announcements that somebody may see, and those that wait for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.civic.announcements import life
from bot.civic.announcements.life import Announcement, AnnouncementStatus
from bot.civic.roles import Member
from bot.dialogue.announcement_effects import AnnouncementsListed, ListScope
from bot.use_cases.ports import UnitOfWork

LISTED = 10
MOST_LOOKED_AT = 200
"""So far back is looked for what waits for somebody."""

OPEN = tuple(status for status in AnnouncementStatus if status.is_open)
ENDED = tuple(status for status in AnnouncementStatus if not status.is_open)
SCOPES: Mapping[ListScope, Sequence[AnnouncementStatus]] = {
    "open": OPEN,
    "waiting": (AnnouncementStatus.MENUNGGU,),
    "ended": ENDED,
}


def listed(work: UnitOfWork, member: Member, scope: ListScope) -> AnnouncementsListed:
    """The latest first, and how many wait for this person."""
    waiting = _waiting(work, member)
    found = waiting if scope == "waiting" else _seen(work, member, SCOPES[scope], LISTED)
    return AnnouncementsListed(scope, found[:LISTED], len(waiting))


def _waiting(work: UnitOfWork, member: Member) -> tuple[Announcement, ...]:
    """What this person may approve or review."""
    asked = _seen(work, member, SCOPES["waiting"], MOST_LOOKED_AT)
    sent = _seen(work, member, (*OPEN, *ENDED), MOST_LOOKED_AT)
    mine = [one for one in asked if life.may_approve(one, member)]
    mine += [one for one in sent if one.unreviewed and life.may_review(one, member)]
    return tuple(mine)


def _seen(
    work: UnitOfWork, member: Member, statuses: Sequence[AnnouncementStatus], limit: int
) -> tuple[Announcement, ...]:
    agency = member.agency if member.role.has_agency else None
    found = work.announcements.listed(statuses, agency, limit)
    return tuple(one for one in found if life.may_see(one, member))
