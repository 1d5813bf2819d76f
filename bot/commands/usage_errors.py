"""What Typer says of wrong options, in Indonesian."""

from __future__ import annotations

import re

_WORDS: tuple[tuple[str, str], ...] = (
    (r"^Missing option '(.+?)'.*", r"Pilihan '\1' harus diisi."),
    (r"^Missing argument '(.+?)'.*", r"Isian '\1' harus diisi."),
    (r"^No such command '(.*?)'\.", r"Tidak ada perintah '\1'."),
    (r"^No such option: (\S+)", r"Tidak ada pilihan \1."),
    (r"Did you mean (.+?)\?", r"Maksudnya \1?"),
    (r"\(Possible options: (.+?)\)", r"Mungkin: \1."),
    (r"^Option '(.+?)' requires an argument\.", r"Pilihan '\1' butuh isi."),
    (r"^Got unexpected extra argument.*? \(([^()]+)\)$", r"Kelebihan isian: \1."),
    (r"^Invalid value for ", "Nilai keliru untuk "),
    (r"^Invalid value: ", "Nilai keliru: "),
    (r"Input should be a valid integer.*", "harus angka bulat."),
    (r"Input should be greater than or equal to (\S+)", r"paling kecil \1."),
    (r"is not one of (.+)\.$", r"tidak dikenal; pilih \1."),
    (r"does not match the formats (.+)\.$", r"tidak sesuai bentuk \1."),
    (r"%Y-%m-%d", "TTTT-BB-HH"),
    (r"%H:%M", "JJ:MM"),
)


def in_indonesian(message: str) -> str:
    """The sentence; as it stands where nobody has translated it."""
    for english, words in _WORDS:
        message = re.sub(english, words, message, flags=re.DOTALL)
    return message
