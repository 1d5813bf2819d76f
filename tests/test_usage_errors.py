"""Wrong options at the terminal: said in Indonesian, with the mend."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from bot.cli import app

NEW = "announce new --as 1 --topic pajak --text a"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("announce list --scope x", "Nilai keliru: --scope 'x': pilih open, waiting, ended"),
        ("announce new --topic pajak", "Pilihan '--as' harus diisi."),
        ("announce show", "Isian 'number' harus diisi."),
        ("announce shw", "Tidak ada perintah 'shw'. Maksudnya 'show'?"),
        ("announce show 1 --folow", "Tidak ada pilihan --folow. Mungkin: --follow."),
        ("announce show 1 2", "Kelebihan isian: 2."),
        ("announce new --as 1 --topic", "Pilihan '--topic' butuh isi."),
        ("announce show x", "Nilai keliru untuk 'number': harus angka bulat."),
        ("announce show 0", "Nilai keliru untuk 'number': paling kecil 1."),
        (f"{NEW} --at besok", "'besok' tidak sesuai bentuk 'TTTT-BB-HH JJ:MM'."),
        (f"{NEW} --repeat tahunan", "'tahunan' tidak dikenal; pilih 'harian',"),
    ],
)
def test_what_is_wrong_is_said_in_indonesian(typed: str, words: str):
    result = CliRunner().invoke(app, typed.split())
    assert result.exit_code == 2
    framed = " ".join(result.output.replace("│", " ").split())
    assert words in framed
