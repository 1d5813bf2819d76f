"""The figures counted again from the raw rows, the slow way and without the program's help."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from math import ceil
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy import Engine

from bot.civic.statistics.figures import Filters, Statistics
from bot.storage.tables import attempt, feedback, question, report, report_join

ZONE = ZoneInfo("Asia/Jakarta")
OPEN = {"diterima", "diverifikasi", "diteruskan", "diproses", "menunggu_warga", "dibuka_kembali"}


def recount(
    engine: Engine, filters: Filters, agency_of: Mapping[str, str], today: date
) -> dict[str, object]:
    """By name, as `told` gives them."""
    with engine.connect() as connection:
        rows = {
            one.name: [dict(row) for row in connection.execute(sa.select(one)).mappings()]
            for one in (report, question, feedback, attempt, report_join)
        }
    wanted = {
        name: getattr(filters, name)
        for name in ("agency", "service", "kecamatan", "stage", "status", "channel")
        if getattr(filters, name) is not None
    }
    reports = [
        one
        for one in _within(rows["report"], "filed_at", filters)
        if all(one[name] == value for name, value in wanted.items())
    ]
    joins = Counter(one["report_id"] for one in rows["report_join"])
    questions = _about(rows["question"], "asked_at", "entry", filters, agency_of)
    judged = _about(rows["feedback"], "given_at", "entry", filters, agency_of)
    tried = _about(rows["attempt"], "opened_at", "service", filters, agency_of)
    asked = [one for one in tried if one["asked_at"] is not None]
    if filters.kecamatan:
        asked = [one for one in asked if one["kecamatan"] == filters.kecamatan]
    settled = [one for one in reports if one["settled_at"] and one["status"] != "ditarik"]
    closed = [one for one in reports if one["status"] in {"selesai", "ditolak"}]
    return {
        "questions": len(questions),
        "outcomes": Counter(one["outcome"] for one in questions),
        "helpful": (sum(one["helpful"] for one in judged), len(judged)),
        "question_series": Counter(_day(one["asked_at"]) for one in questions),
        "reports": len(reports),
        "joined": sum(joins[one["id"]] for one in reports),
        "statuses": Counter(one["status"] for one in reports),
        "report_series": Counter(_day(one["filed_at"]) for one in reports),
        "first_reply": _times(
            one["first_reply_at"] and _hours(one, "first_reply_at") for one in reports
        ),
        "closing": _times(_hours(one, "settled_at") for one in settled),
        "on_time": (sum(_in_time(one) for one in settled), len(settled)),
        "confirmed": (sum(one["confirmed_at"] is not None for one in closed), len(closed)),
        "reopened": (sum(one["disputed_at"] is not None for one in settled), len(settled)),
        "repeated": (sum(_again(one, rows["report"]) for one in reports), len(reports)),
        "overdue": sum(one["status"] in OPEN and one["promised"] < today for one in reports),
        "prompts": (sum(one["outcome"] is not None for one in asked), len(asked)),
        "attempts": Counter(one["outcome"] for one in asked if one["outcome"]),
    }


def told(found: Statistics) -> dict[str, object]:
    """What the program says, by the same names."""
    shares = ("helpful", "on_time", "confirmed", "reopened", "repeated", "prompts")
    times = ("first_reply", "closing")
    counts = ("questions", "reports", "joined", "overdue")
    groups = ("outcomes", "statuses", "attempts")
    series = ("question_series", "report_series")
    return (
        {name: getattr(found, name) for name in counts}
        | {name: Counter(getattr(found, name)) for name in groups}
        | {
            name: Counter({one.start: one.count for one in getattr(found, name) if one.count})
            for name in series
        }
        | {name: _pair(getattr(found, name)) for name in shares}
        | {
            name: (one.median, one.p90, one.base)
            for name in times
            for one in (getattr(found, name),)
        }
    )


def _pair(share) -> tuple[int, int]:
    return (0 if share.value is None else round(share.value * share.base), share.base)


def _day(at) -> date:
    return at.astimezone(ZONE).date()


def _within(rows: Iterable[dict], moment: str, filters: Filters) -> list[dict]:
    return [one for one in rows if filters.since <= _day(one[moment]) <= filters.until]


def _about(
    rows: Iterable[dict], moment: str, service: str, filters: Filters, agency_of: Mapping[str, str]
) -> list[dict]:
    found = _within(rows, moment, filters)
    if filters.service:
        found = [one for one in found if one[service] == filters.service]
    if filters.channel:
        found = [one for one in found if one["channel"] == filters.channel]
    if filters.agency:
        found = [one for one in found if agency_of.get(one[service]) == filters.agency]
    return found


def _hours(one: dict, moment: str) -> int:
    return int((one[moment] - one["filed_at"]) / timedelta(hours=1))


def _times(hours: Iterable[int | None]) -> tuple[float | None, float | None, int]:
    """The smallest value that at least half, or nine tenths, do not exceed."""
    known = sorted(one for one in hours if one is not None)
    if not known:
        return (None, None, 0)
    median, p90 = (known[ceil(Fraction(part, 10) * len(known)) - 1] for part in (5, 9))
    return (float(median), float(p90), len(known))


def _in_time(one: dict) -> bool:
    replied = one["first_reply_at"]
    return (
        replied is not None and replied <= one["reply_by"] and _day(one["settled_at"]) <= one["due"]
    )


def _again(one: dict, reports: Iterable[dict]) -> bool:
    return one["pseudonym"] is not None and any(
        other["pseudonym"] == one["pseudonym"]
        and other["service"] == one["service"]
        and timedelta(0) < one["filed_at"] - other["filed_at"] <= timedelta(days=30)
        for other in reports
    )
