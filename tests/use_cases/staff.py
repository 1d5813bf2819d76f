"""People of an office, and how they work their cases."""

from __future__ import annotations

from tests.use_cases.rig import Rig

OFFICER, HEAD, SEKDA, ADMIN, OTHER = "50", "60", "70", "99", "51"


def open_case(rig: Rig, number: str, who: str = OFFICER):
    return rig.command("kasus", number, who)


def do(rig: Rig, number: str, label: str, words: str = "", who: str = OFFICER):
    """Open the case and press a button; then write, where words are asked for."""
    shown = rig.press(open_case(rig, number, who), label, who)
    return rig.say(words, who) if words else shown


def close(rig: Rig, number: str) -> None:
    do(rig, number, "Verifikasi")
    do(rig, number, "Proses")
    do(rig, number, "Selesai", "Blangko sudah datang.")
