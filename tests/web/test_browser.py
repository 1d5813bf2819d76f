"""The page in a real browser: phone and desk, light and dark, keyboard alone, without faults."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bot.civic.announcements.plan import Follow, Mends
from tests.storage.open_rows import add_reports
from tests.use_cases.announcing import PLAN
from tests.use_cases.test_photos import picture
from tests.web.conftest import CHROMIUM, FLAGS, Running, open_data_of
from tests.web.test_announcements import published, recall

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Watched:
    """A page whose faults and foreign requests are noted."""

    def __init__(self, browser: Browser, running: Running, size, scheme: str, **more) -> None:
        self.context = browser.new_context(
            viewport=size, color_scheme=scheme, reduced_motion="reduce", **more
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.faults: list[str] = []
        self.foreign: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on(
            "console",
            lambda line: self.faults.append(line.text) if line.type == "error" else None,
        )
        self.page.on("request", lambda one: self._note(one.url, running.address))
        self.page.goto(running.address)

    def _note(self, url: str, own: str) -> None:
        if not url.startswith((own, "data:", "blob:")):
            self.foreign.append(url)

    def ask(self, text: str) -> None:
        self.page.fill("#teks", text)
        self.page.keyboard.press("Enter")

    def axe(self) -> list[str]:
        found = Axe().run(self.page).response["violations"]
        return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]

    def fits(self) -> bool:
        width = self.page.evaluate("document.documentElement.scrollWidth")
        return width <= self.page.viewport_size["width"]


@pytest.fixture
def watch(browser, running) -> Iterator:
    opened: list[Watched] = []

    def open_page(size=PHONE, scheme="light", **more) -> Watched:
        opened.append(Watched(browser, running, size, scheme, **more))
        return opened[-1]

    yield open_page
    for one in opened:
        one.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_everyone_can_use_it(watch, size, scheme):
    seen = watch(size, scheme)
    page = seen.page
    expect(page.locator(".bubble.bot")).to_have_count(1)
    assert seen.axe() == []
    seen.ask("KTP saya hilang")
    expect(page.get_by_text("Penerbitan KTP-el karena hilang")).to_be_visible()
    assert seen.axe() == []
    page.get_by_role("button", name="Biaya").last.click()
    expect(page.get_by_text("KTP-el pengganti gratis")).to_be_visible()
    page.get_by_text("Menu", exact=True).click()
    expect(page.get_by_role("button", name="Lihat laporan Anda")).to_be_visible()
    assert seen.axe() == []
    assert seen.fits()
    assert seen.faults == []
    assert seen.foreign == []


def test_tap_targets_are_large_enough(watch):
    seen = watch()
    seen.ask("KTP saya hilang")
    expect(seen.page.get_by_text("Penerbitan KTP-el karena hilang")).to_be_visible()
    for one in seen.page.locator("button:visible, summary:visible, label.photo").all():
        box = one.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44, one.inner_text()


def test_an_answer_is_read_from_its_beginning(watch):
    seen = watch()
    seen.ask("cara mengurus KTP hilang")
    title = seen.page.get_by_text("Penerbitan KTP-el karena hilang")
    expect(title).to_be_in_viewport()


def test_the_keyboard_alone_is_enough(watch):
    page = watch().page
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Langsung ke kotak pesan")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#teks")).to_be_focused()
    page.keyboard.type("KTP saya hilang")
    page.keyboard.press("Enter")
    button = page.get_by_role("button", name="Syarat")
    expect(button).to_be_visible()
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Surat keterangan hilang dari polisi")).to_be_visible()
    fresh = page.locator(".bubble.bot").last
    expect(fresh).to_be_focused()
    page.keyboard.press("Tab")
    expect(fresh.locator("a, button").first).to_be_focused()


def test_a_whole_report_with_a_photo(watch, tmp_path: Path):
    seen = watch()
    page = seen.page
    photo = tmp_path / "loket.jpg"
    photo.write_bytes(picture())
    seen.ask("KTP saya hilang")
    expect(page.get_by_text("Penerbitan KTP-el karena hilang")).to_be_visible()
    for label in ("Lapor kendala", "Ambil nomor antrean", "Antrean/kuota", "Berat", "Rahasia"):
        page.get_by_role("button", name=label).last.click()
    page.locator(".choices button", has_text="Foto").last.click()
    expect(page.get_by_text("Kirim foto, paling banyak")).to_be_visible()
    page.set_input_files("input[name=foto]", photo)
    expect(page.get_by_text("Foto diterima")).to_be_visible()
    page.get_by_role("button", name="Kirim laporan").last.click()
    expect(page.get_by_text("Nomor tiket Anda")).to_be_visible()
    page.get_by_role("button", name="Lihat tiket").last.click()
    expect(page.get_by_text("Status: Diterima")).to_be_visible()
    assert seen.axe() == []
    assert seen.faults == []


def test_without_a_connection_nothing_typed_is_lost(watch, running):
    seen = watch()
    page = seen.page
    seen.context.set_offline(True)
    seen.ask("KTP saya hilang")
    trouble = page.get_by_role("alert")
    expect(trouble).to_contain_text("Tidak ada sambungan internet")
    assert seen.axe() == []
    seen.context.set_offline(False)
    trouble.get_by_role("button", name="Coba lagi").click()
    expect(page.get_by_text("Penerbitan KTP-el karena hilang")).to_be_visible()
    expect(trouble).to_be_hidden()
    assert len(running.rig.rows("SELECT id FROM question")) == 1


def test_without_scripts_it_works_as_plain_forms(watch):
    seen = watch(java_script_enabled=False)
    seen.page.fill("#teks", "KTP saya hilang")
    seen.page.get_by_role("button", name="Kirim", exact=True).click()
    expect(seen.page.get_by_text("Penerbitan KTP-el karena hilang")).to_be_visible()
    seen.page.get_by_role("button", name="Biaya").last.click()
    expect(seen.page.get_by_text("KTP-el pengganti gratis")).to_be_visible()


def test_a_new_message_is_announced_to_screen_readers(watch):
    page = watch().page
    log = page.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")
    expect(page.locator(".bubble .hidden").first).to_have_text("Tanya Contoh:")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_page_of_open_data(watch, running, size, scheme):
    seen = watch(size, scheme)
    page = seen.page
    page.get_by_text("Menu", exact=True).click()
    page.get_by_role("link", name="Data terbuka").click()
    expect(page.get_by_text("Belum ada bulan yang terbit")).to_be_visible()
    assert seen.axe() == []
    add_reports(running.rig.database, 12)
    open_data_of(running.rig).publish()
    page.reload()
    page.get_by_text("Per bulan").click()
    for one in page.locator("main a:visible:not(p > a), summary, .actions a").all():
        box = one.bounding_box()
        assert box is not None
        assert box["height"] >= 44, one.inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name="September 2026").click()
    assert Path(download.value.path()).read_text(encoding="utf-8").count("ditutup,") == 12
    assert seen.axe() == []
    assert seen.fits()
    assert seen.faults == []
    assert seen.foreign == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_announcements_come_change_and_go_while_the_page_is_open(watch, running, scheme):
    seen = watch(scheme=scheme)
    page = seen.page
    seen.ask("/langganan")
    page.get_by_role("button", name="⬜ Pajak").click()
    expect(page.get_by_role("button", name="✅ Pajak")).to_be_visible()
    first = published(running.rig)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    said = page.get_by_text("Loket pajak tutup besok.")
    expect(said).to_be_in_viewport()
    image = page.get_by_alt_text("Gambar pengumuman")
    expect(image).to_be_visible()
    image.evaluate("one => one.decode()")
    assert seen.axe() == []
    assert seen.fits()
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=f"{folder}/announcement-{scheme}.png")
    count = page.locator(".bubble").count()
    plan = replace(
        first.plan, texts=(("id", "Loket tetap buka."),), mends=Mends(first.id, Follow.UBAH)
    )
    published(running.rig, plan)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_text("Loket tetap buka.")).to_be_visible()
    expect(said).to_have_count(0)
    recall(running.rig, first.id)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_text("Pengumuman ini sudah ditarik.")).to_be_visible()
    assert page.locator(".bubble").count() == count
    page.reload()
    expect(page.get_by_text("Pengumuman ini sudah ditarik.")).to_have_count(1)
    assert seen.faults == []


def reading_above(seen, running) -> None:
    """News came while somebody reads the beginning."""
    seen.ask("/langganan")
    seen.page.get_by_role("button", name="⬜ Pajak").click()
    expect(seen.page.get_by_role("button", name="✅ Pajak")).to_be_visible()
    for text in ("cara mengurus KTP hilang", "cara mengurus KK"):
        seen.ask(text)
        expect(seen.page.locator("#mengetik")).to_be_hidden()
    seen.page.locator("#pesan").evaluate("log => { log.scrollTop = 0 }")
    seen.page.fill("#teks", "sedang menulis")
    news(seen, running, "Loket pajak tutup besok.")


def news(seen, running, text: str) -> None:
    published(running.rig, replace(PLAN, texts=(("id", text),)))
    seen.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(seen.page.get_by_text(text)).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_comes_by_itself_takes_nothing_away_and_is_one_tap_below(watch, running, scheme):
    seen = watch(scheme=scheme)
    reading_above(seen, running)
    page = seen.page
    assert page.locator("#pesan").evaluate("log => log.scrollTop") == 0
    expect(page.locator("#teks")).to_have_value("sedang menulis")
    pill = page.get_by_role("button", name="Pesan baru")
    expect(pill).to_be_in_viewport()
    assert seen.axe() == []
    assert seen.fits()
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=f"{folder}/below-{scheme}.png")
    news(seen, running, "Loket pajak buka lagi.")
    pill.click()
    expect(page.get_by_text("Loket pajak tutup besok.")).to_be_in_viewport()
    expect(pill).to_be_hidden()


def test_who_scrolls_to_the_end_needs_no_hint(watch, running):
    seen = watch()
    reading_above(seen, running)
    pill = seen.page.get_by_role("button", name="Pesan baru")
    expect(pill).to_be_visible()
    seen.page.locator("#pesan").evaluate("log => { log.scrollTop = log.scrollHeight }")
    expect(pill).to_be_hidden()
