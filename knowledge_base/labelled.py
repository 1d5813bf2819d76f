"""Labelled questions: what was asked and which entries answer it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from knowledge_base.entry import Aspect
from knowledge_base.load import ContentError, Fault

GENERAL = "umum"
"""Label of a question that asks for nothing in particular; read as no aspect."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """`any_of`: ids that answer `text`; empty means that nothing in the content does."""

    text: str
    any_of: frozenset[str]
    aspect: Aspect | None
    lang: str


def read_labelled(file: Path) -> tuple[Labelled, ...]:
    """Read JSON lines with `text`, `any_of` and, if known, `aspect` and `lang` (default "id").

    Raises:
        ContentError: one fault for every malformed line.
    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        fault = Fault(file, 1, "tidak dapat dibaca", "periksa nama berkas; simpan sebagai UTF-8")
        raise ContentError([fault]) from error
    rows: list[Labelled] = []
    faults: list[Fault] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            rows.append(_row(line))
        except (ValueError, KeyError, TypeError) as error:
            mend = 'tulis {"text": "...", "any_of": ["id"], "aspect": null, "lang": "id"}'
            faults.append(Fault(file, number, f"baris tidak dapat dibaca ({error})", mend))
    if faults:
        raise ContentError(faults)
    return tuple(rows)


def _row(line: str) -> Labelled:
    data = json.loads(line)
    text, ids = data["text"], data["any_of"]
    if not isinstance(text, str) or not isinstance(ids, list):
        raise TypeError("text harus teks, any_of harus daftar")
    if not all(isinstance(one, str) for one in ids):
        raise TypeError("any_of harus berisi id")
    aspect = data.get("aspect")
    return Labelled(
        text=text,
        any_of=frozenset(ids),
        aspect=None if aspect in {None, GENERAL} else Aspect(aspect),
        lang=str(data.get("lang", "id")),
    )
