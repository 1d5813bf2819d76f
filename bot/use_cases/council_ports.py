"""What making the report to the council needs from the outside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from bot.civic.council.report import CouncilReport

Pictures = Mapping[str, str]
"""SVG by name: history, losses, friction, map or districts. What has no data is left out."""


class Closures(Protocol):
    """What closings say about what is needed."""

    def tags(self, since: datetime, until: datetime) -> Mapping[str, int]:
        """Closed reports filed in [since, until) by closing tag (bot.civic.cases.ClosingTag)."""


class CouncilCharts(Protocol):
    """Draws the pictures of a report."""

    def council(self, report: CouncilReport) -> Pictures: ...


class CouncilPaper(Protocol):
    """Sets a report as a PDF."""

    def council(self, report: CouncilReport, pictures: Pictures) -> bytes: ...
