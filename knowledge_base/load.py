"""YAML files to entries. Every fault is reported with file and line; nothing is half loaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from knowledge_base.entry import Entry
from knowledge_base.guide import FOLDER as GUIDES
from knowledge_base.guide import Guide

CONTENT = Path(__file__).parent / "content"
"""The content that ships with the project."""

CITY_FILE = "kota.yaml"
"""City data lives beside the topic folders and is read by its owner, not here."""

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something an editor must mend: where it is, what is wrong, and what to do."""

    file: Path
    line: int
    problem: str
    mend: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.problem} — {self.mend}"


class ContentError(Exception):
    """The content cannot be used; `faults` names every file and line."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in faults))


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed YAML file that still knows on which line every value stands."""

    file: Path
    data: Any
    root: yaml.Node | None

    def line(self, location: Sequence[str | int] = ()) -> int:
        """Line (from 1) of the value at `location`, or of its nearest parent that exists."""
        node = self.root
        line = 1
        for key in location:
            found = _child(node, key)
            if found is None:
                break
            line, node = found
        return line


def _child(node: yaml.Node | None, key: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == str(key):
                return name.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        item = node.value[key]
        return item.start_mark.line + 1, item
    return None


def read_document(file: Path) -> Document:
    """Parse one YAML file.

    Raises:
        ContentError: the file cannot be read or is not YAML; names the line.
    """
    try:
        text = file.read_text(encoding="utf-8")
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
        data = yaml.load(text, Loader=yaml.CSafeLoader)
    except OSError as error:
        fault = Fault(file, 1, f"tidak dapat dibaca ({error.strerror})", "periksa nama dan izin")
        raise ContentError([fault]) from error
    except UnicodeDecodeError as error:
        raise ContentError([Fault(file, 1, "bukan UTF-8", "simpan ulang sebagai UTF-8")]) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problem = getattr(error, "problem", None) or "YAML rusak"
        mend = "perbaiki indentasi, tanda kutip atau titik dua di baris ini"
        raise ContentError([Fault(file, line, f"YAML rusak: {problem}", mend)]) from error
    return Document(file, data, root)


def validate(document: Document, model: type[Model]) -> Model:
    """Turn a document into `model`.

    Raises:
        ContentError: one fault for every value that does not fit, each with its line.
    """
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        raise ContentError(list(_faults(document, error))) from error


def _faults(document: Document, error: ValidationError) -> Iterator[Fault]:
    seen: set[tuple[int, str]] = set()
    for detail in error.errors(include_url=False):
        location = [part for part in detail["loc"] if not _is_union_branch(part)]
        where = ".".join(str(part) for part in location) or "berkas"
        line = document.line(location)
        problem = f"{where}: {detail['msg']}"
        if (line, where) in seen:
            continue
        seen.add((line, where))
        yield Fault(document.file, line, problem, _mend(detail["type"]))


def _is_union_branch(part: str | int) -> bool:
    return isinstance(part, str) and (part.startswith("constrained-") or part == "Unsure")


def _mend(kind: str) -> str:
    return {
        "missing": "tambahkan bagian ini",
        "extra_forbidden": "hapus, atau perbaiki ejaan nama bagian",
        "string_type": "tulis sebagai teks; apit dengan tanda kutip",
        "string_too_long": "persingkat",
        "string_too_short": "isi",
        "string_pattern_mismatch": "ikuti bentuk yang diminta skema",
        "date_type": "tulis tanggal sebagai 2026-11-23 tanpa tanda kutip",
        "enum": "pilih salah satu nilai yang diizinkan",
    }.get(kind, "ikuti skema di knowledge_base/schema/entry.schema.json")


@dataclass(frozen=True, slots=True)
class LoadedEntry:
    """An entry together with the document it came from, so that checks can name lines."""

    entry: Entry
    document: Document

    @property
    def topic(self) -> str:
        """The folder's name: `kependudukan`."""
        return self.document.file.parent.name


def load_entries(path: Path | None = None) -> tuple[LoadedEntry, ...]:
    """Read every `<topic>/<id>.yaml` under `path` (default: the shipped content), sorted by path.

    Raises:
        ContentError: with the faults of all files, not only the first.
    """
    folder = CONTENT if path is None else path
    files = sorted(file for file in folder.glob("*/*.yaml") if file.parent.name != GUIDES)
    if not files:
        mend = "arahkan TANYAKOTA_CONTENT ke folder yang berisi <topik>/<id>.yaml"
        raise ContentError([Fault(folder, 1, "tidak ada berkas layanan di folder ini", mend)])
    return tuple(LoadedEntry(entry, document) for entry, document in _read_all(files, Entry))


@dataclass(frozen=True, slots=True)
class LoadedGuide:
    """A guide together with the document it came from."""

    guide: Guide
    document: Document


def load_guides(path: Path | None = None) -> tuple[LoadedGuide, ...]:
    """Read every `panduan/<id>.yaml` under `path` (default: the shipped content); maybe none.

    Raises:
        ContentError: with the faults of all files, not only the first.
    """
    files = sorted(((CONTENT if path is None else path) / GUIDES).glob("*.yaml"))
    return tuple(LoadedGuide(guide, document) for guide, document in _read_all(files, Guide))


def _read_all(files: Iterable[Path], model: type[Model]) -> list[tuple[Model, Document]]:
    read: list[tuple[Model, Document]] = []
    faults: list[Fault] = []
    for file in files:
        try:
            document = read_document(file)
            read.append((validate(document, model), document))
        except ContentError as error:
            faults.extend(error.faults)
    if faults:
        raise ContentError(faults)
    return read
