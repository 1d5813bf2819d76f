"""Which reports may become public, and that a published month stays as it was."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from bot.civic.open_data.scheme import Edition, Group, Reported
from bot.civic.open_data.selection import Wanted
from bot.storage.tables import open_month, report
from bot.use_cases.open_data import OpenData
from bot.use_cases.open_data_ports import PublishedMonth
from tests.storage.open_rows import FILED, add_reports
from tests.use_cases.rig import Rig

ZONE = ZoneInfo("Asia/Jakarta")
SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)
WHOLE = Wanted(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def rig(database, knowledge) -> Rig:
    return Rig(database, knowledge)


@pytest.fixture
def data(rig: Rig) -> OpenData:
    return OpenData(rig.database, rig.own_world, rig.clock)


def publish_all(data: OpenData) -> list[date]:
    months = []
    while (month := data.publish()) is not None:
        months.append(month)
    return months


def in_storage(database, ask):
    with database.transaction() as work:
        return ask(work.open_months)


def test_a_report_is_read_without_anything_that_names_it(database):
    add_reports(database, 1, pseudonym="orang")
    (one,) = in_storage(database, lambda s: s.reported(SEPTEMBER, date(2026, 9, 30), ZONE))
    assert one == Reported(date(2026, 9, 8), True, "kia", "akses", "berat", "99.01.01", "orang")


@pytest.mark.parametrize(
    "change",
    [{"identity": "rahasia"}, {"identity": "anonim"}, {"by_staff": True}, {"status": "ditarik"}],
    ids=str,
)
def test_what_may_never_be_public_is_not_even_read(database, change):
    add_reports(database, 12, **change)
    assert in_storage(database, lambda s: s.oldest(ZONE)) is None
    assert in_storage(database, lambda s: s.reported(SEPTEMBER, OCTOBER, ZONE)) == ()


@pytest.mark.parametrize(
    ("status", "closed"),
    [
        ("diterima", False),
        ("menunggu_warga", False),
        ("dibuka_kembali", False),
        ("selesai", True),
        ("ditolak", True),
    ],
)
def test_closed_is_what_the_case_says(database, status, closed):
    add_reports(database, 1, status=status)
    (one,) = in_storage(database, lambda s: s.reported(SEPTEMBER, OCTOBER, ZONE))
    assert one.closed is closed


def test_days_are_local_days(database):
    for at in (datetime(2026, 8, 31, 16, 59, tzinfo=UTC), datetime(2026, 8, 31, 17, tzinfo=UTC)):
        add_reports(database, 1, filed_at=at)
    found = in_storage(database, lambda s: s.reported(SEPTEMBER, date(2026, 9, 30), ZONE))
    assert [one.day for one in found] == [SEPTEMBER]
    assert in_storage(database, lambda s: s.oldest(ZONE)) == date(2026, 8, 31)


def test_an_edition_comes_back_as_it_was_and_is_never_replaced(database):
    groups = (
        Group(SEPTEMBER, date(2026, 9, 30), False, count=11),
        Group(date(2026, 9, 2), date(2026, 9, 2), True, "a", "kia", "01", "akses", "berat", 10),
    )
    one = Edition(SEPTEMBER, date(2026, 11, 1), groups)
    other = Edition(SEPTEMBER, date(2026, 11, 2), groups[:1])
    assert in_storage(database, lambda s: s.add(one)) is True
    assert in_storage(database, lambda s: s.add(other)) is False
    assert in_storage(database, lambda s: s.editions([SEPTEMBER, OCTOBER])) == (one,)
    assert in_storage(database, lambda s: s.editions([])) == ()
    assert in_storage(database, lambda s: s.months()) == (
        PublishedMonth(SEPTEMBER, date(2026, 11, 1), 21),
    )


def test_months_are_published_when_they_are_due_and_once(rig, data, database):
    add_reports(database, 12)
    add_reports(database, 12, filed_at=datetime(2026, 10, 8, tzinfo=UTC))
    rig.now = datetime(2026, 10, 31, 16, 59, tzinfo=UTC)
    assert publish_all(data) == []
    rig.later(minutes=1)
    assert publish_all(data) == [SEPTEMBER]
    assert [one.reports for one in data.months()] == [12]
    rig.later(days=30)
    assert publish_all(data) == [OCTOBER]
    assert publish_all(data) == []
    assert data.latest_day() == date(2026, 10, 31)


def test_months_too_small_to_show_are_published_empty(rig, data, database):
    add_reports(database, 9)
    add_reports(database, 9, status="diterima")
    rig.now = datetime(2026, 12, 5, tzinfo=UTC)
    assert publish_all(data) == [SEPTEMBER, OCTOBER]
    assert [one.reports for one in data.months()] == [0, 0]
    assert data.reports(WHOLE, (0, 100)) == ()


def test_nothing_that_happens_later_changes_a_published_month(rig, data, database):
    """Differencing: the table of one day beside that of the next."""
    add_reports(database, 30)
    add_reports(database, 10, status="diproses")
    publish_all(data)
    before = "".join(data.csv([SEPTEMBER]))
    assert before.count("\r\n") == 41
    add_reports(database, 1)  # a clock set back, a restored backup
    add_reports(database, 15, service="ikd")
    with database.engine.begin() as connection:
        connection.execute(sa.update(report).where(report.c.id < 6).values(status="ditarik"))
        connection.execute(sa.update(report).where(report.c.id == 7).values(identity="rahasia"))
        connection.execute(sa.update(report).where(report.c.id == 8).values(status="diproses"))
    for _ in range(3):
        rig.later(days=1)
        publish_all(data)
        assert "".join(data.csv([SEPTEMBER])) == before


def test_where_two_publish_at_once_the_first_stands(rig, data, database, monkeypatch):
    add_reports(database, 12)

    def late(*given):
        monkeypatch.undo()
        assert data.publish() == SEPTEMBER
        add_reports(database, 1)
        return Edition(SEPTEMBER, date(2027, 1, 1), ())

    monkeypatch.setattr("bot.use_cases.open_data.edition", late)
    assert data.publish() == SEPTEMBER
    (one,) = in_storage(database, lambda s: s.editions([SEPTEMBER]))
    assert (one.count, one.published) == (12, rig.now.date())


def test_a_service_that_is_gone_has_no_agency_and_still_counts(rig, data, database):
    add_reports(database, 12, service="layanan-lama")
    publish_all(data)
    (one, *_) = data.reports(WHOLE, (0, 1))
    assert (one.group.service, one.group.agency) == ("layanan-lama", None)
    assert ",layanan-lama,layanan-lama," in "".join(data.csv([SEPTEMBER]))


def test_the_public_table_holds_no_pseudonym_and_no_number(data, database):
    add_reports(database, 40)
    publish_all(data)
    with database.engine.connect() as connection:
        row = connection.execute(sa.select(open_month)).mappings().one()
        numbers = connection.execute(sa.select(report.c.number)).scalars().all()
    assert set(row) == {"month", "published", "reports", "groups"}
    (edition,) = in_storage(database, lambda s: s.editions([SEPTEMBER]))
    shown = "".join(data.csv([SEPTEMBER])) + repr(edition)
    assert not [one for one in numbers if one in shown]
    assert "samaran" not in shown
    assert "99.01.01.1001" not in shown


def test_rows_are_found_by_their_numbers_over_months(rig, data, database):
    add_reports(database, 12)
    add_reports(database, 12, filed_at=FILED + timedelta(days=30))
    rig.now = datetime(2026, 12, 2, tzinfo=UTC)
    publish_all(data)
    wanted = ("2026-10-00003", "2026-09-00001", "2026-09-00013", "nonsens", "2026-10-00003")
    assert [one.id for one in data.by_ids(wanted)] == ["2026-10-00003", "2026-09-00001"]
    assert [one.id[:7] for one in data.reports(WHOLE, (10, 4))] == ["2026-10"] * 2 + ["2026-09"] * 2
