"""The picture is a picture, of any figures."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pytest
from PIL import Image

from bot.charts.overview import overview
from bot.civic.statistics.figures import Filters, Grouping, statistics
from bot.civic.statistics.packs import empty


@pytest.mark.parametrize("grouping", list(Grouping))
@pytest.mark.parametrize("days", [1, 31, 365])
def test_it_is_a_png_as_wide_as_a_phone_can_read(grouping: Grouping, days: int):
    until = date(2026, 11, 23)
    filters = Filters(until - timedelta(days=days - 1), until, grouping)
    figures = statistics(empty({}), filters, {}, until)
    with Image.open(BytesIO(overview(figures, "Contoh", {}))) as picture:
        assert picture.format == "PNG"
        assert 800 <= picture.width <= 1400
        assert picture.height <= 2600
