"""What all pictures on paper share: one width, the paper's font, colours that print in grey."""

from __future__ import annotations

from typing import Any, TypeAlias

import altair as alt
import vl_convert

from bot.charts.overview import NUMBERS

Panel: TypeAlias = Any
"""A chart: the library's own types cannot follow a chain of calls."""

WIDTH = 600
"""Pixels; 450 points, the width of the text."""

FONT = "Libertinus Serif"
"""Comes with typst, which sets the letters; here it only sizes the margins."""

INK, MUTED, LINE, BLANK = "#1b1f1e", "#5c6664", "#d9dedd", "#f1f3f2"
DEEP = "#1f4e79"
SCALE = ("#eaf1f7", "#16395a")
"""Light to dark of one hue: the same order in colour, in grey and for the colour-blind."""

FIT = alt.AutoSizeParams(type="fit-x", contains="padding")

DARK_FROM = 0.55
"""The share of a scale from which letters on it are white."""


def svg(chart: Panel) -> str:
    """The chart as SVG of the paper's width, numbers as Indonesia writes them."""
    styled = (
        chart.configure(background="#ffffff", padding=2, font=FONT)
        .configure_view(stroke=None)
        .configure_axis(
            labelFontSize=13,
            labelColor=INK,
            labelLimit=260,
            domainColor=MUTED,
            tickColor=LINE,
            gridColor=LINE,
        )
    )
    return str(vl_convert.vegalite_to_svg(styled.to_dict(), format_locale=NUMBERS))


def on_scale(value: float, top: float) -> str:
    """The colour of letters on a field of that value, on a scale from 0 to `top`."""
    return "#ffffff" if top and value / top > DARK_FROM else INK
