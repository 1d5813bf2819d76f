"""Messages as the page shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.civic.months import MONTHS
from bot.use_cases.deliveries import Rendered, RenderedChoice, Shown


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message. `html` is safe: it was escaped when it was written.

    A `captioned` photo has the text under it. `first` is the token of the message that this one
    took the place of, however often it was replaced in between.
    """

    id: int
    token: str
    edits: str | None
    mine: bool
    html: Markup
    rows: tuple[tuple[RenderedChoice, ...], ...]
    file: str | None
    photo: bool
    at: datetime
    captioned: bool = False
    first: str | None = None

    @property
    def clock(self) -> str:
        return self.at.strftime("%H.%M")

    @property
    def day(self) -> str:
        return f"{self.at.day} {MONTHS[self.at.month - 1]} {self.at.year}"


def bubbles(shown: Iterable[Shown], zone: ZoneInfo) -> list[Bubble]:
    """Every message as it came."""
    return [
        Bubble(
            id=one.id,
            token=one.token,
            edits=one.edits,
            mine=one.mine,
            html=Markup(one.rendered.text),  # noqa: S704 - written by our own renderer, escaped there
            rows=one.rendered.rows,
            file=_file_name(one.rendered),
            photo=one.rendered.photo is not None,
            captioned=one.rendered.captioned,
            at=one.at.astimezone(zone),
        )
        for one in shown
    ]


def _file_name(rendered: Rendered) -> str | None:
    if rendered.document is not None:
        return rendered.document.name
    return rendered.attachment[0] if rendered.attachment else None


def folded(messages: Sequence[Bubble]) -> list[Bubble]:
    """The conversation as it stands: a message that replaces another stands in its place."""
    kept: list[Bubble] = []
    place: dict[str, int] = {}
    for one in messages:
        if one.edits is not None and one.edits in place:
            at = place[one.edits]
            old = kept[at]
            kept[at] = replace(one, at=old.at, first=old.first or old.token)
        else:
            at = len(kept)
            kept.append(one)
        place[one.token] = at
    return kept
