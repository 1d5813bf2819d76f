"""The pictures of the report to the council."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import ceil, floor

import altair as alt

from bot.charts.district_map import Geometry, district_bars, district_map
from bot.charts.friction_map import friction
from bot.charts.paper import DEEP, FIT, INK, WIDTH, Panel, svg
from bot.civic.council.report import CouncilReport, PastReading
from bot.civic.indicator.bootstrap import Interval
from bot.civic.months import MONTHS

FEWEST_POINTS = 2
ROOM = 3
"""Points left free above and below the intervals."""


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
        "map": district_map(report.tantangan.districts, report.names, geometry),
    }
    if drawn["map"] is None:
        drawn["districts"] = district_bars(report.tantangan.districts, report.names)
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

    def height(field: str) -> Panel:
        scale = alt.Scale(domain=list(_domain(readings)), nice=False)
        return alt.Y(f"{field}:Q", title=None, scale=scale, axis=alt.Axis(format="d", tickCount=5))

    spans = base.mark_rule(color=DEEP, strokeWidth=1.5).encode(y=height("low"), y2="high:Q")
    ends = [
        base.mark_tick(color=DEEP, thickness=1.5, size=14).encode(y=height(end))
        for end in ("low", "high")
    ]
    line = base.mark_line(color=DEEP, strokeWidth=1, strokeDash=[4, 3]).encode(y=height("imc"))
    points = base.mark_point(color=DEEP, filled=True, size=80, opacity=1).encode(y=height("imc"))
    text = base.mark_text(
        align="left", dx=9, dy=-12, color=INK, fontSize=14, fontWeight="bold"
    ).encode(y=height("imc"), text=alt.Text("imc:Q", format=".1f"))
    return alt.layer(spans, *ends, line, points, text).properties(
        width=WIDTH, height=190, autosize=FIT
    )


def losses(report: CouncilReport) -> Panel | None:
    """How the loss splits by component, biggest first."""
    names = report.names.components
    rows = [
        {
            "komponen": names[component],
            "andil": share,
            "tulisan": f"{100 * share:.1f} %".replace(".", ","),
        }
        for component, share in report.tantangan.losses
    ]
    if not any(row["andil"] for row in rows):
        return None
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("komponen:N", sort=None, title=None, axis=alt.Axis(ticks=False, domain=False)),
        x=alt.X("andil:Q", title=None, axis=None, scale=alt.Scale(nice=False, padding=40)),
    )
    bars = base.mark_bar(height=18, color=DEEP).encode()
    text = base.mark_text(align="left", dx=5, fontSize=13, color=INK).encode(text="tulisan:N")
    return alt.layer(bars, text).properties(width=WIDTH, height=alt.Step(28), autosize=FIT)


def _domain(readings: tuple[PastReading, ...]) -> tuple[int, int]:
    """Round tens around every interval, so that the intervals can be seen."""
    spans = [one.interval or Interval(one.imc, one.imc) for one in readings]
    low, high = min(span.low for span in spans), max(span.high for span in spans)
    return max(0, floor((low - ROOM) / 10) * 10), min(100, ceil((high + ROOM) / 10) * 10)


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
