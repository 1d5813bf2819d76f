"""News a resident asked for: topics, area, quiet hours; and whom an announcement reaches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

HOURS = 24


@dataclass(frozen=True, slots=True)
class Quiet:
    """Local hours in which nothing is sent, `since` 0 to 23 up to `until`; equal ones: never."""

    since: int = 21
    until: int = 6

    def ends(self, local: datetime) -> datetime | None:
        """When the quiet that `local` lies in ends; None where it is not quiet."""
        if (local.hour - self.since) % HOURS >= (self.until - self.since) % HOURS:
            return None
        end = local.replace(hour=self.until, minute=0, second=0, microsecond=0)
        return end if end > local else end + timedelta(days=1)


NEVER_QUIET = Quiet(0, 0)


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """What somebody asked for. `area` is the code of a kecamatan or kelurahan, or the whole city.

    `on` is False while all news is switched off; the choices are kept.
    """

    topics: frozenset[str] = frozenset()
    area: str | None = None
    quiet: Quiet = Quiet()
    on: bool = True


def reaches(home: str | None, target: str | None) -> bool:
    """Whether news for `target` concerns somebody who chose `home`; None is the whole city.

    Kemendagri codes begin with the code of what they lie in, so the one has to begin the other:
    whoever follows a kecamatan hears of its kelurahan, and whoever follows a kelurahan hears of
    what concerns its whole kecamatan.
    """
    mine, theirs = home or "", target or ""
    return mine.startswith(theirs) or theirs.startswith(mine)
