"""The JSON Schemas that editors' tools use: `python -m knowledge_base.schema [--check]`."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel

from knowledge_base.entry import Entry
from knowledge_base.guide import Guide

FOLDER = Path(__file__).parent / "schema"
MODELS: Mapping[str, type[BaseModel]] = {"entry": Entry, "guide": Guide}


def schema_text(model: type[BaseModel]) -> str:
    """The schema of a model, formatted for reading."""
    return json.dumps(model.model_json_schema(), indent=2, ensure_ascii=False) + "\n"


def outdated(folder: Path = FOLDER) -> list[Path]:
    """Schema files that do not say what the models say today."""
    files = {folder / f"{name}.schema.json": model for name, model in MODELS.items()}
    return [
        file
        for file, model in files.items()
        if not file.is_file() or file.read_text(encoding="utf-8") != schema_text(model)
    ]


def main(arguments: Sequence[str]) -> int:
    """Write the schemas, or with `--check` exit 1 when one is out of date."""
    if "--check" in arguments:
        for file in outdated():
            sys.stderr.write(f"{file}: usang; jalankan python -m knowledge_base.schema\n")
        return 1 if outdated() else 0
    FOLDER.mkdir(exist_ok=True)
    for name, model in MODELS.items():
        (FOLDER / f"{name}.schema.json").write_text(schema_text(model), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
