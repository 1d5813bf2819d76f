"""A reply to an announcement becomes a case for whoever is responsible; it is no friction.

Cases need a service, a stage and an obstacle. A reply has none of them, so it takes the service
that the announcement offers, or else `GENERAL_SERVICE`, and is marked with the announcement: the
indicator, statistics, spikes and open data leave marked reports out.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.civic.announcements.life import Announcement
from bot.civic.announcements.plan import ServiceButton
from bot.civic.announcements.title import title_of
from bot.civic.reports import (
    GENERAL_SERVICE,
    STAGE_OF_OBSTACLE,
    Announced,
    FrictionReport,
    Identity,
    Obstacle,
    Severity,
)


@dataclass(frozen=True, slots=True)
class About:
    """What somebody answers: the announcement, and the service it offers if it offers one."""

    announced: Announced
    service: str | None = None


def about(one: Announcement) -> About:
    """The announcement as somebody who answers it sees it."""
    offered = (each.entry for each in one.plan.buttons if isinstance(each, ServiceButton))
    return About(Announced(one.id, title_of(one.plan)), next(offered, None))


def reply_report(
    one: Announcement, words: str | None, photos: tuple[int, ...] = ()
) -> FrictionReport:
    """The reply as it is filed: for officers only, whatever it says."""
    told = about(one)
    return FrictionReport(
        service=told.service or GENERAL_SERVICE,
        step=None,
        stage=STAGE_OF_OBSTACLE[Obstacle.INFORMASI],
        obstacle=Obstacle.INFORMASI,
        severity=Severity.RINGAN,
        words=words,
        photos=photos,
        identity=Identity.RAHASIA,
        announcement=told.announced,
    )
