"""`/langganan`: choosing news by buttons, played against real storage."""

from __future__ import annotations

from bot.dialogue.actions import Subscribe
from tests.use_cases.rig import Rig, text_of


def labels(shown) -> list[str]:
    return [choice.label for row in shown[-1].rendered.rows for choice in row]


def test_topics_area_and_quiet_hours(rig: Rig):
    shown = rig.command("langganan")
    assert labels(shown)[:2] == ["⬜ Bencana", "⬜ Pajak"]
    assert "seluruh kota" in text_of(shown)
    assert "21.00 sampai 06.00" in text_of(shown)
    shown = rig.press(shown, "Pajak")
    assert labels(shown)[:2] == ["⬜ Bencana", "✅ Pajak"]
    shown = rig.press(rig.press(rig.press(shown, "Ubah wilayah"), "Selatan"), "Melati")
    assert "Wilayah: Melati" in text_of(shown)
    shown = rig.press(rig.press(shown, "Jam tenang"), "tidak ada")
    assert "Jam tenang: tidak ada" in text_of(shown)
    assert rig.rows("SELECT topic, area, active FROM subscription") == [
        {"topic": "pajak", "area": "99.01.02.1001", "active": 1}
    ]
    assert "⬜ Pajak" in labels(rig.press(shown, "Pajak"))
    assert rig.rows("SELECT * FROM subscription") == []


def test_everything_off_and_on_again(rig: Rig):
    shown = rig.press(rig.command("langganan"), "Pajak")
    off = rig.press(shown, "Berhenti kabar")
    assert "Semua kabar sedang dimatikan" in text_of(rig.command("langganan"))
    rig.press(off, "Kirimi saya kabar")
    shown = rig.command("langganan")
    assert "dimatikan" not in text_of(shown)
    assert "✅ Pajak" in labels(shown)


def test_choosing_an_area_can_be_left(rig: Rig):
    shown = rig.press(rig.command("langganan"), "Ubah wilayah")
    shown = rig.press(rig.press(shown, "Utara"), "Kembali")
    assert "seluruh kota" in text_of(shown)


def test_own_data_tell_what_is_subscribed(rig: Rig):
    rig.press(rig.command("langganan"), "Pajak")
    (shown,) = rig.command("dataku")
    assert '"langganan": [\n    "pajak"\n  ]' in shown.rendered.attachment[2]


def test_the_undo_of_stopping_is_one_button(rig: Rig):
    shown = rig.command("berhenti")
    assert shown[-1].rendered.rows[0][0].action == Subscribe(on=True)
