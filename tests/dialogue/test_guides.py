"""Checklists for life events: ticked off, taken back, and found again later."""

from __future__ import annotations

from bot.dialogue.actions import Action, ShowGuide, TickStep
from bot.dialogue.events import Chosen
from tests.dialogue.talk import Talk


def act(talk: Talk, action: Action) -> str:
    talk.send(Chosen(action))
    return talk.text


def test_a_story_offers_its_checklist(talk: Talk):
    talk.say("dompet hilang di pasar, harus gimana")
    shown = talk.press("Panduan: Dompet hilang")
    assert "⬜ 1. Blokir kartu bank." in shown
    assert "Selesai 0 dari" in shown


def test_ticks_are_kept_and_taken_back(talk: Talk):
    talk.command("panduan")
    talk.press("Dompet hilang")
    assert "Selesai 1 dari" in talk.press("⬜ Surat kehilangan")
    talk.command("batal")
    talk.later(days=3)
    talk.command("panduan")
    talk.press("Dompet hilang (1/6)")
    assert "Selesai 0 dari" in talk.press("✅ Surat kehilangan")


def test_a_step_leads_to_its_service(talk: Talk):
    talk.command("panduan")
    talk.press("Dompet hilang")
    assert "KTP" in talk.press("Cara no. 3")


def test_everything_done(talk: Talk):
    guide = talk.knowledge.guides["dompet-hilang"]
    for step in guide.langkah:
        shown = act(talk, TickStep(guide.id, step.id, done=True))
    assert "Semua langkah sudah beres" in shown


def test_a_guide_or_step_that_has_gone(talk: Talk):
    assert "Pilih keadaan Anda" in act(talk, ShowGuide("tidak-ada"))
    assert "Pilih keadaan Anda" in act(talk, TickStep("tidak-ada", "x", done=True))
    assert "Selesai 0 dari" in act(talk, TickStep("dompet-hilang", "tidak-ada", done=True))


def test_a_link_opens_a_guide(talk: Talk):
    assert "Selesai 0 dari" in talk.command("start", "dompet-hilang")
