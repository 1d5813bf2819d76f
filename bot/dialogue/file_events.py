"""Files on their way into a conversation: sent, then kept or rejected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.civic.kept_file import KeptFile


@dataclass(frozen=True, slots=True)
class FileSent:
    """A file that still lies with the channel under `reference`; name and caption are masked."""

    reference: str
    name: str = ""
    caption: str = ""
    masked: bool = False
    marked: str | None = None
    kind: Literal["file"] = "file"


@dataclass(frozen=True, slots=True)
class FileKept:
    """A file whose kind was recognised and that is stored under its clean name."""

    file: KeptFile
    caption: str = ""
    masked: bool = False
    marked: str | None = None
    kind: Literal["file-kept"] = "file-kept"


FileFault = Literal["empty", "too-large", "other-kind", "macros", "unavailable", "too-many"]


@dataclass(frozen=True, slots=True)
class FileRejected:
    """A file that could not be taken, and why; `caption` is what was written with it."""

    fault: FileFault
    caption: str = ""
    masked: bool = False
    kind: Literal["file-rejected"] = "file-rejected"
