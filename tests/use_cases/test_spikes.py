"""A spike from the first reports to its end: who is told, what residents see, who may hide it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.civic.roles import Role
from bot.live_content import LiveContent, Shared
from knowledge_base.load import CONTENT
from tests.storage.test_reports import file_report
from tests.use_cases.rig import Rig, text_of

ADMIN, HEAD, OFFICER, OTHER_HEAD = "99", "60", "50", "61"
NOTICE = "Banyak warga sedang terkendala"
QUESTION = "KTP saya hilang"


@pytest.fixture
def city(rig: Rig) -> Rig:
    """A city that has taken reports for six weeks; nobody had trouble since the first."""
    file_report(rig, "Rahasia", who="first")
    rig.later(days=42)
    rig.hire(ADMIN, Role.ADMIN)
    rig.hire(HEAD, Role.KEPALA, "disdukcapil")
    rig.hire(OFFICER, Role.PETUGAS, "disdukcapil")
    rig.hire(OTHER_HEAD, Role.KEPALA, "dinkes")
    return rig


def crowd(rig: Rig, count: int, identity: str = "Rahasia") -> None:
    for person in range(count):
        rig.later(minutes=7)
        file_report(rig, identity, who=f"warga-{rig.now:%d%H%M}-{person}")


def news_of_spikes(rig: Rig, address: str) -> str:
    told = [one for one in rig.news_for(address) if "Lonjakan" in one.rendered.text]
    return text_of(told)


def test_two_reports_are_no_spike(city: Rig):
    crowd(city, 2)
    city.watch()
    assert city.spikes == ()
    assert NOTICE not in text_of(city.say(QUESTION, "2"))


def test_a_spike_is_shown_to_residents_and_told_once(city: Rig):
    crowd(city, 5)
    city.watch()
    answer = text_of(city.say(QUESTION, "2"))
    assert answer.startswith("⚠️ " + NOTICE)
    assert "di langkah <b>Ambil nomor antrean" in answer
    assert "sejak 4 Januari 2027 10.07" in answer
    assert "Petugas sudah diberi tahu." in answer
    assert NOTICE in text_of(city.press(city.say(QUESTION, "2"), "Biaya", "2"))
    assert NOTICE not in text_of(city.say("cara bikin kartu keluarga baru", "2"))
    for address in (ADMIN, HEAD):
        told = news_of_spikes(city, address)
        assert "5 warga terkendala dalam 24 jam terakhir" in told
        assert "kurang dari satu" in told
    assert news_of_spikes(city, OFFICER) == news_of_spikes(city, OTHER_HEAD) == ""
    crowd(city, 2)
    city.watch()
    city.watch()
    assert news_of_spikes(city, ADMIN) == news_of_spikes(city, HEAD) == ""


def test_nobody_is_said_to_know_when_nobody_was_told(rig: Rig):
    file_report(rig, "Rahasia", who="first")
    rig.later(days=42)
    crowd(rig, 5)
    rig.watch()
    answer = text_of(rig.say(QUESTION, "2"))
    assert NOTICE in answer
    assert "diberi tahu" not in answer


def test_one_person_or_anonymous_reports_alone_make_none(city: Rig):
    for _ in range(6):
        file_report(city, "Rahasia", who="7")
        city.later(minutes=5)
    crowd(city, 8, "Anonim")
    city.watch()
    assert city.spikes == ()


def test_who_joined_counts_and_who_withdrew_does_not(city: Rig):
    file_report(city, "Terbuka", words="Antrean online habis jam delapan.", who="a")
    for person in "bcd":
        shown = city.say(QUESTION, person)
        for label in ("Lapor", "Ambil nomor", "Antrean", "Berat", "Terbuka"):
            shown = city.press(shown, label, person)
        city.press(shown, "Cerita", person)
        shown = city.say("antrian onlen habis terus jam delapan pagi", person)
        offered = city.press(shown, "Kirim laporan", person)
        city.press(offered, "saya ikut", person)
    number = file_report(city, "Rahasia", who="e")
    sure = city.press(city.command("tiket", number, "e"), "Tarik", "e")
    city.press(sure, "Ya, tarik", "e")
    city.watch()
    assert city.spikes == ()
    file_report(city, "Rahasia", who="f")
    city.watch()
    (spike,) = city.spikes
    assert spike.service == "ktp-el-hilang"


def test_it_ends_by_itself_and_the_next_one_is_told_again(city: Rig):
    crowd(city, 6)
    city.watch()
    assert news_of_spikes(city, ADMIN)
    city.later(hours=23)
    city.watch()
    assert NOTICE in text_of(city.say(QUESTION, "2"))
    city.later(hours=3)
    city.watch()
    assert NOTICE not in text_of(city.say(QUESTION, "2"))
    city.later(days=20)
    crowd(city, 8)
    city.watch()
    assert "Lonjakan" in news_of_spikes(city, ADMIN)
    assert len(city.rows("SELECT id FROM spike")) == 2


def test_an_admin_takes_the_notice_down_and_puts_it_up_again(city: Rig):
    crowd(city, 5)
    city.watch()
    told = [one for one in city.news_for(ADMIN) if "Lonjakan" in one.rendered.text]
    down = city.press(told, "Turunkan", ADMIN)
    assert "sudah diturunkan" in text_of(down)
    city.watch()
    assert NOTICE not in text_of(city.say(QUESTION, "2"))
    assert news_of_spikes(city, ADMIN) == ""
    up = city.press(down, "Pasang lagi", ADMIN)
    assert "terpasang lagi" in text_of(up)
    city.refresh()
    assert NOTICE in text_of(city.say(QUESTION, "2"))
    city.later(days=3)
    city.watch()
    assert "sudah berakhir" in text_of(city.press(up, "Turunkan", ADMIN))
    acts = city.rows("SELECT action, actor, subject FROM audit WHERE action <> 'grant' ORDER BY id")
    assert [tuple(one.values()) for one in acts] == [
        ("hide_spike", "telegram:99", "ktp-el-hilang"),
        ("show_spike", "telegram:99", "ktp-el-hilang"),
    ]


def test_only_admins_may_take_it_down(city: Rig):
    crowd(city, 5)
    city.watch()
    heads = [one for one in city.news_for(HEAD) if "Lonjakan" in one.rendered.text]
    with pytest.raises(AssertionError):
        city.button(heads, "Turunkan")
    told = [one for one in city.news_for(ADMIN) if "Lonjakan" in one.rendered.text]
    with city.database.transaction() as work:
        work.staff.revoke("telegram", ADMIN, "test", city.now)
    assert "untuk admin" in text_of(city.press(told, "Turunkan", ADMIN))
    city.refresh()
    assert NOTICE in text_of(city.say(QUESTION, "2"))


def test_every_process_takes_a_spike_over(city: Rig):
    def shared() -> Shared:
        with city.database.transaction() as work:
            return Shared(spikes=work.spikes.running())

    processes = [LiveContent(Path(CONTENT), city.now.date) for _ in range(2)]
    for one in processes:
        one.share(shared)
    crowd(city, 5)
    city.watch()
    for one in processes:
        knowledge = one.current.knowledge
        assert one.refresh()
        assert [spike.service for spike in one.current.spikes] == ["ktp-el-hilang"]
        assert one.current.knowledge is knowledge
        assert not one.refresh()


def test_nothing_is_a_spike_in_the_first_week(rig: Rig):
    file_report(rig, "Rahasia", who="first")
    rig.later(days=7)
    crowd(rig, 12)
    rig.watch()
    assert rig.spikes == ()


def test_an_outage_in_the_second_week_is_told_and_lasts(rig: Rig):
    file_report(rig, "Rahasia", who="first")
    rig.hire(ADMIN, Role.ADMIN)
    rig.later(days=1)
    file_report(rig, "Rahasia", who="second")
    rig.later(days=7)
    crowd(rig, 6)
    rig.watch()
    assert rig.spikes == (), "with one in the first week six are not yet beyond chance"
    crowd(rig, 4)
    rig.watch()
    assert [spike.service for spike in rig.spikes] == ["ktp-el-hilang"]
    assert "Lonjakan" in news_of_spikes(rig, ADMIN)
    rig.later(hours=20)
    rig.watch()
    assert NOTICE in text_of(rig.say(QUESTION, "2"))


def test_a_young_city_where_reports_come_everywhere_has_no_spike(rig: Rig):
    file_report(rig, "Rahasia", who="first")
    rig.later(days=8)
    crowd(rig, 10)
    for person in range(10):
        elsewhere(rig, f"lain-{person}")
    rig.watch()
    assert rig.spikes == ()


def elsewhere(rig: Rig, who: str) -> None:
    """Report on another service."""
    shown = rig.say("cara bikin kartu keluarga baru", who)
    for label in ("Lapor", "Ambil nomor", "Antrean", "Berat", "Rahasia"):
        shown = rig.press(shown, label, who)
    shown = rig.press(shown, "Kirim laporan", who)
    if "hal serupa" in text_of(shown):
        rig.press(shown, "Kirim laporan sendiri", who)
