"""Write files whole or not at all, and never over another without being told to."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path

from bot.civic.statistics.table import FileKind
from bot.errors import TanyaKotaError


class UnusableNameError(TanyaKotaError):
    """Nama berkas tidak dapat dipakai"""


class FileExistsAlreadyError(TanyaKotaError):
    """Berkas sudah ada; pakai --force untuk menimpanya, atau --output dengan nama lain"""


class NotWritableError(TanyaKotaError):
    """Berkas tidak dapat ditulis"""


def checked_target(target: Path, kind: FileKind, *, force: bool) -> Path:
    """Where to write, refused before anything is computed.

    Raises:
        UnusableNameError, FileExistsAlreadyError, NotWritableError
    """
    ending = target.suffix.lower().lstrip(".")
    if not str(target).isprintable():
        raise UnusableNameError(repr(str(target)), "berisi huruf yang tidak terlihat")
    if ending != kind and ending in set(FileKind):
        raise UnusableNameError(target, f"berakhir .{ending}, padahal --format {kind}")
    check_place(target, force=force)
    return target


def check_place(target: Path, *, force: bool) -> None:
    """Refuse what is no place for a file, or has one already.

    Raises:
        UnusableNameError, FileExistsAlreadyError, NotWritableError
    """
    try:
        if target.is_dir():
            raise UnusableNameError(target, "itu folder; sebut nama berkas di dalamnya")
        if not target.parent.is_dir():
            raise UnusableNameError(target, f"folder {target.parent} tidak ada")
        if target.exists() and not force:
            raise FileExistsAlreadyError(target)
    except OSError as error:
        raise NotWritableError(target, error.strerror) from None


def save(files: Mapping[Path, Iterable[bytes]], *, force: bool) -> None:
    """Write every file beside its place first, then move each there in one step.

    Raises:
        FileExistsAlreadyError: somebody was faster; nothing was written.
        NotWritableError
    """
    parts = {target.with_name(f".{secrets.token_hex(8)}.part"): target for target in files}
    target = Path()
    try:
        for part, target in parts.items():
            with part.open("xb") as stream:
                stream.writelines(files[target])
        for target in files:
            check_place(target, force=force)
        for part, target in parts.items():
            part.replace(target)
    except OSError as error:
        raise NotWritableError(target, error.strerror) from None
    finally:
        for part in parts:
            part.unlink(missing_ok=True)
