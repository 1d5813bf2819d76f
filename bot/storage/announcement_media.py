"""Pictures and files that announcements need: they stay while somebody may still get them."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.civic.announcements.life import AnnouncementStatus
from bot.civic.announcements.plan import Plan
from bot.storage.plan_codec import PLAN
from bot.storage.tables import announcement, announcement_run

OPEN = [status.value for status in AnnouncementStatus if status.is_open]


def needed_photos(connection: Connection) -> list[int]:
    """Ids of pictures of announcements that are open, or were ever sent."""
    return [plan.photo for plan in _plans(connection, '"photo":null') if plan.photo is not None]


def needed_files(connection: Connection) -> list[int]:
    """Ids of files of announcements that are open, or were ever sent."""
    return [plan.file.id for plan in _plans(connection, '"file":null') if plan.file is not None]


def _plans(connection: Connection, without: str) -> list[Plan]:
    """Plans that do not hold those words; few have a picture or a file."""
    sent = sa.exists().where(announcement_run.c.announcement_id == announcement.c.id)
    query = sa.select(announcement.c.plan).where(
        ~announcement.c.plan.contains(without, autoescape=True),
        sa.or_(announcement.c.status.in_(OPEN), sent),
    )
    return [PLAN.validate_json(text) for text in connection.execute(query).scalars()]
