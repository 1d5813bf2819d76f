"""Write a file whole or not at all, and never over another without being told to."""

from __future__ import annotations

import secrets
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
    try:
        _check_place(target, force=force)
    except OSError as error:
        raise NotWritableError(target, error.strerror) from None
    return target


def save(content: bytes, target: Path, *, force: bool) -> None:
    """Write beside the target and move it there in one step.

    Raises:
        FileExistsAlreadyError: somebody was faster.
        NotWritableError
    """
    part = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with part.open("xb") as stream:
            stream.write(content)
        _check_place(target, force=force)
        part.replace(target)
    except OSError as error:
        raise NotWritableError(target, error.strerror) from None
    finally:
        part.unlink(missing_ok=True)


def _check_place(target: Path, *, force: bool) -> None:
    if target.is_dir():
        raise UnusableNameError(target, "itu folder; sebut nama berkas di dalamnya")
    if not target.parent.is_dir():
        raise UnusableNameError(target, f"folder {target.parent} tidak ada")
    if target.exists() and not force:
        raise FileExistsAlreadyError(target)
