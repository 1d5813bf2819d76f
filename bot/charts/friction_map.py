"""Service x stage as a heat map: how many points each cell takes from "Bebas hambatan"."""

from __future__ import annotations

import altair as alt

from bot.charts.paper import BLANK, FIT, MUTED, SCALE, WIDTH, Panel, on_scale
from bot.civic.council.report import Hambatan, Names

MOST_SERVICES = 12
CONCEALED = "•"


def friction(obstacles: Hambatan, names: Names) -> Panel | None:
    """The services with the heaviest shown cells; None where no cell may be shown."""
    totals: dict[str, float] = {}
    for cell in obstacles.cells:
        totals[cell.service] = totals.get(cell.service, 0) + cell.burden
    services = sorted(totals, key=lambda name: (-totals[name], name))[:MOST_SERVICES]
    if not services:
        return None
    top = max(cell.burden for cell in obstacles.cells)
    shown = [
        _row(cell.service, cell.stage, names, cell.burden, on_scale(cell.burden, top))
        for cell in obstacles.cells
        if cell.service in services
    ]
    concealed = [
        _row(service, stage, names, None, MUTED)
        for service, stage in obstacles.hidden
        if service in services
    ]
    present = {row["tahap"] for row in (*shown, *concealed)}
    return _panel(
        shown,
        concealed,
        [names.services.get(one, one) for one in services],
        [label for label in names.stages.values() if label in present],
        top,
    )


def _row(
    service: str, stage: str, names: Names, burden: float | None, letters: str
) -> dict[str, object]:
    return {
        "layanan": names.services.get(service, service),
        "tahap": names.stages.get(stage, stage),
        "beban": burden,
        "huruf": letters,
    }


def _panel(
    shown: list[dict[str, object]],
    concealed: list[dict[str, object]],
    services: list[str],
    stages: list[str],
    top: float,
) -> Panel:
    position: dict[str, Panel] = {
        "x": alt.X(
            "tahap:N",
            sort=stages,
            scale=alt.Scale(domain=stages),
            title=None,
            axis=alt.Axis(orient="top", labelAngle=-30, ticks=False, domain=False, grid=False),
        ),
        "y": alt.Y(
            "layanan:N",
            sort=services,
            scale=alt.Scale(domain=services),
            title=None,
            axis=alt.Axis(ticks=False, domain=False, grid=False),
        ),
    }
    cells = alt.Chart(alt.InlineData(values=shown)).encode(**position)
    rest = alt.Chart(alt.InlineData(values=concealed)).encode(**position)
    colour = alt.Color("beban:Q", legend=None, scale=alt.Scale(domain=[0, top], range=list(SCALE)))
    letters = alt.Color("huruf:N", scale=None)
    return (
        alt.layer(
            rest.mark_rect(color=BLANK, stroke="#ffffff"),
            rest.mark_text(text=CONCEALED, color=MUTED),
            cells.mark_rect(stroke="#ffffff").encode(color=colour),
            cells.mark_text(fontSize=12).encode(
                text=alt.Text("beban:Q", format=".2f"), color=letters
            ),
        )
        .resolve_scale(color="independent")
        .properties(
            width=WIDTH,
            height=alt.Step(24),
            autosize=FIT,
        )
    )
