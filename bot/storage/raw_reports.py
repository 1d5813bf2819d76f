"""Raw reports as packed records, column by column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.types import NullType

from bot.civic.reports import ReportStatus
from bot.civic.statistics.packs import (
    CONFIRMED,
    DISPUTED,
    LONGEST,
    NEVER,
    ON_TIME,
    REPEAT,
    REPORTS,
    Column,
    Mask,
    Rows,
)
from bot.storage.columns import Moment
from bot.storage.instants import Instants, instant, instants, local_days, ordinals
from bot.storage.tables import IS_FRICTION, report, report_join

REPEAT_WITHIN = np.timedelta64(timedelta(days=30))
HOUR = np.timedelta64(timedelta(hours=1))

_earlier = report.alias("earlier")
_BEFORE = (
    sa.select(sa.func.max(_earlier.c.filed_at, type_=Moment))
    .where(
        _earlier.c.pseudonym == report.c.pseudonym,
        _earlier.c.service == report.c.service,
        _earlier.c.announcement_id.is_(None),
        _earlier.c.filed_at < report.c.filed_at,
    )
    .scalar_subquery()
)
_JOINS = sa.select(sa.func.count()).where(report_join.c.report_id == report.c.id).scalar_subquery()
NAMED = ("service", "agency", "kecamatan", "stage", "severity", "status", "channel")
"""Columns that hold names, in the order of the packed record."""

_TIMES = ("filed_at", "reply_by", "first_reply_at", "settled_at")
_FLAGS = ("confirmed_at", "disputed_at")
RAW_REPORTS = sa.select(
    report.c.id,
    *(sa.type_coerce(report.c[name], NullType()).label(name) for name in ("promised", "due")),
    _JOINS.label("joins"),
    instant(_BEFORE).label("before"),
    *(instant(report.c[name]).label(name) for name in _TIMES),
    *(sa.type_coerce(report.c[name].is_not(None), NullType()).label(name) for name in _FLAGS),
    *(report.c[name] for name in NAMED),
).where(IS_FRICTION)

Codes = Callable[[Sequence[str]], NDArray[np.int64]]
"""Numbers of a column of names."""


def packed(found: sa.Result[*tuple[Any, ...]], zone: ZoneInfo, codes: Codes) -> Rows:
    """The rows of `RAW_REPORTS`."""
    names, rows = tuple(found.keys()), found.all()
    if not rows:
        return Rows.of(np.zeros(0, REPORTS))
    raw = dict(zip(names, zip(*rows, strict=True), strict=True))
    times = {name: instants(raw[name]) for name in (*_TIMES, "before")}
    withdrawn = np.array(raw["status"]) == ReportStatus.DITARIK.value
    times["settled_at"][withdrawn] = np.datetime64("NaT")
    filed, replied, settled = times["filed_at"], times["first_reply_at"], times["settled_at"]
    in_time = (replied <= times["reply_by"]) & _in_days(settled, raw["due"], zone)
    columns = (
        raw["id"],
        local_days(filed, zone),
        ordinals(raw["promised"]),
        *(codes(raw[name]) for name in NAMED),
        _hours(filed, replied),
        _hours(filed, settled),
        np.minimum(raw["joins"], LONGEST),
        ON_TIME * in_time
        | CONFIRMED * np.array(raw["confirmed_at"])
        | DISPUTED * np.array(raw["disputed_at"])
        | REPEAT * (filed - times["before"] <= REPEAT_WITHIN),
    )
    return Rows.made(REPORTS, columns)


def _in_days(settled: Instants, due: Sequence[Any], zone: ZoneInfo) -> Mask:
    """Settled on the local day of `due` at the latest."""
    return np.asarray(~np.isnat(settled) & (local_days(settled, zone) <= ordinals(due)))


def _hours(since: Instants, until: Instants) -> Column:
    """Whole hours, `NEVER` where it did not happen."""
    never = np.isnat(until)
    hours = (np.where(never, since, until) - since) // HOUR
    return np.where(never, NEVER, np.clip(hours, 0, LONGEST))
