"""Moments as numpy reads them: a column at once, where an object a value would cost most of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.types import NullType

Instants = NDArray[np.datetime64]
DAY = timedelta(days=1)
EPOCH = date(1970, 1, 1).toordinal()


class instant(GenericFunction[Any]):  # noqa: N801 - a function in SQL
    """A moment in UTC for `instants`: microseconds since 1970, or SQLite's own text."""

    type = NullType()
    inherit_cache = True


@compiles(instant)
def _microseconds(element: instant, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    inner = compiler.process(element.clauses, **options)
    return f"CAST(EXTRACT(EPOCH FROM {inner}) * 1000000 AS BIGINT)"


@compiles(instant, "sqlite")
def _text(element: instant, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    return str(compiler.process(element.clauses, **options))


def instants(column: Sequence[object]) -> Instants:
    """What `instant` gave; NaT where it did not happen."""
    return np.array(column, "M8[us]")


def ordinals(column: Sequence[date | str | None]) -> NDArray[np.int64]:
    """Proleptic ordinals of days; 0, before all others, where there is none."""
    days = np.array(column, "M8[D]")
    return np.where(np.isnat(days), 0, days.astype(np.int64) + EPOCH)


def local_days(moments: Instants, zone: ZoneInfo) -> NDArray[np.int64]:
    """The local day of each moment as an ordinal; 0 where it did not happen."""
    known = ~np.isnat(moments)
    if not known.any():
        return np.zeros(len(moments), np.int64)
    first = moments[known].min().item().date() - DAY
    last = moments[known].max().item().date() + DAY
    days = range((last - first).days + 1)
    starts = np.array([_start_of(first + n * DAY, zone) for n in days], "M8[us]")
    places = np.searchsorted(starts, moments, "right") - 1
    return np.where(known, first.toordinal() + places, 0)


def start_of(day: date, zone: ZoneInfo) -> datetime:
    """The first moment of a local day."""
    return datetime.combine(day, time(), zone)


def _start_of(day: date, zone: ZoneInfo) -> datetime:
    return start_of(day, zone).astimezone(UTC).replace(tzinfo=None)
