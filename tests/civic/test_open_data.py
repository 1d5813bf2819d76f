"""Every published row is shared by ten people, and no two publications betray one of them."""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.civic.open_data.months import due, last_of, next_month, publishing_day
from bot.civic.open_data.scheme import Edition, Group, K, Reported, edition, split
from bot.civic.open_data.selection import Wanted, find, month_of, selected
from bot.civic.open_data.table import COLUMNS, Names, dictionary, header, lines

MONTH, LAST = date(2026, 10, 1), date(2026, 10, 31)
PUBLISHED = date(2026, 12, 1)
AGENCY = {"ktp": "dukcapil", "kk": "dukcapil", "akta": "dukcapil", "imb": "pupr", "sim": None}

DAYS = st.dates(MONTH, LAST)
REPORTS = st.builds(
    Reported,
    day=DAYS,
    closed=st.booleans(),
    service=st.sampled_from(sorted(AGENCY)),
    stage=st.sampled_from(["biaya", "akses"]),
    severity=st.sampled_from(["berat", "ringan"]),
    kecamatan=st.sampled_from(["01", "02", "03", None]),
    reporter=st.one_of(st.none(), st.integers(0, 40).map(str)),
)
MANY = st.lists(REPORTS, max_size=120)


def published(rows, k: int = K) -> Edition:
    return edition(MONTH, PUBLISHED, rows, AGENCY.get, k)


def table(one: Edition) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(header() + "".join(lines(one, Names())), newline="")))


def shared(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(value for name, value in row.items() if name != "id")


def fits(group: Group, one: Reported) -> bool:
    """Whether a report may stand behind the rows of a group."""
    told = (group.service, group.kecamatan, group.stage, group.severity, group.agency)
    has = (one.service, one.kecamatan, one.stage, one.severity, AGENCY[one.service])
    return (
        group.since <= one.day <= group.until
        and group.closed == one.closed
        and all(t is None or t == h for t, h in zip(told, has, strict=True))
    )


@given(MANY, st.integers(2, 12))
def test_every_row_is_like_at_least_k_minus_one_others(rows, k: int):
    counts = Counter(map(shared, table(published(rows, k))))
    assert all(count >= k for count in counts.values())


@given(MANY, st.integers(2, 12))
def test_k_different_people_may_stand_behind_every_row(rows, k: int):
    for group in published(rows, k).groups:
        people = {one.reporter for one in rows if fits(group, one)}
        assert len(people) >= k


@given(MANY, st.integers(2, 12))
def test_nothing_is_lost_but_a_status_that_fewer_than_k_people_have(rows, k: int):
    found = Counter()
    for group in published(rows, k).groups:
        found[group.closed] += group.count
    for closed in (True, False):
        here = [one for one in rows if one.closed is closed]
        enough = len({one.reporter for one in here}) >= k
        assert found[closed] == (len(here) if enough else 0)


@given(MANY, st.integers(2, 12))
def test_what_is_told_is_true(rows, k: int):
    for group in published(rows, k).groups:
        assert sum(fits(group, one) for one in rows) >= group.count


@given(MANY, st.randoms())
def test_the_order_of_filing_leaves_no_trace(rows, random):
    mixed = list(rows)
    random.shuffle(mixed)
    assert published(mixed) == published(rows)


@given(MANY)
def test_who_reported_is_never_told(rows):
    named = [replace(one, reporter=f"orang-{one.reporter}") for one in rows]
    assert "orang" not in repr(published(named))


def alike(people: int, reports: int = 1, **other) -> list[Reported]:
    one = Reported(date(2026, 10, 5), True, "ktp", "akses", "berat", "01", None)
    one = replace(one, **other)
    return [replace(one, reporter=str(n)) for n in range(people) for _ in range(reports)]


def test_ten_people_of_one_day_are_told_exactly():
    (group,) = published(alike(10)).groups
    exact = Group(
        date(2026, 10, 5),
        date(2026, 10, 5),
        True,
        "dukcapil",
        "ktp",
        "01",
        "akses",
        "berat",
        count=10,
    )
    assert group == exact


def test_one_person_who_reports_ten_times_is_one_person():
    assert published(alike(1, 10)).groups == ()
    rows = alike(30) + [replace(one, service="imb", reporter="99") for one in alike(1, 12)]
    assert {group.service for group in published(rows).groups} == {None}


def test_a_single_small_value_takes_another_one_with_it():
    """Otherwise the blank rows would be the small value, by subtraction."""
    rows = alike(40) + alike(15, kecamatan="02") + alike(3, kecamatan="03")
    counts = Counter()
    for group in published(rows).groups:
        counts[group.kecamatan] += group.count
    assert counts == {"01": 40, None: 18}


def numbered(rows) -> list[Reported]:
    """The same reports, each of another person."""
    return [replace(one, reporter=str(place)) for place, one in enumerate(rows)]


def spans(rows) -> set[tuple[date, date]]:
    return {(group.since, group.until) for group in published(rows).groups}


def test_days_weeks_and_months_are_told_where_enough_people_share_them():
    monday, other = date(2026, 10, 5), date(2026, 10, 12)
    tuesday = other + timedelta(days=1)
    week = (other, date(2026, 10, 18))
    one_day = alike(12, day=monday)
    assert spans(numbered(one_day + alike(9, day=other) + alike(12, day=tuesday))) == {
        (monday, monday),
        week,
    }
    assert spans(numbered(one_day + alike(10, day=other) + alike(12, day=tuesday))) == {
        (monday, monday),
        (other, other),
        (tuesday, tuesday),
    }
    assert spans(numbered(one_day + alike(9, day=other))) == {(MONTH, LAST)}


def test_a_day_may_be_told_although_its_week_cannot():
    monday, other = date(2026, 10, 5), date(2026, 10, 13)
    rows = alike(12, day=monday) + alike(13, day=monday + timedelta(days=1)) + alike(3, day=other)
    assert spans(numbered(rows)) == {(monday + timedelta(days=1),) * 2, (MONTH, LAST)}


def test_whoever_runs_a_told_service_is_told_too():
    rows = alike(3, service="imb") + alike(15, service="ktp") + alike(15, service="kk")
    told = {(group.agency, group.service) for group in published(numbered(rows)).groups}
    assert told == {(None, None), ("dukcapil", "kk")}


def test_a_week_ends_where_the_month_does():
    rows = [one for n in range(29, 32) for one in alike(4, day=date(2026, 10, n))]
    assert spans(numbered(rows)) == {(date(2026, 10, 26), LAST)}


@given(MANY, st.integers(2, 12))
def test_a_rest_is_never_smaller_than_k_people(rows, k: int):
    if len({one.reporter for one in rows}) < k:
        return
    parts = list(split(rows, lambda one: one.kecamatan, k))
    assert all(len({one.reporter for one in part}) >= k for _, part in parts)
    assert sum(len(part) for _, part in parts) == len(rows)


# --- differencing ----------------------------------------------------------------------------


def city(rows, today: date, before: dict[date, Edition]) -> dict[date, Edition]:
    """What is public on a day: what was, and months that became due since."""
    known = dict(before)
    by_month = defaultdict(list)
    for one in rows:
        by_month[one.day.replace(day=1)].append(one)
    for month in due(MONTH, today):
        known.setdefault(month, edition(month, today, by_month[month], AGENCY.get))
    return known


LONG = st.lists(
    REPORTS.flatmap(
        lambda one: st.dates(MONTH, date(2027, 1, 20)).map(lambda day: replace(one, day=day))
    ),
    max_size=160,
)


@given(LONG, LONG, st.dates(date(2026, 11, 25), date(2027, 4, 2)), st.randoms())
def test_todays_file_and_tomorrows_differ_by_whole_groups_only(before, later, today, random):
    """However reports come, close, are withdrawn or erased in between."""
    tomorrow = today + timedelta(days=1)
    old = city([one for one in before if one.day <= today], today, {})
    changed = [
        replace(one, closed=random.random() < 0.5) for one in before if random.random() < 0.9
    ]
    new = city([one for one in changed + later if one.day <= tomorrow], tomorrow, old)
    gone = Counter(shared(row) for one in old.values() for row in table(one))
    come = Counter(shared(row) for one in new.values() for row in table(one))
    assert not gone - come
    assert all(count >= K for count in (come - gone).values())


@given(MANY, DAYS, DAYS, DAYS, DAYS, st.sampled_from([None, True, False]))
def test_two_questions_differ_by_whole_groups_only(rows, a, b, c, d, closed):
    one = published(rows)
    every = (0, 10**6)
    first = selected([one], Wanted(min(a, b), max(a, b)), every)
    second = selected([one], Wanted(min(c, d), max(c, d), closed=closed), every)
    differ = Counter(row.group for row in {*first} ^ {*second})
    assert all(count >= K for count in differ.values())


# --- months, numbers, files ------------------------------------------------------------------


def test_a_month_is_public_from_the_first_day_of_the_next_but_one():
    assert publishing_day(MONTH) == PUBLISHED
    assert publishing_day(date(2026, 12, 1)) == date(2027, 2, 1)
    assert list(due(date(2026, 8, 17), date(2026, 11, 30))) == [date(2026, 8, 1), date(2026, 9, 1)]
    assert list(due(date(2026, 8, 17), PUBLISHED))[-1] == MONTH
    assert list(due(date(2026, 10, 31), date(2026, 11, 30))) == []


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_months_follow_each_other(day: date):
    month = day.replace(day=1)
    assert month <= day <= last_of(month) < next_month(month)
    assert next_month(month) - last_of(month) == timedelta(days=1)
    assert publishing_day(month) - last_of(month) >= timedelta(days=28)


@given(MANY, st.integers(0, 130), st.integers(1, 50))
def test_pages_put_together_are_the_whole(rows, skip: int, size: int):
    one = published(rows)
    wanted = Wanted(MONTH, LAST)
    whole = selected([one], wanted, (0, 10**6))
    assert len(whole) == one.count
    assert selected([one], wanted, (skip, size)) == whole[skip : skip + size]


@given(MANY)
def test_a_row_is_found_by_its_number(rows):
    one = published(rows)
    ids = [row["id"] for row in table(one)]
    assert len(set(ids)) == len(ids)
    for row in selected([one], Wanted(MONTH, LAST), (0, 10**6)):
        assert month_of(row.id) == MONTH
        assert find(one, row.id) == row
    assert [row.id for row in selected([one], Wanted(MONTH, LAST), (0, 10**6))] == ids
    assert find(one, f"2026-10-{one.count + 1:05d}") is None


@pytest.mark.parametrize(
    "number", ["", "2026-10", "2026-13-00001", "TK-7F3K-9QXD", "0000-01-00001", "2026-10-1", "x"]
)
def test_no_row_is_found_by_anything_else(number: str):
    assert month_of(number) is None
    assert find(published(alike(12)), number) is None


def test_a_number_has_one_spelling():
    assert find(published(alike(12)), "2026-10-000001") is None


def test_the_file_is_rfc_4180_whatever_things_are_called():
    hostile = 'Kartu, "baru"\r\n=1+1;\n<b>'
    names = Names({"ktp": hostile}, {"dukcapil": "Dinas, Kota"}, {"01": "Utara"})
    text = header() + "".join(lines(published(alike(11)), names))
    assert text.count("\r\n") - 11 == 12
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert {row["layanan"] for row in rows} == {hostile}
    assert {row["instansi"] for row in rows} == {"Dinas, Kota"}
    assert {row["kecamatan"] for row in rows} == {"Utara"}
    assert [row["id"] for row in rows][:2] == ["2026-10-00001", "2026-10-00002"]


def test_the_dictionary_explains_every_column_in_order():
    rows = list(csv.DictReader(io.StringIO(dictionary(), newline="")))
    assert [row["kolom"] for row in rows] == header().strip().split(",")
    assert [row["kolom"] for row in rows] == [column.name for column in COLUMNS]
    assert all(all(row.values()) for row in rows)
