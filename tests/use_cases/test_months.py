"""A year of an office under a simulated clock: clocks, Ramadan, Lebaran, digests, once each."""

from __future__ import annotations

from datetime import date

import pytest

from bot.city_file import read_city
from bot.live_content import calendar_of
from knowledge_base.load import CONTENT
from tests.storage.test_reports import file_report
from tests.use_cases import rig as rigs
from tests.use_cases.rig import Rig, text_of
from tests.use_cases.staff import ADMIN, HEAD, OFFICER, SEKDA, do


@pytest.fixture
def shipped(office: Rig, monkeypatch) -> Rig:
    """The office with the shipped city's own calendar: national holidays and collective leave."""
    city = read_city(CONTENT)
    holidays = calendar_of(city, date(2026, 11, 23)).holidays
    monkeypatch.setattr(rigs, "HOLIDAYS", holidays)
    return office


def everything(rig: Rig) -> None:
    """What the ticks do."""
    rig.case_clocks()
    rig.ask_attempts()
    rig.weekly_digest()
    rig.watch()


def test_a_case_that_nobody_touches_from_november_to_march(shipped: Rig):
    file_report(shipped, "Terbuka")
    heard: dict[str, list[str]] = {OFFICER: [], HEAD: [], SEKDA: [], ADMIN: [], "1": []}
    for _ in range(4 * 120):
        shipped.later(hours=6)
        everything(shipped)
        for who, told in heard.items():
            told += [f"{shipped.now:%Y-%m-%d} {one.rendered.text}" for one in shipped.news_for(who)]
    ups = {
        who: [text[:10] for text in told if "naik ke tingkat" in text]
        for who, told in heard.items()
    }
    # Three days without a reply; then 11 December and five working days more.
    assert ups == {
        OFFICER: ["2026-11-26", "2026-12-18"],
        HEAD: ["2026-11-26", "2026-12-18"],
        SEKDA: ["2026-12-18"],
        ADMIN: [],
        "1": [],
    }
    overdue = [text[:10] for text in heard[SEKDA] if "lewat janji: 1" in text]
    assert overdue[:3] == ["2026-12-14", "2026-12-21", "2026-12-28"]
    assert len(overdue) == len(set(overdue)) == 15
    late = [text for text in heard["1"] if "belum ditangani tepat waktu" in text]
    assert len(late) == 2


def test_a_promise_made_in_ramadan_passes_over_lebaran(shipped: Rig):
    shipped.now = shipped.now.replace(year=2027, month=3, day=1)
    number = file_report(shipped, "Terbuka")
    do(shipped, number, "Verifikasi")
    shown = text_of(shipped.command("tiket", number))
    plain = date(2027, 3, 19)  # fourteen weekdays
    promised = next(line for line in shown.splitlines() if line.startswith("Janji selesai"))
    assert promised != f"Janji selesai: {plain.day} Maret 2027"
    calendar = shipped.own_world(shipped.now).calendar
    assert sum(not calendar.is_working_day(date(2027, 3, day)) for day in range(8, 13)) >= 3
