"""The pictures of the report to the council."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import altair as alt

from bot.charts.district_map import Geometry, districts
from bot.charts.friction_map import friction
from bot.charts.overview import MONTHS
from bot.charts.paper import DEEP, FIT, INK, WIDTH, Panel, svg
from bot.civic.council.report import CouncilReport, PastReading

FEWEST_POINTS = 2


@dataclass(frozen=True, slots=True)
class CouncilPictures:
    """Implements the `CouncilCharts` port. `geometry` gives the city's map, None without one."""

    geometry: Callable[[], Geometry | None]

    def council(self, report: CouncilReport) -> Mapping[str, str]:
        return pictures(report, self.geometry())


def pictures(report: CouncilReport, geometry: Geometry | None) -> dict[str, str]:
    """SVG by name; what there is no data for is left out."""
    drawn = {
        "history": history(report.history),
        "losses": losses(report),
        "friction": friction(report.hambatan, report.names),
        "districts": districts(report.tantangan.districts, report.names, geometry),
    }
    return {name: svg(chart) for name, chart in drawn.items() if chart is not None}


def history(readings: tuple[PastReading, ...]) -> Panel | None:
    """The index with its intervals; None of fewer than two readings."""
    if len(readings) < FEWEST_POINTS:
        return None
    base = alt.Chart(alt.InlineData(values=list(_points(readings)))).encode(
        x=alt.X(
            "periode:O",
            sort=None,
            title=None,
            axis=alt.Axis(labelAngle=0, grid=False, labelExpr="split(datum.label, '|')"),
        )
    )
    height = alt.Y("imc:Q", title=None, scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(format="d"))
    spans = base.mark_rule(color=DEEP, strokeWidth=5, opacity=0.35).encode(y="low:Q", y2="high:Q")
    line = base.mark_line(color=DEEP, strokeWidth=1.5).encode(y=height)
    points = base.mark_point(color=DEEP, filled=True, size=70, opacity=1).encode(y=height)
    text = base.mark_text(color=INK, fontSize=14, fontWeight="bold", dy=-18).encode(
        y=height, text=alt.Text("imc:Q", format=".1f")
    )
    return alt.layer(spans, line, points, text).properties(width=WIDTH, height=190, autosize=FIT)


def losses(report: CouncilReport) -> Panel | None:
    """How the loss splits by component, biggest first."""
    names = report.names.components
    rows = [
        {"komponen": names[component], "andil": share}
        for component, share in report.tantangan.losses
    ]
    if not any(row["andil"] for row in rows):
        return None
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("komponen:N", sort=None, title=None, axis=alt.Axis(ticks=False, domain=False)),
        x=alt.X("andil:Q", title=None, axis=None, scale=alt.Scale(nice=False, padding=40)),
    )
    bars = base.mark_bar(height=18, color=DEEP).encode()
    text = base.mark_text(align="left", dx=5, fontSize=13, color=INK).encode(
        text=alt.Text("andil:Q", format=".1%")
    )
    return alt.layer(bars, text).properties(width=WIDTH, height=alt.Step(28), autosize=FIT)


def _points(readings: tuple[PastReading, ...]) -> Iterator[dict[str, object]]:
    for one in readings:
        span = one.interval
        yield {
            "periode": _label(one),
            "imc": one.imc,
            "low": span.low if span else one.imc,
            "high": span.high if span else one.imc,
        }


def _label(one: PastReading) -> str:
    """First and last day on two lines, short enough for eight periods."""
    since, until = (f"{day.day} {MONTHS[day.month - 1][:3]}" for day in (one.since, one.until))
    return f"{since} –|{until} {one.until.year}"
