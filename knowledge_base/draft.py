"""The beginning of an article, from a question that an officer answered."""

from __future__ import annotations

from datetime import date

import yaml

TO_FILL = "(isi)"


def draft_of(question: str, answer: str, day: date) -> str:
    """YAML with what is known and marks where an editor goes on; `kb check` refuses the marks."""
    words = {
        "id": TO_FILL,
        "nama": TO_FILL,
        "judul": TO_FILL,
        "sebutan": [TO_FILL],
        "contoh_pertanyaan": [question],
        "singkat": {"apa": answer, "di_mana": TO_FILL, "biaya": TO_FILL, "waktu": TO_FILL},
        "diperiksa": day,
    }
    body = yaml.safe_dump(words, allow_unicode=True, sort_keys=False, width=100)
    return (
        f"# Rancangan dari jawaban petugas. Lengkapi dengan sumber; lihat docs/content.md.\n{body}"
    )
