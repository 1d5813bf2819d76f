"""Views of the statistics made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.civic.announcements.figures import NewsFigures
from bot.civic.announcements.progress import DeliveryState
from bot.civic.statistics.figures import Cell, Filters, Point, Share, Statistics, Times
from bot.civic.statistics.table import Table
from bot.civic.statistics.view import Gap, View
from bot.civic.statistics.words import Names

NAMES = Names(
    services={"ktp": "KTP baru", "kk": "Kartu keluarga"},
    agencies={"disdukcapil": "Disdukcapil", "dinkes": "Dinkes"},
    kecamatan={"99.01": "Utara", "99.02": "Selatan"},
    zone=ZoneInfo("Asia/Jakarta"),
)
NOW = Statistics(
    filters=Filters(date(2026, 11, 1), date(2026, 11, 3)),
    questions=1234,
    outcomes={"answered": 900, "unanswered": 300, "small_talk": 34},
    answered=Share(0.75, 1200),
    helpful=Share(None, 0),
    question_series=(Point(date(2026, 11, 1), 1000), Point(date(2026, 11, 2), 234)),
    top_services=(Cell("ktp", 700), Cell("kk", None), Cell("sim", None)),
    reports=120,
    joined=4,
    statuses={"selesai": 80, "menunggu_warga": 40},
    report_series=(Point(date(2026, 11, 1), 70), Point(date(2026, 11, 2), 50)),
    severities=(Cell("ringan", 90), Cell("berat", 30)),
    districts=(Cell("99.01", 100), Cell("", None), Cell("99.02", None)),
    agencies=(Cell("disdukcapil", 120),),
    friction=(("ktp", "pengajuan", 60), ("ktp", "biaya", None), ("kk", "hasil", None)),
    first_reply=Times(20.0, 71.0, 110),
    closing=Times(None, None, 0),
    on_time=Share(0.5, 80),
    confirmed=Share(0.25, 80),
    reopened=Share(0.1, 80),
    repeated=Share(0.05, 120),
    overdue=7,
    prompts=Share(0.6, 50),
    attempts={"berhasil": 20, "tidak_jadi": 10},
    reach=(Cell("99.01", 18), Cell("99.02", 12)),
)
BEFORE = replace(
    NOW, filters=Filters(date(2026, 10, 29), date(2026, 10, 31)), questions=1230, reports=60
)


def a_view(**changes: object) -> View:
    """The view, with changes of its present figures."""
    filters = changes.get("filters", NOW.filters)
    before = replace(
        BEFORE, filters=replace(filters, since=date(2026, 10, 29), until=date(2026, 10, 31))
    )
    return View(
        now=replace(NOW, **changes),
        before=before,
        gaps=(Gap("siapa wali kota", 3),),
        subscribers=(30, 40),
        news=NewsFigures(2, {DeliveryState.SENT: 48, DeliveryState.GONE: 2}, 7, 1),
        index=None,
        made_at=datetime(2026, 11, 4, 3, 0, tzinfo=UTC),
    )


def table(found: tuple[Table, ...], title: str) -> Table:
    return next(one for one in found if one.title == title)


def column(one: Table, name: str) -> dict[object, object]:
    """A column by the first one."""
    place = one.columns.index(name)
    return {row[0]: row[place] for row in one.rows}
