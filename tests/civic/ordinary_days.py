"""Days on which nothing particular happens, as a place of a service has them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import numpy as np

from bot.civic.spikes import Voice

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
"""When the days begin."""


def ordinary_days(
    rate: float, seed: int, days: int, level: Callable[[int], float] = lambda _: 1.0
) -> list[Voice]:
    """`rate` people a day times the day's level, with a weekly rhythm and busier days."""
    random = np.random.default_rng(seed)
    heard: list[Voice] = []
    for day in range(days):
        weekly = 1.25 if day % 7 < 5 else 0.375
        mean = rate * level(day) * weekly * random.gamma(10, 1 / 10)
        hours = np.sort(random.normal(5, 3, random.poisson(mean)).clip(0, 23.9))
        heard.extend(
            Voice("ktp", None, NOW + timedelta(days=day, hours=hour), f"{day}-{place}")
            for place, hour in enumerate(hours)
        )
    return heard
