"""The picture for the chat: questions by how they ended, and reports by kecamatan.

Colours are Okabe and Ito's, told apart by people who cannot tell red from green.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeAlias

import altair as alt
import vl_convert

from bot.civic.months import MONTHS
from bot.civic.statistics.figures import Grouping, Statistics

Panel: TypeAlias = Any
"""A chart: the library's own types cannot follow a chain of calls."""

WIDTH, SCALE = 420, 2
OUTCOMES: Mapping[str, tuple[str, str]] = {
    "answered": ("Dijawab", "#0072B2"),
    "clarified": ("Ditanya balik", "#56B4E9"),
    "unanswered": ("Belum terjawab", "#E69F00"),
    "small_talk": ("Obrolan", "#999999"),
    "emergency": ("Darurat", "#D55E00"),
}
INK, PAPER = "#1b1f1e", "#ffffff"
NUMBERS = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["Rp", ""]}
MOST_LABELS = 6
MOST_BARS = 8


class VegaCharts:
    """Implements the `Charts` port with Vega-Lite, without a browser or a network."""

    def overview(self, figures: Statistics, title: str, districts: Mapping[str, str]) -> bytes:
        return overview(figures, title, districts)


def overview(figures: Statistics, title: str, districts: Mapping[str, str]) -> bytes:
    """A PNG for a phone; `districts` names the codes of kecamatan."""
    charts = [_questions(figures), _reports(figures)]
    if bars := _districts(figures, districts):
        charts.append(bars)
    picture = (
        alt.vconcat(*charts, spacing=26)
        .properties(title=alt.TitleParams(title, fontSize=18, anchor="start", color=INK, dy=-6))
        .resolve_scale(color="independent")
        .configure(background=PAPER, padding=18, font="DejaVu Sans")
        .configure_view(stroke=None)
        .configure_axis(labelFontSize=13, titleFontSize=13, labelColor=INK, gridColor="#e4e4e4")
        .configure_title(fontSize=15, anchor="start", frame="group", color=INK)
        .configure_legend(labelFontSize=13, orient="bottom", title=None, columns=3)
    )
    return bytes(vl_convert.vegalite_to_png(picture.to_dict(), scale=SCALE, format_locale=NUMBERS))


def _questions(figures: Statistics) -> Panel:
    rows = [
        {"hasil": OUTCOMES[name][0], "jumlah": count, "warna": OUTCOMES[name][1]}
        for name, count in figures.outcomes.items()
        if name in OUTCOMES
    ]
    order = [label for label, _ in OUTCOMES.values()]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("hasil:N", sort=order, title=None),
        x=alt.X("jumlah:Q", title=None, axis=None),
    )
    bars = base.mark_bar(height=20).encode(color=alt.Color("warna:N", scale=None))
    labels = base.mark_text(align="left", dx=5, fontSize=13, color=INK).encode(
        text=alt.Text("jumlah:Q", format=",")
    )
    heading = f"Pertanyaan: {_number(figures.questions)}"
    return alt.layer(bars, labels).properties(width=WIDTH, height=alt.Step(28), title=heading)


def _reports(figures: Statistics) -> Panel:
    rows = [
        {"mulai": _label(one.start, figures.filters.grouping), "jumlah": one.count}
        for one in figures.report_series
    ]
    every = max(1, -(-len(rows) // MOST_LABELS))
    shown = [str(row["mulai"]) for row in rows][::every]
    return (
        alt.Chart(alt.InlineData(values=rows))
        .mark_bar(color="#009E73")
        .encode(
            x=alt.X(
                "mulai:O",
                sort=None,
                title=None,
                axis=alt.Axis(values=shown, labelAngle=0, grid=False),
            ),
            y=alt.Y("jumlah:Q", title=None, axis=alt.Axis(format=",d", tickMinStep=1)),
        )
        .properties(
            width=WIDTH,
            height=150,
            title=f"Laporan kendala per {figures.filters.grouping}: {_number(figures.reports)}",
        )
    )


def _districts(figures: Statistics, names: Mapping[str, str]) -> Panel | None:
    rows = [
        {"kecamatan": names.get(cell.name, cell.name or "tidak disebut"), "jumlah": cell.count}
        for cell in figures.districts[:MOST_BARS]
        if cell.count is not None
    ]
    if not rows:
        return None
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("kecamatan:N", sort="-x", title=None), x=alt.X("jumlah:Q", title=None, axis=None)
    )
    bars = base.mark_bar(height=20, color="#CC79A7")
    labels = base.mark_text(align="left", dx=5, fontSize=13, color=INK).encode(
        text=alt.Text("jumlah:Q", format=",")
    )
    return alt.layer(bars, labels).properties(
        width=WIDTH, height=alt.Step(28), title="Laporan menurut kecamatan"
    )


def _label(day: date, grouping: Grouping) -> str:
    """The first day of a stretch, short enough for a phone and different for each."""
    month = MONTHS[day.month - 1][:3]
    return f"{month} {day.year}" if grouping is Grouping.BULAN else f"{day.day} {month}"


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")
