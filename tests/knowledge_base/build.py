"""Small entries for tests that must not depend on the shipped content."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from knowledge_base import Entry, KnowledgeBase
from knowledge_base.load import LoadedEntry, read_document, validate


def fields(entry_id: str, **changes: Any) -> dict[str, Any]:
    """A complete entry as YAML data."""
    data: dict[str, Any] = {
        "id": entry_id,
        "nama": f"Layanan {entry_id}",
        "judul": entry_id.replace("-", " ").capitalize(),
        "sebutan": [f"nama satu {entry_id}", f"nama dua {entry_id}", f"nama tiga {entry_id}"],
        "contoh_pertanyaan": [f"pertanyaan {entry_id} nomor {n}" for n in range(12)],
        "instansi": {"nasional": "Kementerian", "daerah": "dinas"},
        "singkat": {"apa": "Contoh.", "di_mana": "Loket.", "biaya": "Gratis.", "waktu": "1 hari."},
        "kanal": [{"jenis": "situs", "nama": "Situs", "alamat": "https://contoh.go.id/"}],
        "persyaratan": ["Formulir."],
        "prosedur": {
            "loket": [
                {"id": "datang", "judul": "Datang", "teks": "Datang ke loket.", "tahap": "akses"}
            ]
        },
        "jangka_waktu": ["1 hari."],
        "biaya": ["Gratis (Rp0)."],
        "produk": ["Kartu."],
        "pengaduan": ["Bicara dengan petugas."],
        "dasar_hukum": ["UU 1/2020"],
        "kesulitan": [{"pada": "datang", "masalah": "Antre.", "solusi": "Datang pagi."}],
        "sumber": [{"judul": "Sumber", "alamat": "https://contoh.go.id/", "tanggal": "2025"}],
        "diperiksa": "2026-11-01",
        "tinjau_sebelum": "2027-05-01",
    }
    return data | changes


def write(folder: Path, data: dict[str, Any], name: str | None = None) -> Path:
    """Write an entry file under a topic folder; dates become YAML dates."""
    topic = folder / "topik"
    topic.mkdir(parents=True, exist_ok=True)
    file = topic / f"{name or data['id']}.yaml"
    text = yaml.safe_dump(data, sort_keys=False, allow_unicode=True)
    for key in ("diperiksa", "tinjau_sebelum"):
        text = text.replace(f"{key}: '{data[key]}'", f"{key}: {data[key]}")
    file.write_text(text, encoding="utf-8")
    return file


def loaded(folder: Path, entry_id: str, **changes: Any) -> LoadedEntry:
    """A loaded entry whose document has real line numbers."""
    document = read_document(write(folder, fields(entry_id, **changes)))
    return LoadedEntry(validate(document, Entry), document)


def knowledge(folder: Path, *entries: dict[str, Any]) -> KnowledgeBase:
    """A knowledge base of these entries."""
    found = []
    for data in entries:
        document = read_document(write(folder, data))
        found.append(validate(document, Entry))
    return KnowledgeBase.from_entries(found)


def entry(entry_id: str, **changes: Any) -> Entry:
    """An entry that was never in a file."""
    data = fields(entry_id, **changes)
    days = {key: date.fromisoformat(data[key]) for key in ("diperiksa", "tinjau_sebelum")}
    return Entry.model_validate(data | days)
