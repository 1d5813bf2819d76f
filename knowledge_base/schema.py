"""The JSON Schema that editors' tools use: `python -m knowledge_base.schema [--check]`."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from knowledge_base.entry import Entry

FILE = Path(__file__).parent / "schema" / "entry.schema.json"


def schema_text() -> str:
    """The schema of an entry, formatted for reading."""
    return json.dumps(Entry.model_json_schema(), indent=2, ensure_ascii=False) + "\n"


def is_current(file: Path = FILE) -> bool:
    """Whether `file` holds what `Entry` says today."""
    return file.is_file() and file.read_text(encoding="utf-8") == schema_text()


def main(arguments: Sequence[str]) -> int:
    """Write the schema, or with `--check` exit 1 when it is out of date."""
    if "--check" in arguments:
        if is_current():
            return 0
        sys.stderr.write(f"{FILE}: usang; jalankan python -m knowledge_base.schema\n")
        return 1
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(schema_text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
